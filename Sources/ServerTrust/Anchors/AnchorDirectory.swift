public import SGP22
public import SystemPackage

/// The user's anchors on disk: a folder for each set, a file in DER for each certificate.
///
/// The sets `live`, `vendor` and `test` take only certificates that the registry of known CIs has there, by their SHA-256
/// digest; all others are `custom`.
public struct AnchorDirectory: Sendable {
    /// The folder that the sets are in; it need not be there.
    public let path: FilePath
    private let registry: [KnownCI]

    /// - Parameters:
    ///   - path: The folder that the sets are in.
    ///   - registry: The CIs that are known.
    public init(path: FilePath, registry: [KnownCI]) {
        self.path = path
        self.registry = registry
    }

    /// The folder that the environment names: `ESIMCTL_CA_DIR`, else `esimctl/ca` in `XDG_DATA_HOME`, else in
    /// `.local/share` at home; `nil` when none of the three variables is set.
    public static func standardPath(environment: (String) -> String?) -> FilePath? {
        func value(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        if let named = value("ESIMCTL_CA_DIR") { return FilePath(named) }
        // A relative path there is to be passed over, says the XDG Base Directory Specification.
        if let data = value("XDG_DATA_HOME"), data.hasPrefix("/") { return FilePath(data).appending("esimctl/ca") }
        return value("HOME").map { FilePath($0).appending(".local/share/esimctl/ca") }
    }

    /// A set of anchors, and the name of its folder.
    public enum AnchorSet: String, Hashable, Sendable, CaseIterable {
        case live, vendor, test, custom

        /// Whose word it is that its anchors give.
        public var domain: TrustDomain {
            switch self {
            case .live: .gsmaLive
            case .vendor: .vendor
            case .test: .gsmaTest
            case .custom: .custom
            }
        }
    }

    /// An anchor on disk.
    public struct Entry: Sendable {
        public let set: AnchorSet
        /// Its file.
        public let path: FilePath
        public let anchor: TrustAnchor
        /// What is known of it.
        public let known: KnownCI?
    }

    /// Why something on disk could not be done, or is not as it should be. Each names the file.
    public enum StorageError: Error, Hashable, Sendable {
        case unreadable(FilePath, Errno)
        case unwritable(FilePath, Errno)
        /// The file is larger than any certificate: 64 kB.
        case tooLarge(FilePath)
        /// The file is no certificate in DER, or has something behind it; in a few words why.
        case noCertificate(FilePath, reason: String)
        /// The certificate is another than the name of the file says.
        case misnamed(FilePath)
        /// The certificate is not known as one of this set.
        case notOfSet(FilePath, AnchorSet)
        /// The certificate to be added cannot be read, or is no CA's; in a few words why.
        case notAnAnchor(reason: String)
    }

    /// The anchors of the sets, in the order of their names; none when there is no folder.
    ///
    /// - Throws: `StorageError` at the first file that is not as it should be: an anchor that is left out in silence would be
    ///   as bad as one that is taken in.
    public func entries(in sets: [AnchorSet] = AnchorSet.allCases) throws(StorageError) -> [Entry] {
        var entries: [Entry] = []
        for set in sets {
            for file in try Self.files(in: folder(of: set)) { entries.append(try entry(set, file)) }
        }
        return entries
    }

    /// Adds a certificate to the set that the registry says, to `custom` if it is not known there.
    ///
    /// - Returns: where it is now, and whether it was there before.
    /// - Throws: `StorageError`.
    @discardableResult
    public func add(_ served: ServedCertificate) throws(StorageError) -> (entry: Entry, wasThere: Bool) {
        if case .unreadable(let reason) = served.served { throw .notAnAnchor(reason: reason) }
        guard let certificate = served.certificate else { throw .notAnAnchor(reason: "no certificate") }
        guard certificate.isCA else { throw .notAnAnchor(reason: "it is not the certificate of a CA") }
        let known = registry.first { $0.sha256 == certificate.sha256 }
        let set = AnchorSet.allCases.first { $0.domain == known?.domain } ?? .custom
        guard let anchor = TrustAnchor(served, domain: set.domain) else { throw .notAnAnchor(reason: "no certificate") }
        let file = folder(of: set).appending(Self.name(of: certificate))
        if (try? Self.contents(of: file)) == certificate.der {
            return (Entry(set: set, path: file, anchor: anchor, known: known), true)
        }
        do {
            try WholeFile.write(certificate.der, to: file)
        } catch {
            throw .unwritable(file, error)
        }
        return (Entry(set: set, path: file, anchor: anchor, known: known), false)
    }

    /// Removes an anchor.
    ///
    /// - Throws: `StorageError.unwritable`.
    public func remove(_ entry: Entry) throws(StorageError) {
        do {
            try WholeFile.remove(entry.path)
        } catch {
            throw .unwritable(entry.path, error)
        }
    }

    private func folder(of set: AnchorSet) -> FilePath { path.appending(set.rawValue) }

    /// The identifier of the key, so that people find it, and the digest, so that no two certificates share a name.
    private static func name(of certificate: Certificate) -> String {
        let key = certificate.subjectKeyIdentifier.value ?? certificate.publicKey.sha1
        return "\(key.description.prefix(40))-\(certificate.sha256.hexadecimal).der"
    }

    private func entry(_ set: AnchorSet, _ file: FilePath) throws(StorageError) -> Entry {
        let served = ServedCertificate(der: try Self.contents(of: file))
        if case .unreadable(let reason) = served.served { throw .noCertificate(file, reason: reason) }
        guard let certificate = served.certificate, let anchor = TrustAnchor(served, domain: set.domain) else {
            throw .noCertificate(file, reason: "no certificate")
        }
        guard certificate.encoding.trailingByteCount == 0 else {
            throw .noCertificate(file, reason: "\(certificate.encoding.trailingByteCount) bytes follow it")
        }
        guard file.lastComponent?.string == Self.name(of: certificate) else { throw .misnamed(file) }
        let known = registry.first { $0.sha256 == certificate.sha256 }
        guard set == .custom ? known == nil : known?.domain == set.domain else { throw .notOfSet(file, set) }
        return Entry(set: set, path: file, anchor: anchor, known: known)
    }

    private static func files(in folder: FilePath) throws(StorageError) -> [FilePath] {
        do {
            return try WholeFile.names(in: folder).map { folder.appending($0) }
        } catch .noSuchFileOrDirectory {
            return []
        } catch {
            throw .unreadable(folder, error)
        }
    }

    private static func contents(of file: FilePath) throws(StorageError) -> [UInt8] {
        let limit = 64 << 10
        do {
            let bytes = try WholeFile.contents(of: file, upTo: limit + 1)
            guard bytes.count <= limit else { throw StorageError.tooLarge(file) }
            return bytes
        } catch let error as Errno {
            throw .unreadable(file, error)
        } catch {
            throw .tooLarge(file)
        }
    }
}

extension TrustAnchors {
    /// The anchors of a directory.
    public init(_ entries: [AnchorDirectory.Entry]) {
        self.init(entries.map(\.anchor))
    }
}
