/// What an SM-DP+ signs in InitiateAuthentication (SGP.22 5.6.1, ServerSigned1).
public struct ServerSigned1: Hashable, Sendable {
    /// The session, 1 to 16 bytes.
    public var transactionID: [UInt8]
    /// The eUICC's challenge, sent back: 16 bytes.
    public var euiccChallenge: [UInt8]
    /// The address of the server, as it was asked for.
    public var serverAddress: String
    /// The server's own challenge: 16 bytes.
    public var serverChallenge: [UInt8]

    /// Takes the fields as they are.
    public init(transactionID: [UInt8], euiccChallenge: [UInt8], serverAddress: String, serverChallenge: [UInt8]) {
        self.transactionID = transactionID
        self.euiccChallenge = euiccChallenge
        self.serverAddress = serverAddress
        self.serverChallenge = serverChallenge
    }

    /// The SEQUENCE, which is what the signature is made over.
    public var der: [UInt8] {
        DER.sequence(
            DER.tagged(0, transactionID),
            DER.tagged(1, euiccChallenge),
            DER.tagged(3, Array(serverAddress.utf8)),
            DER.tagged(4, serverChallenge)
        )
    }

    /// Reads the SEQUENCE; fields behind the four that are known are passed over.
    ///
    /// A signature is to be verified over the bytes that were read, never over `der`.
    ///
    /// - Throws: `ES9PlusError`.
    public init(der bytes: [UInt8]) throws(ES9PlusError) {
        do throws(DERReader.Failure) {
            var outer = DERReader(bytes)
            var fields = DERReader(try outer.next(0x30).content)
            try outer.end()
            transactionID = try Self.octets(&fields, 0x80, 1...16)
            euiccChallenge = try Self.octets(&fields, 0x81, 16...16)
            let address = try fields.next(0x83).content
            guard let text = String(validating: address, as: UTF8.self) else { throw .invalidContent(tag: 0x83) }
            serverAddress = text
            serverChallenge = try Self.octets(&fields, 0x84, 16...16)
        } catch {
            throw ES9PlusError(.serverSigned1, error)
        }
    }

    private static func octets(
        _ fields: inout DERReader,
        _ tag: UInt16,
        _ length: ClosedRange<Int>
    ) throws(DERReader.Failure) -> [UInt8] {
        let content = try fields.next(tag).content
        guard length.contains(content.count) else { throw .invalidContent(tag: tag) }
        return Array(content)
    }
}
