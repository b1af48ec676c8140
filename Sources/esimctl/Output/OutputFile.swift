import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is there in full or not at all: written aside, then moved into place.
struct OutputFile {
    let path: String
    /// Whether a file of that name may be replaced.
    let replacesExisting: Bool

    /// Writes `bytes`.
    ///
    /// - Throws: `Failure` with status 73 when the file exists and may not be replaced, or cannot be written. Nothing is
    ///   left behind then.
    func write(_ bytes: [UInt8]) throws(Failure) {
        do {
            try writeOrThrowErrno(bytes)
        } catch Errno.fileExists {
            throw Failure(
                "\(path.redactedIfCode): already exists",
                hint: "--overwrite replaces it",
                status: .cannotCreate
            )
        } catch {
            throw Failure(writing: path, error as? Errno ?? .ioError)
        }
    }

    private func writeOrThrowErrno(_ bytes: [UInt8]) throws {
        switch (try? Stat(FilePath(path)))?.type {
        case nil: break
        case .regular?: guard replacesExisting else { throw Errno.fileExists }
        case .directory?: throw Errno.isDirectory
        default:
            // A pipe or a device takes the bytes as they come.
            let descriptor = try FileDescriptor.open(FilePath(path), .writeOnly)
            return try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
        }
        let aside = temporaryPath
        let existing = try? Stat(FilePath(path))
        let descriptor = try FileDescriptor.open(
            aside,
            .writeOnly,
            options: [.create, .exclusiveCreate],
            permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite]
        )
        do {
            if let existing { _ = unsafe chmod(aside.string, existing.permissions.rawValue) }
            try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
            try moveIntoPlace(aside)
        } catch {
            _ = unsafe unlink(aside.string)
            throw error
        }
    }

    /// A name in the same folder that no one else uses.
    private var temporaryPath: FilePath {
        let wanted = FilePath(path)
        let name = wanted.lastComponent?.string ?? path
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        return wanted.removingLastComponent().appending(".\(name.prefix(100)).\(random).tmp")
    }

    private func moveIntoPlace(_ aside: FilePath) throws {
        if !replacesExisting {
            // Unlike rename, link fails when another process was quicker.
            if unsafe link(aside.string, path) == 0 {
                _ = unsafe unlink(aside.string)
                return
            }
            // Some file systems have no links; the file was not there a moment ago.
            let error = Errno(rawValue: errno)
            guard error == .notPermitted || error == .notSupported else { throw error }
        }
        guard unsafe rename(aside.string, path) == 0 else { throw Errno(rawValue: errno) }
    }
}
