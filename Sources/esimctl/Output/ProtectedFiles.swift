import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files that no output goes into, whatever they are called on the command line: the store in use with the files beside it, and
/// those that hold keys and passwords.
struct ProtectedFiles {
    private var files: [(place: Place, what: String)] = []

    /// Those of a store, of the option for the key, and of the environment.
    init(store: String, key: KeyOptions? = nil) {
        for suffix in ["", "-wal", "-shm", "-journal"] { protect(store + suffix, "the store in use") }
        if let file = key?.keyFile { protect(file, "the key of the codes") }
        let variables = [
            "ESIMCTL_KEY_FILE", "ESIMCTL_STRIPE_KEY_FILE", "ESIMCTL_STRIPE_WEBHOOK_SECRET_FILE",
            "ESIMCTL_PAYPAL_SECRET_FILE", "ESIMCTL_SMTP_PASSWORD_FILE",
        ]
        for name in variables { Environment[name].map { protect($0, "the file that \(name) names") } }
    }

    private mutating func protect(_ path: String, _ what: String) {
        if !path.isEmpty { files.append((Place(path), what)) }
    }

    /// Refuses one of them as the target of an output.
    ///
    /// - Throws: `Failure` with status 73.
    func refuse(_ target: String) throws(Failure) {
        guard let file = files.first(where: { $0.place == Place(target) }) else { return }
        throw Failure("\(target.redactedIfCode): is \(file.what)", hint: "name another file", status: .cannotCreate)
    }

    /// Where a file is: links to one file are one place, and so are two paths of a file that is not there yet.
    private enum Place: Hashable {
        case file(device: UInt64, inode: UInt64)
        case name(String)

        init(_ path: String) {
            if let file = try? Stat(FilePath(path)) {
                self = .file(device: UInt64(file.deviceID.rawValue), inode: UInt64(file.inode.rawValue))
                return
            }
            let wanted = FilePath(path)
            let folder = wanted.removingLastComponent()
            // Safe: realpath's result is copied, then freed as it asks.
            guard let resolved = unsafe realpath(folder.isEmpty ? "." : folder.string, nil) else {
                self = .name(path)
                return
            }
            defer { unsafe free(resolved) }
            self = .name(unsafe String(cString: resolved) + "/" + (wanted.lastComponent?.string ?? ""))
        }
    }
}
