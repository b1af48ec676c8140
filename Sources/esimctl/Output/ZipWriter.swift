import CZlib
import SystemPackage

/// Writes a zip file (APPNOTE 6.3.10) whose entries are stored as they are, without a date: the same entries give the same
/// bytes. Pictures are compressed already.
///
/// The file ends at 4 GiB, where 64-bit sizes would begin; the number of entries has no such end.
struct ZipWriter {
    private let descriptor: FileDescriptor
    /// Where the next entry begins.
    private var offset: Int
    private var count = 0
    private var directory: [UInt8] = []

    /// The archive would not fit into 4 GiB.
    struct TooLarge: Error {}

    /// Writes to `descriptor`, into which `offset` bytes of entries are written already.
    init(_ descriptor: FileDescriptor, offset: Int = 0) {
        self.descriptor = descriptor
        self.offset = offset
    }

    /// Adds a file; `name` is new, relative, and at most 65,535 bytes long.
    ///
    /// - Throws: `Errno`, or `TooLarge` before anything is written.
    mutating func add(_ bytes: [UInt8], name: String) throws {
        let name = Array(name.utf8)
        guard offset + directory.count + bytes.count + 2 * name.count + 1024 <= UInt32.max else { throw TooLarge() }
        // Version 2.0, names in UTF-8, stored, 1 January 1980 00:00: the first date that the format knows.
        var facts: [UInt8] = []
        facts.append(20, bytes: 2)
        facts.append(1 << 11, bytes: 2)
        facts.append(0, bytes: 4)
        facts.append(1 << 5 | 1, bytes: 2)
        facts.append(Self.checksum(of: bytes), bytes: 4)
        facts.append(bytes.count, bytes: 4)
        facts.append(bytes.count, bytes: 4)
        facts.append(name.count, bytes: 2)
        facts.append(0, bytes: 2)

        directory.append(0x0201_4B50, bytes: 4)
        directory.append(3 << 8 | 20, bytes: 2)  // made on Unix
        directory += facts
        directory.append(0, bytes: 6)
        directory.append(0o100644 << 16, bytes: 4)
        directory.append(offset, bytes: 4)
        directory += name

        var entry: [UInt8] = []
        entry.reserveCapacity(30 + name.count + bytes.count)
        entry.append(0x0403_4B50, bytes: 4)
        entry += facts
        entry += name
        entry += bytes
        try descriptor.writeAll(entry)
        offset += entry.count
        count += 1
    }

    /// Writes the directory, once, at the end.
    mutating func finish() throws {
        var end = directory
        let entries = min(count, 0xFFFF)
        if count >= 0xFFFF {
            // More than 16 bits can count: the record that has 64, and where it is.
            let place = offset + directory.count
            end.append(0x0606_4B50, bytes: 4)
            end.append(44, bytes: 8)
            end.append(3 << 8 | 45, bytes: 2)
            end.append(45, bytes: 2)
            end.append(0, bytes: 8)
            end.append(count, bytes: 8)
            end.append(count, bytes: 8)
            end.append(directory.count, bytes: 8)
            end.append(offset, bytes: 8)
            end.append(0x0706_4B50, bytes: 4)
            end.append(0, bytes: 4)
            end.append(place, bytes: 8)
            end.append(1, bytes: 4)
        }
        end.append(0x0605_4B50, bytes: 4)
        end.append(0, bytes: 4)
        end.append(entries, bytes: 2)
        end.append(entries, bytes: 2)
        end.append(directory.count, bytes: 4)
        end.append(offset, bytes: 4)
        end.append(0, bytes: 2)
        try descriptor.writeAll(end)
    }

    private static func checksum(of bytes: [UInt8]) -> Int {
        // Safe: zlib reads as many bytes as the buffer has.
        unsafe bytes.withUnsafeBufferPointer { Int(unsafe crc32_z(0, $0.baseAddress, $0.count)) }
    }
}

extension ZipWriter {
    /// Writes the archive at `path` with the entries that `body` adds; one that is there with the same bytes is left alone.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - replacesExisting: Whether another file of that name may be replaced.
    ///   - body: Adds the entries; tells how its work went.
    /// - Returns: what `body` returns.
    /// - Throws: `Failure` when the file cannot be written, is another already, would be too large or have nothing in it, or
    ///   when `body` throws; no part of a file is left behind then.
    static func write<Outcome>(
        to path: String,
        replacesExisting: Bool,
        _ body: (inout ZipWriter) throws -> (Outcome, ExitStatus)
    ) throws(Failure) -> Outcome {
        var outcome: Outcome?
        let file = OutputFile(path: path, replacesExisting: replacesExisting, keepsSame: true)
        try file.write { descriptor in
            var archive = ZipWriter(descriptor)
            do {
                let (result, status) = try body(&archive)
                guard archive.count > 0, !Interruption.isRequested else { throw Failure(empty: path, status) }
                try archive.finish()
                outcome = result
            } catch is TooLarge {
                throw Failure(
                    "\(path.redactedIfCode): would be larger than 4 GiB",
                    hint: "split the list, or write into a folder with --out-dir",
                    status: .cannotCreate
                )
            }
        }
        guard let outcome else { throw Failure(writing: path, .ioError) }
        return outcome
    }
}

extension Failure {
    /// A file that would have nothing in it, as `status` tells why.
    init(empty path: String, _ status: ExitStatus) {
        self.init(
            "\(path.redactedIfCode): is not written, as there is nothing to put into it",
            status: max(status, .findings)
        )
    }
}

extension [UInt8] {
    /// Appends the lowest `count` bytes of a number, the lowest first.
    fileprivate mutating func append(_ number: Int, bytes count: Int) {
        for index in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
    }
}
