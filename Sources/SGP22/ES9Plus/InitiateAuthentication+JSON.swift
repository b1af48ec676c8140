/// The JSON binding (SGP.22 6.5.2.6): bytes are base64 of their TLV, the session hexadecimal digits.
///
/// What is wrong with a field is an `ES9PlusError`; a field that is not there, or is no text, is a `DecodingError`.
extension InitiateAuthentication.Request: Codable {
    private enum Key: String, CodingKey { case euiccChallenge, euiccInfo1, smdpAddress }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        euiccChallenge = try FieldText(container.decode(String.self, forKey: .euiccChallenge), .euiccChallenge).bytes()
        guard euiccChallenge.count == 16 else { throw ES9PlusError(.euiccChallenge, .length(euiccChallenge.count)) }
        euiccInfo1 = try FieldText(container.decode(String.self, forKey: .euiccInfo1), .euiccInfo1).bytes()
        smdpAddress = try container.decode(String.self, forKey: .smdpAddress)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Base64.text(euiccChallenge), forKey: .euiccChallenge)
        try container.encode(Base64.text(euiccInfo1), forKey: .euiccInfo1)
        try container.encode(smdpAddress, forKey: .smdpAddress)
    }
}

extension InitiateAuthentication.Answer: Codable {
    fileprivate enum Key: String, CodingKey {
        case header, transactionId, serverSigned1, serverSignature1, euiccCiPKIdToBeUsed, serverCertificate
        case otherCertsInChain
        /// As Annex I of the specification spells it.
        case euiccCiPKIdTobeUsed
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let status = try container.decode(ExecutionStatus.self, forKey: .header)
        self = status.isExecuted ? .session(try .init(status, container)) : .refused(status)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .refused(let status): try container.encode(status, forKey: .header)
        case .session(let session): try session.encode(into: &container)
        }
    }
}

extension InitiateAuthentication.Session {
    private typealias Key = InitiateAuthentication.Answer.Key
    private static let signatureTag: UInt16 = 0x5F37

    fileprivate init(
        _ status: ExecutionStatus,
        _ container: KeyedDecodingContainer<InitiateAuthentication.Answer.Key>
    ) throws {
        func field(_ key: Key, _ field: ES9PlusError.Field) throws -> FieldText {
            FieldText(try container.decode(String.self, forKey: key), field)
        }
        let ciKey: Key = container.contains(.euiccCiPKIdToBeUsed) ? .euiccCiPKIdToBeUsed : .euiccCiPKIdTobeUsed
        self.init(
            status: status,
            transactionID: try field(.transactionId, .transactionID).transactionID(),
            serverSigned1: try field(.serverSigned1, .serverSigned1).bytes(),
            serverSignature1: try field(.serverSignature1, .serverSignature1).content(of: Self.signatureTag),
            ciKeyToBeUsed: KeyIdentifier(try field(ciKey, .euiccCIPKIDToBeUsed).content(of: 0x04)),
            serverCertificate: try field(.serverCertificate, .serverCertificate).bytes(),
            otherCertificates: try Self.otherCertificates(container)
        )
        guard serverSignature1.count == 64 else {
            throw ES9PlusError(.serverSignature1, .length(serverSignature1.count))
        }
    }

    /// A list of texts, or one text: the certificates behind each other, with or without a TLV around them. No text of the
    /// specification that says which was at hand.
    private static func otherCertificates(
        _ container: KeyedDecodingContainer<InitiateAuthentication.Answer.Key>
    ) throws -> [[UInt8]] {
        guard container.contains(.otherCertsInChain), try !container.decodeNil(forKey: .otherCertsInChain) else {
            return []
        }
        if let texts = try? container.decode([String].self, forKey: .otherCertsInChain) {
            return try texts.map { try FieldText($0, .otherCertsInChain).bytes() }
        }
        let text = try container.decode(String.self, forKey: .otherCertsInChain)
        return try FieldText(text, .otherCertsInChain).certificates()
    }

    fileprivate func encode(into container: inout KeyedEncodingContainer<InitiateAuthentication.Answer.Key>) throws {
        try container.encode(status, forKey: .header)
        try container.encode(transactionID.hexadecimal.uppercased(), forKey: .transactionId)
        try container.encode(Base64.text(serverSigned1), forKey: .serverSigned1)
        let signature = DER.element(longTag: Self.signatureTag, serverSignature1)
        try container.encode(Base64.text(signature), forKey: .serverSignature1)
        try container.encode(Base64.text(DER.octetString(ciKeyToBeUsed.bytes)), forKey: .euiccCiPKIdToBeUsed)
        try container.encode(Base64.text(serverCertificate), forKey: .serverCertificate)
        if !otherCertificates.isEmpty {
            try container.encode(otherCertificates.map { Base64.text($0) }, forKey: .otherCertsInChain)
        }
    }
}

/// The text of a field that stands for bytes.
private struct FieldText {
    let text: String
    let field: ES9PlusError.Field

    init(_ text: String, _ field: ES9PlusError.Field) {
        self.text = text
        self.field = field
    }

    /// What the base64 stands for.
    func bytes() throws(ES9PlusError) -> [UInt8] {
        guard let bytes = Base64.bytes(text) else { throw ES9PlusError(field, .encoding) }
        return bytes
    }

    /// The content of the one element that the base64 stands for.
    func content(of tag: UInt16) throws(ES9PlusError) -> [UInt8] {
        var reader = DERReader(try bytes())
        do throws(DERReader.Failure) {
            let content = Array(try reader.next(tag).content)
            try reader.end()
            return content
        } catch {
            throw ES9PlusError(field, error)
        }
    }

    /// What the hexadecimal digits stand for.
    func transactionID() throws(ES9PlusError) -> [UInt8] {
        guard let bytes = [UInt8](hexadecimal: text) else { throw ES9PlusError(field, .encoding) }
        guard (1...16).contains(bytes.count) else { throw ES9PlusError(field, .length(bytes.count)) }
        return bytes
    }

    /// Certificates behind each other, perhaps in a TLV of their own.
    func certificates() throws(ES9PlusError) -> [[UInt8]] {
        var reader = DERReader(try bytes())
        do throws(DERReader.Failure) {
            if let list = try reader.nextIfPresent(0xA1) {
                try reader.end()
                reader = DERReader(list.content)
            }
            var certificates: [[UInt8]] = []
            while let element = try reader.next() { certificates.append(Array(element.bytes)) }
            return certificates
        } catch {
            throw ES9PlusError(field, error)
        }
    }
}
