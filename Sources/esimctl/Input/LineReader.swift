import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file line by line in constant memory.
struct LineReader {
    /// The most bytes of a line that are kept; the rest of a longer one is passed over.
    static let longestLine = 2 << 20

    private let descriptor: FileDescriptor

    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Gives each line to `body`, with its number from 1, without its end (`LF` or `CR LF`).
    ///
    /// - Parameters:
    ///   - checkStart: looks at what the first read gave, before any line does; it can throw to refuse the file.
    ///   - body: takes a line.
    /// - Throws: what reading throws (`Errno`), and what the closures throw.
    func forEachLine(
        checkStart: (Span<UInt8>) throws -> Void,
        _ body: (_ line: Span<UInt8>, _ number: Int) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var start = 0
        var end = 0
        var number = 0
        var isSkipping = false
        var isStart = true
        while true {
            var searched = start
            while let newline = Self.newline(in: buffer, searched..<end) {
                if isSkipping {
                    isSkipping = false
                } else {
                    number += 1
                    try body(buffer.span.extracting(Self.withoutReturn(buffer, start..<newline)), number)
                }
                start = newline + 1
                searched = start
            }
            if isSkipping { start = end }
            if start > 0 {
                let rest = Array(buffer[start..<end])
                buffer.replaceSubrange(0..<rest.count, with: rest)
                end = rest.count
                start = 0
            }
            if end == buffer.count {
                if end < Self.longestLine {
                    buffer += [UInt8](repeating: 0, count: end)
                } else {
                    number += 1
                    try body(buffer.span, number)
                    isSkipping = true
                    end = 0
                }
            }
            let count = try descriptor.read(into: &buffer, from: end)
            guard count > 0 else { break }
            end += count
            if isStart { try checkStart(buffer.span.extracting(first: end)) }
            isStart = false
        }
        guard end > 0 && !isSkipping else { return }
        try body(buffer.span.extracting(Self.withoutReturn(buffer, 0..<end)), number + 1)
    }

    private static func newline(in buffer: [UInt8], _ range: Range<Int>) -> Int? {
        // Safe: the range is checked to lie within the array, and memchr looks at nothing else.
        unsafe buffer[range].withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x0A, bytes.count) else { return nil }
            return unsafe range.lowerBound + base.distance(to: UnsafeRawPointer(found))
        }
    }

    private static func withoutReturn(_ buffer: [UInt8], _ line: Range<Int>) -> Range<Int> {
        let hasReturn = !line.isEmpty && buffer[line.upperBound - 1] == 0x0D
        return line.lowerBound..<(hasReturn ? line.upperBound - 1 : line.upperBound)
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
}
