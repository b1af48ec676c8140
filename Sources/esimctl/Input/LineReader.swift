import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file line by line in constant memory.
struct LineReader {
    /// The most bytes that a line can have, its end included.
    static let longestLine = 2 << 20

    private let descriptor: FileDescriptor

    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    /// A line is longer than `longestLine`; no part of it was handed on, as a part of a code may look like a code.
    struct LineTooLong: Error {
        var number: Int
    }

    /// Gives each line to `body`, its end included, with its number from 1.
    ///
    /// - Parameters:
    ///   - checkStart: looks at what the first read gave, before any line does; it can throw to refuse the file.
    ///   - body: takes a line.
    /// - Throws: what reading throws (`Errno`), `LineTooLong`, and what the closures throw.
    func forEachLine(
        checkStart: (Span<UInt8>) throws -> Void,
        _ body: (_ line: Span<UInt8>, _ number: Int) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var end = 0
        var number = 0
        while true {
            if end == buffer.count {
                guard end < Self.longestLine else { throw LineTooLong(number: number + 1) }
                buffer += [UInt8](repeating: 0, count: end)
            }
            let count = try descriptor.read(into: &buffer, from: end)
            guard count > 0 else { break }
            if number == 0 && end == 0 { try checkStart(buffer.span.extracting(first: count)) }
            end += count
            var start = 0
            while let newline = Self.newline(in: buffer, start..<end) {
                number += 1
                try body(buffer.span.extracting(start..<(newline + 1)), number)
                start = newline + 1
            }
            if start > 0 {
                let rest = Array(buffer[start..<end])
                buffer.replaceSubrange(0..<rest.count, with: rest)
                end = rest.count
            }
        }
        guard end > 0 else { return }
        try body(buffer.span.extracting(first: end), number + 1)
    }

    private static func newline(in buffer: [UInt8], _ range: Range<Int>) -> Int? {
        // Safe: the range is checked to lie within the array, and memchr looks at nothing else.
        unsafe buffer[range].withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x0A, bytes.count) else { return nil }
            return unsafe range.lowerBound + base.distance(to: UnsafeRawPointer(found))
        }
    }
}

extension FileDescriptor {
    /// Reads into `buffer` from index `start` on, as much as there is and fits; 0 at the end of the file.
    func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
        // Safe: the pointer is used only while the array lends it.
        unsafe try buffer.withUnsafeMutableBytes { bytes in
            unsafe try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
        }
    }

    /// What is left in the file, or at least its first `limit` bytes.
    func readAll(upTo limit: Int = .max) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = try read(into: &piece, from: 0)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return bytes
    }
}
