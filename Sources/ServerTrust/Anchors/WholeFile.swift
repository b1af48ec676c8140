internal import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Small files that are there in full or not at all.
enum WholeFile {
    /// The first `limit` bytes of a file.
    static func contents(of file: FilePath, upTo limit: Int) throws(Errno) -> [UInt8] {
        let descriptor = try open(file, .readOnly, [])
        defer { try? descriptor.close() }
        var bytes: [UInt8] = []
        do {
            var piece = [UInt8](repeating: 0, count: 1 << 14)
            while bytes.count < limit {
                // Safe: the pointer is used only while the array lends it.
                let count = unsafe try piece.withUnsafeMutableBytes { unsafe try descriptor.read(into: $0) }
                guard count > 0 else { break }
                bytes += piece.prefix(count)
            }
        } catch {
            throw error as? Errno ?? .ioError
        }
        return Array(bytes.prefix(limit))
    }

    /// Writes a file aside and renames it; makes the folders above it.
    static func write(_ bytes: [UInt8], to file: FilePath) throws(Errno) {
        try makeFolder(file.removingLastComponent())
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let aside = file.removingLastComponent().appending(".\(random).tmp")
        let descriptor = try open(aside, .writeOnly, [.create, .exclusiveCreate])
        do {
            _ = try descriptor.closeAfter { try descriptor.writeAll(bytes) }
            guard unsafe rename(aside.string, file.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            _ = unsafe unlink(aside.string)
            throw error as? Errno ?? .ioError
        }
    }

    static func remove(_ file: FilePath) throws(Errno) {
        guard unsafe unlink(file.string) == 0 else { throw Errno(rawValue: errno) }
    }

    /// The names in a folder, sorted; those that begin with a dot are left out.
    static func names(in folder: FilePath) throws(Errno) -> [String] {
        guard let directory = unsafe opendir(folder.string) else { throw Errno(rawValue: errno) }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        // Safe: readdir's entry is used before the next call, and its name ends with NUL.
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func open(
        _ file: FilePath,
        _ mode: FileDescriptor.AccessMode,
        _ options: FileDescriptor.OpenOptions
    ) throws(Errno) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                file,
                mode,
                options: options,
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
        } catch {
            throw error as? Errno ?? .ioError
        }
    }

    private static func makeFolder(_ folder: FilePath) throws(Errno) {
        if folder.isEmpty { return }
        if unsafe mkdir(folder.string, 0o755) == 0 { return }
        switch Errno(rawValue: errno) {
        case .fileExists: return
        case .noSuchFileOrDirectory where folder.components.count > 0:
            try makeFolder(folder.removingLastComponent())
            guard unsafe mkdir(folder.string, 0o755) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
        case let error: throw error
        }
    }
}
