extension ActivationCode {
    /// What exactly a finding is about: one case for each sentence that people read, with the values that go into it.
    ///
    /// No case holds a matching ID or what could be a confirmation code; of a character that does not belong there, the first is
    /// named.
    public enum Problem: Hashable, Sendable {
        /// Nothing is there but white space, quotation marks or a byte order mark.
        case empty
        /// The code has this many characters, `LPA:` not counted; 255 are allowed.
        case tooLong(characters: Int)
        /// The four letters are right but not in capitals.
        case prefixCase
        /// `LPA:` again, after the first.
        case prefixDuplicate
        /// The first field is empty.
        case formatMissing
        /// The first field is not `1`.
        case formatUnsupported(FormatFault)
        /// This field is not there.
        case fieldMissing(Field)
        /// The address field is empty.
        case addressEmpty
        /// This ASCII character is in no domain name.
        case addressCharacter(Unicode.Scalar)
        /// `@`: what stands before it is a user name, and the server would be what stands behind it.
        case addressAtSign
        /// A path, query or fragment behind the name.
        case addressPath
        /// A label of the name is wrong.
        case addressLabel(LabelFault)
        /// A colon and a port number behind the name.
        case addressPort
        /// A scheme such as `https://` before the name.
        case addressURL
        /// An IPv4 or IPv6 address, or a name that systems take for one.
        case addressIP
        /// A name of one label.
        case addressNotFQDN
        /// A dot behind the last label.
        case addressTrailingDot
        /// The user name itself.
        case addressUserInfo
        /// This ASCII character is in no matching ID.
        case tokenCharacter(Unicode.Scalar)
        /// A lower-case letter.
        case tokenLowercase
        /// The field is no object identifier.
        case oidSyntax(ObjectIdentifier.Fault)
        /// The flag is `0`, which is not defined and read as “not required”.
        case confirmationCodeFlagZero
        /// The flag is something else.
        case confirmationCodeFlag
        /// The fourth or fifth field may be a confirmation code.
        case confirmationCode(Field)
        /// The sixth field is not hexadecimal.
        case ciIndicator
        /// White space in this field.
        case fieldCharacter(Field)
        /// This many delimiters with nothing behind them.
        case trailingDelimiter(count: Int)
        /// This many fields that no reader knows.
        case extraFields(count: Int)
        /// This control character.
        case controlCharacter(Unicode.Scalar)
        /// A run of characters outside ASCII.
        case nonASCII(ForeignText)
        /// White space before or behind the code.
        case outerWhitespace
        /// U+FEFF in front.
        case byteOrderMark
        /// Quotation marks in front and behind.
        case quoted
        /// A quotation mark in front only.
        case quoteUnclosed
        /// The code is percent-encoded once.
        case percentEncoded
        /// The code is percent-encoded more than once.
        case percentEncodedTwice
        /// The code is the `carddata` of an install link.
        case installLink(InstallLink.Host)
        /// A link to an install host that holds no code, or not exactly one.
        case installLinkWithoutCode
        /// Some other URL.
        case otherURL
        /// The shell has taken `$…` for its variables.
        case shellExpansion
        /// The input is an EID; its check digits fit or not.
        case eid(isValid: Bool)
        /// The input is an ICCID.
        case iccid
        /// The same code stands in this other place, such as `codes.csv:3`.
        case duplicate(of: String)
        /// The file that it stands in is kept by a version control system.
        case inClear
    }

    /// The fields of an activation code, numbered as in SGP.22 4.1.
    public enum Field: Int, Hashable, Sendable, CaseIterable {
        case format = 1
        case smdpAddress
        case matchingID
        case smdpOID
        case confirmationCodeRequiredFlag
        case ciPKIndicator
        case deleteNotification
        /// The eighth and all later ones.
        case extra
    }

    /// What stands where `1` should be.
    public enum FormatFault: Hashable, Sendable {
        /// Another hexadecimal digit: a format that 4.1 names at most (`2`) and does not define.
        case version(Unicode.Scalar)
        /// The address: `1$` is missing.
        case addressInItsPlace
        /// `1` and the address in one: the delimiter is missing.
        case delimiterMissing
        /// `1` with white space around it.
        case whitespace
        /// Something else.
        case other
    }

    /// What is wrong with a label of a domain name.
    public enum LabelFault: Hashable, Sendable {
        /// Two dots in a row, or one in front.
        case empty
        /// It has this many bytes; 63 are allowed.
        case tooLong(Int)
        /// It begins or ends with a hyphen.
        case hyphen
    }
}

extension ActivationCode.Problem {
    /// The rule that is broken.
    public var rule: ActivationCode.Rule {
        switch self {
        case .empty: .empty
        case .tooLong: .tooLong
        case .prefixCase: .prefixCase
        case .prefixDuplicate: .prefixDuplicate
        case .formatMissing: .formatMissing
        case .formatUnsupported: .formatUnsupported
        case .fieldMissing: .fieldMissing
        case .addressEmpty: .addressEmpty
        case .addressCharacter, .addressAtSign, .addressPath: .addressCharacter
        case .addressLabel: .addressLabel
        case .addressPort: .addressPort
        case .addressURL: .addressURL
        case .addressIP: .addressIP
        case .addressNotFQDN: .addressNotFQDN
        case .addressTrailingDot: .addressTrailingDot
        case .addressUserInfo: .addressUserInfo
        case .tokenCharacter: .tokenCharacter
        case .tokenLowercase: .tokenLowercase
        case .oidSyntax: .oidSyntax
        case .confirmationCodeFlagZero, .confirmationCodeFlag: .confirmationCodeFlag
        case .confirmationCode: .confirmationCode
        case .ciIndicator: .ciIndicator
        case .fieldCharacter: .fieldCharacter
        case .trailingDelimiter: .trailingDelimiter
        case .extraFields: .extraFields
        case .controlCharacter: .controlCharacter
        case .nonASCII: .nonASCII
        case .outerWhitespace: .outerWhitespace
        case .byteOrderMark: .byteOrderMark
        case .quoted, .quoteUnclosed: .quoted
        case .percentEncoded, .percentEncodedTwice: .percentEncoded
        case .installLink, .installLinkWithoutCode, .otherURL: .wrappedURL
        case .shellExpansion: .shellExpansion
        case .eid: .eid
        case .iccid: .iccid
        case .duplicate: .duplicate
        case .inClear: .inClear
        }
    }

    /// How the lenient reading takes it.
    public var severity: Severity {
        switch self {
        case .prefixCase, .addressTrailingDot, .tokenLowercase, .confirmationCodeFlagZero, .trailingDelimiter,
            .outerWhitespace, .byteOrderMark, .quoted, .percentEncoded, .installLink, .duplicate:
            .warning
        case .extraFields, .ciIndicator, .addressUserInfo, .confirmationCode, .shellExpansion, .eid, .iccid,
            .inClear:
            .note
        default:
            .error
        }
    }
}
