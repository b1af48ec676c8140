/// The first function of ES9+ (SGP.22 5.6.1): an LPA sends a challenge, an SM-DP+ signs it. No activation code is used up.
public enum InitiateAuthentication {
    /// The path of the JSON binding (SGP.22 6.5.2.6).
    public static let path = "/gsma/rsp2/es9plus/initiateAuthentication"

    /// What the LPA asks; as `Codable` the JSON body.
    public struct Request: Hashable, Sendable {
        /// 16 random bytes.
        public var euiccChallenge: [UInt8]
        /// The TLV with the tag BF20, as `EUICCInfo1` writes it.
        public var euiccInfo1: [UInt8]
        /// The name of the server, as the activation code gives it.
        public var smdpAddress: String

        public init(euiccChallenge: [UInt8], euiccInfo1: [UInt8], smdpAddress: String) {
            self.euiccChallenge = euiccChallenge
            self.euiccInfo1 = euiccInfo1
            self.smdpAddress = smdpAddress
        }
    }

    /// What the SM-DP+ sends when it was able to: nothing of it has been verified.
    public struct Session: Hashable, Sendable {
        /// As the header of the answer says.
        public var status: ExecutionStatus
        /// The session: 1 to 16 bytes.
        public var transactionID: [UInt8]
        /// The bytes over which the signature is made; `ServerSigned1` reads them.
        public var serverSigned1: [UInt8]
        /// r and s of the signature behind each other: 64 bytes (BSI TR-03111).
        public var serverSignature1: [UInt8]
        /// The CI key that the certificate of the server hangs below, and the eUICC's answer has to.
        public var ciKeyToBeUsed: KeyIdentifier
        /// CERT.DPauth in DER.
        public var serverCertificate: [UInt8]
        /// The SubCAs above it, from version 3 on, in DER.
        public var otherCertificates: [[UInt8]]

        public init(
            status: ExecutionStatus = ExecutionStatus(.success),
            transactionID: [UInt8],
            serverSigned1: [UInt8],
            serverSignature1: [UInt8],
            ciKeyToBeUsed: KeyIdentifier,
            serverCertificate: [UInt8],
            otherCertificates: [[UInt8]] = []
        ) {
            self.status = status
            self.transactionID = transactionID
            self.serverSigned1 = serverSigned1
            self.serverSignature1 = serverSignature1
            self.ciKeyToBeUsed = ciKeyToBeUsed
            self.serverCertificate = serverCertificate
            self.otherCertificates = otherCertificates
        }
    }

    /// The whole answer; as `Codable` the JSON body.
    public enum Answer: Hashable, Sendable {
        case session(Session)
        case refused(ExecutionStatus)
    }
}

extension InitiateAuthentication {
    /// What in an answer does not fit the question. The signature and the certificates are for others to check.
    public enum Disagreement: Hashable, Sendable {
        /// The signed data cannot be read.
        case unreadable(ES9PlusError)
        /// The challenge that was signed is not the one that was sent: an old answer may have been replayed.
        case challenge
        /// The session is not the same inside and outside of the signed data.
        case transactionID
        /// Another address was signed than the one that was asked for.
        case serverAddress(String)
        /// The CI key was not among those that were offered.
        case ciKey(KeyIdentifier)
    }

    /// Compares an answer with its question, as the eUICC does (SGP.22 5.7.13); addresses without regard to case.
    public static func disagreements(of session: Session, with request: Request) -> [Disagreement] {
        let signed: ServerSigned1
        do {
            signed = try ServerSigned1(der: session.serverSigned1)
        } catch {
            return [.unreadable(error)]
        }
        var disagreements: [Disagreement] = []
        if signed.euiccChallenge != request.euiccChallenge { disagreements.append(.challenge) }
        if signed.transactionID != session.transactionID { disagreements.append(.transactionID) }
        if !signed.serverAddress.utf8.equalsIgnoringCase(request.smdpAddress) {
            disagreements.append(.serverAddress(signed.serverAddress))
        }
        let offered = (try? EUICCInfo1(der: request.euiccInfo1))?.ciKeysForVerification ?? []
        if !offered.contains(session.ciKeyToBeUsed) { disagreements.append(.ciKey(session.ciKeyToBeUsed)) }
        return disagreements
    }
}
