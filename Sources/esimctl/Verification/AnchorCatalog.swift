import SGP22
import ServerTrust

/// The CIs that are known and the anchors that the user has, put together: each certificate once.
struct AnchorCatalog {
    /// The known ones in the order of the registry, then the others.
    let items: [Item]

    struct Item {
        var known: KnownCI?
        var entry: AnchorDirectory.Entry?

        /// What the command line calls it: the short name of a known CI, else the beginning of the digest.
        var id: String { known?.id ?? String(certificate?.sha256.hexadecimal.prefix(16) ?? "") }

        var certificate: Certificate? { entry?.anchor.certificate }
        var name: String { certificate?.subject.commonName ?? known?.name ?? certificate.map { "\($0.subject)" } ?? "" }
        var keyIdentifier: KeyIdentifier? { certificate?.subjectKeyIdentifier.value ?? known?.keyIdentifier }
        var sha256: [UInt8]? { certificate?.sha256 ?? known?.sha256 }
        var curve: String? { certificate?.publicKey.name ?? known?.curve }
        var notBefore: CertificateDate? { certificate?.notBefore.date ?? known?.notBefore }
        var notAfter: CertificateDate? { certificate?.notAfter.date ?? known?.notAfter }
        var domain: TrustDomain { entry?.set.domain ?? known?.domain ?? .custom }

        /// The name of its set.
        var set: String {
            AnchorDirectory.AnchorSet.allCases.first { $0.domain == domain }?.rawValue ?? domain.rawValue
        }
    }

    init(_ directory: AnchorDirectory) throws(Failure) {
        let entries = try directory.entries(inSets: AnchorDirectory.AnchorSet.allCases)
        let known = KnownCI.all.map { ci in Item(known: ci, entry: entries.first { $0.known == ci }) }
        items = known + entries.filter { $0.known == nil }.map { Item(entry: $0) }
    }

    /// The items that a text names: a short name, or the first digits, four at least, of a key identifier or a SHA-256 digest.
    ///
    /// - Throws: `Failure` with status 66 when there is none.
    func items(named text: String) throws(Failure) -> [Item] {
        let wanted = text.lowercased()
        if let item = items.first(where: { $0.id == wanted }) { return [item] }
        let found = items.filter { item in
            [item.keyIdentifier?.bytes, item.sha256].contains { $0?.hexadecimal.hasPrefix(wanted) == true }
        }
        guard wanted.utf8.count >= 4, !found.isEmpty else {
            throw Failure("'\(text.redactedIfCode)' names no CI", hint: "esimctl ca list names them", status: .noInput)
        }
        return found
    }

    /// The one item that a text names.
    ///
    /// - Throws: `Failure` with status 66 when there is none, 64 when there are several.
    func item(named text: String) throws(Failure) -> Item {
        let found = try items(named: text)
        guard found.count == 1 else {
            throw Failure(
                "'\(text)' may be \(found.map(\.id).joined(separator: " or "))",
                hint: "give the short name",
                status: .usage
            )
        }
        return found[0]
    }
}
