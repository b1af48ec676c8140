internal import SGP22
public import SystemPackage

/// CRLs on disk, a file for each address, kept until their makers promise the next one.
///
/// Anybody who can write to the folder, or who has answered for a server, may have written what is in it: like everything
/// that was fetched it counts only as far as its signature is verified, and that is done at each path check.
public struct CRLCache: Sendable {
    /// The folder; it need not be there.
    public let path: FilePath

    /// Keeps CRLs in `path`.
    public init(path: FilePath) {
        self.path = path
    }

    /// The folder that the environment names: `esimctl/crl` in `XDG_CACHE_HOME`, else in `.cache` at home; `nil` when neither
    /// variable is set.
    public static func standardPath(environment: (String) -> String?) -> FilePath? {
        func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let cache = value("XDG_CACHE_HOME"), cache.hasPrefix("/") { return FilePath(cache).appending("esimctl/crl") }
        return value("HOME").map { FilePath($0).appending(".cache/esimctl/crl") }
    }

    /// What was kept of an address, in date or not; none when there is nothing, or nothing that can be read.
    func lists(from address: String) -> [RevocationList] {
        let limit = RevocationList.byteLimit
        guard let bytes = try? WholeFile.contents(of: file(address), upTo: limit + 1) else { return [] }
        return (try? RevocationList.lists(in: bytes)) ?? []
    }

    /// Keeps what has come from an address. That it cannot be written is no reason not to go on.
    func keep(_ bytes: [UInt8], from address: String) {
        try? WholeFile.write(bytes, to: file(address))
    }

    /// Forgets what has come from an address.
    func forget(_ address: String) {
        try? WholeFile.remove(file(address))
    }

    /// An address may hold anything, so its digest is the name.
    func file(_ address: String) -> FilePath {
        path.appending("\(Digest.sha256(Array(address.utf8)[...]).hexadecimal).crl")
    }
}
