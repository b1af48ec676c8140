import SGP22
import ServerTrust
import SystemPackage

extension TrustOptions {
    /// What the options have chosen.
    struct Choice {
        var anchors: TrustAnchors
        /// Whether test CIs are what was asked for.
        var acceptsTestCI: Bool
        /// Whether a chain to a CA of the public web may be recognised as one.
        var recognisesPublicCAs: Bool
    }

    /// The anchors that the options name.
    ///
    /// - Throws: `Failure` for a file that cannot be read, and for a folder of anchors that is not as it should be.
    func choice() throws(Failure) -> Choice {
        guard ca.isEmpty else {
            return Choice(anchors: try Self.anchors(in: ca), acceptsTestCI: true, recognisesPublicCAs: false)
        }
        let sets = trust.compactMap(AnchorDirectory.AnchorSet.init)
        let files = trust.filter { AnchorDirectory.AnchorSet(rawValue: $0) == nil }
        var anchors: [TrustAnchors] = []
        if !files.isEmpty { anchors.append(try Self.anchors(in: files)) }
        if trust.isEmpty || !sets.isEmpty {
            let wanted = trust.isEmpty ? [.live, .vendor, .custom] : sets
            anchors.append(TrustAnchors(try AnchorDirectory.standard().entries(inSets: wanted)))
        }
        return Choice(
            anchors: TrustAnchors(anchors),
            acceptsTestCI: sets.contains(.test),
            recognisesPublicCAs: true
        )
    }

    private static func anchors(in files: [String]) throws(Failure) -> TrustAnchors {
        var anchors: [TrustAnchor] = []
        for file in files {
            for certificate in try InputFile(argument: file).certificates() {
                guard let anchor = TrustAnchor(certificate, domain: .custom) else {
                    throw Failure(
                        "\(file.redactedIfCode): holds a certificate that cannot be read",
                        status: .unusableInput
                    )
                }
                guard anchor.certificate.isCA else {
                    throw Failure(
                        "\(file.redactedIfCode): holds the certificate of “\(anchor.certificate.subject)”, which is no CA",
                        hint: "name the file of the CI that has issued it",
                        status: .unusableInput
                    )
                }
                anchors.append(anchor)
            }
        }
        return TrustAnchors(anchors)
    }
}

extension AnchorDirectory {
    /// The user's own.
    ///
    /// - Throws: `Failure` with status 78 when nothing says where it is.
    static func standard() throws(Failure) -> AnchorDirectory {
        guard let path = standardPath(environment: { Environment[$0] }) else {
            throw Failure(
                "it is not known where trust anchors are kept",
                hint: "set HOME, or ESIMCTL_CA_DIR",
                status: .configuration
            )
        }
        return AnchorDirectory(path: path, registry: KnownCI.all)
    }

    /// The anchors of some sets.
    ///
    /// - Throws: `Failure` that names the file that is not as it should be.
    func entries(inSets sets: [AnchorSet]) throws(Failure) -> [Entry] {
        do { return try entries(in: sets) } catch { throw Failure(error) }
    }
}

extension Failure {
    /// What is the matter with a folder of anchors.
    init(_ error: AnchorDirectory.StorageError) {
        switch error {
        case .unreadable(let path, let errno): self.init(reading: path.string, errno)
        case .unwritable(let path, let errno): self.init(writing: path.string, errno)
        case .tooLarge(let path):
            self.init("\(path): is larger than any certificate", hint: Self.anchorHint, status: .configuration)
        case .noCertificate(let path, let reason):
            self.init("\(path): is no certificate (\(reason))", hint: Self.anchorHint, status: .configuration)
        case .misnamed(let path):
            self.init(
                "\(path): holds another certificate than its name says",
                hint: Self.anchorHint,
                status: .configuration
            )
        case .notOfSet(let path, let set):
            self.init("\(path): is not known as \(set.rawValue)", hint: Self.anchorHint, status: .configuration)
        case .notAnAnchor(let reason):
            self.init("the certificate cannot be an anchor: \(reason)", status: .unusableInput)
        }
    }

    private static let anchorHint = "remove the file, and add the certificate with esimctl ca add"
}
