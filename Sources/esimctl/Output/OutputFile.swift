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
    /// Whether an existing file with the same bytes is as good as written.
    var keepsSame = false
    /// Whether only its owner may read it, whoever could read the one that it replaces.
    var isPrivate = false

    /// Writes `bytes`.
    ///
    /// - Throws: `Failure` with status 73 when the file exists and may not be replaced, or cannot be written. Nothing is
    ///   left behind then.
    func write(_ bytes: [UInt8]) throws(Failure) {
        do {
            try writeOrThrowErrno(bytes)
        } catch {
            throw failure(error)
        }
    }

    /// Writes what `body` writes piece by piece.
    ///
    /// - Throws: `Failure`, as above and as `body` throws it. Nothing is left behind then.
    func write(_ body: (FileDescriptor) throws -> Void) throws(Failure) {
        do {
            try writeOrThrowErrno(body)
        } catch {
            throw failure(error)
        }
    }

    /// Refuses, before any work is done, a file that exists and may not be replaced, and a folder that is not there.
    func demandPlace() throws(Failure) {
        if let existing = try? Stat(FilePath(path)) {
            guard existing.type != .directory else { throw Failure(writing: path, .isDirectory) }
            guard replacesExisting else { throw failure(Errno.fileExists) }
        }
        let folder = FilePath(path).removingLastComponent()
        guard folder.isEmpty || (try? Stat(folder))?.type == .directory else {
            throw Failure(writing: path, .noSuchFileOrDirectory)
        }
    }

    /// Moves a finished file into place.
    func take(_ aside: String) throws(Failure) {
        do {
            try moveIntoPlace(FilePath(aside))
        } catch {
            _ = unsafe unlink(aside)
            throw failure(error)
        }
    }

    /// Makes an empty file that only its owner reads.
    func makeEmpty() throws(Failure) {
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
            try descriptor.close()
        } catch {
            throw failure(error)
        }
    }

    /// Writes `bytes`, and throws `Errno` as it comes.
    func writeOrThrowErrno(_ bytes: [UInt8]) throws {
        try writeOrThrowErrno { try $0.writeAll(bytes) }
    }

    private func failure(_ error: any Error) -> Failure {
        if let failure = error as? Failure { return failure }
        let error = error as? Errno ?? .ioError
        guard error == .fileExists else { return Failure(writing: path, error) }
        return Failure(
            "\(path.redactedIfCode): already exists",
            hint: "--overwrite replaces it",
            status: .cannotCreate
        )
    }

    private func writeOrThrowErrno(_ body: (FileDescriptor) throws -> Void) throws {
        let existing = try? Stat(FilePath(path))
        switch existing?.type {
        case nil: break
        case .regular?: guard replacesExisting || keepsSame else { throw Errno.fileExists }
        case .directory?: throw Errno.isDirectory
        default:
            // A pipe or a device takes the bytes as they come.
            let descriptor = try FileDescriptor.open(FilePath(path), .writeOnly)
            return try descriptor.closeAfter { try body(descriptor) }
        }
        let aside = temporaryPath
        let descriptor = try FileDescriptor.open(
            aside,
            .writeOnly,
            options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: isPrivate ? .ownerReadWrite : [.ownerReadWrite, .groupReadWrite, .otherReadWrite]
        )
        do {
            if let existing, !isPrivate { _ = unsafe chmod(aside.string, existing.permissions.rawValue) }
            try descriptor.closeAfter { try body(descriptor) }
            if existing != nil && !replacesExisting {
                guard try Self.areSame(aside, FilePath(path)) else { throw Errno.fileExists }
                _ = unsafe unlink(aside.string)
                return
            }
            try moveIntoPlace(aside)
        } catch {
            _ = unsafe unlink(aside.string)
            throw error
        }
    }

    private static func areSame(_ one: FilePath, _ other: FilePath) throws -> Bool {
        let files = [try FileDescriptor.open(one, .readOnly), try FileDescriptor.open(other, .readOnly)]
        defer { for file in files { try? file.close() } }
        while true {
            let pieces = try files.map { try $0.readAll(upTo: 1 << 20) }
            guard pieces[0] == pieces[1] else { return false }
            if pieces[0].isEmpty { return true }
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
