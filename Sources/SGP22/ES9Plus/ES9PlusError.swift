/// Why a field of an ES9+ message cannot be read.
public struct ES9PlusError: Error, Hashable, Sendable {
    /// The field, in the specification's spelling.
    public let field: Field
    /// What is the matter with it.
    public let fault: Fault

    public enum Field: String, Hashable, Sendable {
        case transactionID = "transactionId"
        case euiccChallenge, euiccInfo1, serverSigned1, serverSignature1
        case euiccCIPKIDToBeUsed = "euiccCiPKIdToBeUsed"
        case serverCertificate, otherCertsInChain
    }

    public enum Fault: Hashable, Sendable {
        /// The text is no base64, or no hexadecimal digits.
        case encoding
        /// The bytes end in the middle of an element.
        case truncated
        /// A tag or a length that DER does not allow, or that is beyond all measure.
        case malformed
        /// Another element is where one of that tag should be.
        case missing(tag: UInt16)
        /// So many bytes follow behind the end.
        case trailingBytes(Int)
        /// The content of the element of that tag is not what it has to be.
        case invalid(tag: UInt16)
        /// It has another length than the specification says.
        case length(Int)
    }

    package init(_ field: Field, _ fault: Fault) {
        self.field = field
        self.fault = fault
    }

    init(_ field: Field, _ failure: DERReader.Failure) {
        self.field = field
        fault =
            switch failure {
            case .truncated: .truncated
            case .unsupportedTag, .invalidLength: .malformed
            case .unexpected(_, let tag): .missing(tag: tag)
            case .trailingBytes(let count): .trailingBytes(count)
            case .invalidContent(let tag): .invalid(tag: tag)
            }
    }
}
