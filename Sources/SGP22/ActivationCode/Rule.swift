extension ActivationCode {
    /// The rules that an activation code is judged by; the raw value is the id that reports print and never changes.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// There is no code.
        case empty = "AC_EMPTY"
        /// More than 255 characters, `LPA:` not counted.
        case tooLong = "AC_TOO_LONG"
        /// `LPA:` is not in capitals.
        case prefixCase = "AC_PREFIX_CASE"
        /// `LPA:` stands there more than once.
        case prefixDuplicate = "AC_PREFIX_DUPLICATE"
        /// The first field, AC_Format, is empty.
        case formatMissing = "AC_FORMAT_MISSING"
        /// The first field is not `1`.
        case formatUnsupported = "AC_FORMAT_UNSUPPORTED"
        /// The address or the matching ID is not there at all, delimiter included.
        case fieldMissing = "AC_FIELD_MISSING"
        /// The SM-DP+ address has no characters.
        case addressEmpty = "AC_ADDRESS_EMPTY"
        /// A character that no domain name has.
        case addressCharacter = "AC_ADDRESS_CHAR"
        /// A label that is empty, longer than 63 bytes, or begins or ends with a hyphen.
        case addressLabel = "AC_ADDRESS_LABEL"
        /// A port behind the address.
        case addressPort = "AC_ADDRESS_PORT"
        /// A URL scheme before the address.
        case addressURL = "AC_ADDRESS_URL"
        /// An IP address where a name should be.
        case addressIP = "AC_ADDRESS_IP"
        /// A single label.
        case addressNotFQDN = "AC_ADDRESS_NOT_FQDN"
        /// A dot behind the last label.
        case addressTrailingDot = "AC_ADDRESS_TRAILING_DOT"
        /// A user name before the address: what stands before `@` is not the server.
        case addressUserInfo = "AC_ADDRESS_USERINFO"
        /// A character in the matching ID that is none of `0`–`9`, `A`–`Z` and `-`.
        case tokenCharacter = "AC_TOKEN_CHAR"
        /// A lower-case letter in the matching ID.
        case tokenLowercase = "AC_TOKEN_LOWERCASE"
        /// The fourth field is no object identifier.
        case oidSyntax = "AC_OID_SYNTAX"
        /// The fifth field is neither empty nor `1`.
        case confirmationCodeFlag = "AC_CC_FLAG"
        /// Something in the fourth or fifth field that looks like a confirmation code.
        case confirmationCode = "AC_CONFIRMATION_CODE"
        /// The sixth field is not hexadecimal.
        case ciIndicator = "AC_CI_INDICATOR"
        /// White space in the sixth field or later.
        case fieldCharacter = "AC_FIELD_CHAR"
        /// Delimiters with nothing behind them.
        case trailingDelimiter = "AC_TRAILING_DELIMITER"
        /// Fields behind the seventh, which readers pass over.
        case extraFields = "AC_EXTRA_FIELDS"
        /// A control character other than white space.
        case controlCharacter = "AC_CONTROL_CHAR"
        /// A character outside ASCII, or bytes that are not UTF-8.
        case nonASCII = "AC_NON_ASCII"
        /// White space around the code.
        case outerWhitespace = "AC_OUTER_WHITESPACE"
        /// A byte order mark in front.
        case byteOrderMark = "AC_BOM"
        /// Quotation marks around the code.
        case quoted = "AC_QUOTED"
        /// The code is percent-encoded.
        case percentEncoded = "AC_PERCENT_ENCODED"
        /// The input is a URL.
        case wrappedURL = "AC_WRAPPED_URL"
        /// A shell has replaced the parts that begin with `$`.
        case shellExpansion = "AC_SHELL_EXPANSION"
        /// The input is the number of an eUICC.
        case eid = "AC_EID"
        /// The input is the number of a profile.
        case iccid = "AC_ICCID"
        /// The same code stands in an earlier file.
        case duplicate = "AC_DUPLICATE"
        /// The code stands in clear in a file that a version control system keeps.
        case inClear = "AC_IN_CLEAR"

        /// Whether an inspection of the code alone can find it. The others depend on where the code stands, and are found by
        /// whoever knows that.
        public var isOfCodeAlone: Bool { self != .duplicate && self != .inClear }

        /// The clause that the rule comes from.
        public var reference: String {
            switch self {
            case .tokenCharacter, .tokenLowercase: "SGP.22 4.1.1"
            case .oidSyntax: "SGP.22 4.1, X.660"
            case .addressCharacter, .addressLabel: "SGP.22 4.1, RFC 1123 2.1"
            case .addressUserInfo: "RFC 3986 3.2.1"
            case .confirmationCode: "SGP.22 4.7"
            case .ciIndicator, .fieldCharacter: "SGP.22 v3.0 4.1"
            case .percentEncoded: "RFC 3986 2.1"
            case .eid: "SGP.22 3.3.1, SGP.29 10"
            case .iccid: "ITU-T E.118"
            case .duplicate: "SGP.22 3.1.3"
            case .inClear: "SGP.22 4.1.1"
            default: "SGP.22 4.1"
            }
        }
    }
}
