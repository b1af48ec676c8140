/// What a phone needs to fetch an eSIM profile: the SM-DP+ and the matching ID, with a few options (SGP.22 4.1).
///
/// Every value can be written, and what is written reads back: `ActivationCode(parsing: code.secretText()) == code` for each
/// code that came from the initialiser or the strict reading. (A lenient reading may hold a lower-case matching ID or
/// an address with a dot at its end; `canonical` drops the dot, and nothing changes the case.)
///
/// `==` compares the text of every field, the case of the address included; use `smdpAddress.hostName` to tell servers apart.
/// `description` masks what may be secret; `secretText(_:)` writes it out.
public struct ActivationCode: Hashable, Sendable {
    /// Where the profile waits.
    public let smdpAddress: SMDPAddress
    /// Which profile it is; empty when the order is tied to the eUICC's EID.
    public let matchingID: MatchingID
    /// The OID that the SM-DP+ must have in CERT.DPauth; the LPA stops when it has another.
    public let smdpOID: ObjectIdentifier?
    /// Whether the code says that a confirmation code will be asked for. `false` promises nothing: the SM-DP+ decides.
    public let requiresConfirmationCode: Bool
    /// v3: the eSIM CA RootCA public key indicator, which limits the CI keys that may be offered. It should be hexadecimal;
    /// as its coding could not be read, other text is taken too.
    public let ciPKIndicator: Parameter?
    /// v3: the Delete Notification for Device Change, signed by the old device.
    public let deleteNotification: Parameter?
    /// Fields behind those, kept as they are; the last one is not empty.
    public let extra: [Parameter]

    /// The most characters that a code can have, `LPA:` not counted (SGP.22 4.1).
    public static let maximumLength = 255

    /// Puts a code together from parts that are right already.
    ///
    /// Empty parameters count as absent, as do empty ones at the end of `extra`.
    /// - Throws: `ParseError` with the one finding that parts can still have together: more than 255 characters.
    public init(
        smdpAddress: SMDPAddress,
        matchingID: MatchingID,
        smdpOID: ObjectIdentifier? = nil,
        requiresConfirmationCode: Bool = false,
        ciPKIndicator: Parameter? = nil,
        deleteNotification: Parameter? = nil,
        extra: [Parameter] = []
    ) throws(ParseError) {
        self.init(
            uncheckedAddress: smdpAddress,
            matchingID: matchingID,
            smdpOID: smdpOID,
            requiresConfirmationCode: requiresConfirmationCode,
            ciPKIndicator: ciPKIndicator,
            deleteNotification: deleteNotification,
            extra: extra
        )
        let length = secretText(.manualEntry).utf8.count
        guard length <= Self.maximumLength else {
            let excess = length - Self.maximumLength
            let finding = Finding(.tooLong(characters: length), offset: Self.maximumLength, length: excess)
            throw ParseError(findings: [finding])
        }
    }

    /// Takes parts that a reading has judged together.
    init(
        uncheckedAddress smdpAddress: SMDPAddress,
        matchingID: MatchingID,
        smdpOID: ObjectIdentifier?,
        requiresConfirmationCode: Bool,
        ciPKIndicator: Parameter?,
        deleteNotification: Parameter?,
        extra: [Parameter]
    ) {
        self.smdpAddress = smdpAddress
        self.matchingID = matchingID
        self.smdpOID = smdpOID
        self.requiresConfirmationCode = requiresConfirmationCode
        self.ciPKIndicator = ciPKIndicator.flatMap { $0.isEmpty ? nil : $0 }
        self.deleteNotification = deleteNotification.flatMap { $0.isEmpty ? nil : $0 }
        let end = extra.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
        self.extra = Array(extra[..<end])
    }

    /// The same code in the form that SGP.22 writes: no dot behind the address.
    public var canonical: ActivationCode { with(smdpAddress.withoutTrailingDot) }

    /// The same code with another spelling of its address.
    func with(_ address: SMDPAddress) -> ActivationCode {
        ActivationCode(
            uncheckedAddress: address,
            matchingID: matchingID,
            smdpOID: smdpOID,
            requiresConfirmationCode: requiresConfirmationCode,
            ciPKIndicator: ciPKIndicator,
            deleteNotification: deleteNotification,
            extra: extra
        )
    }
}

extension ActivationCode {
    /// The text of a v3 or later field: any printable ASCII characters but space and `$`, or none.
    public struct Parameter: Hashable, Sendable, CustomStringConvertible {
        /// The characters.
        public let description: String

        /// Takes `text` when a field can hold it.
        ///
        /// - Throws: `ParseError` with a finding for each character that it cannot hold.
        public init(_ text: some StringProtocol) throws(ParseError) {
            let bytes = Array(text.utf8)
            var findings = CharacterCheck.findings(in: bytes[...])
            for (offset, byte) in bytes.enumerated() where byte.isWhitespace || byte == .delimiter {
                findings.append(Finding(.fieldCharacter(.extra), offset: offset, length: 1))
            }
            guard findings.isEmpty else { throw ParseError(findings: findings) }
            description = String(text)
        }

        init(unchecked text: String) {
            description = text
        }

        /// Whether there are no characters.
        public var isEmpty: Bool { description.isEmpty }

        /// Whether there are only hexadecimal digits, as in a CI public key indicator, which is no secret.
        public var isHexadecimal: Bool { description.utf8.allSatisfy(\.isHexadecimalDigit) }
    }

    /// Where a code is written to.
    public enum Form: Hashable, Sendable {
        /// Into a QR code or a link, with `LPA:` in front.
        case qr
        /// For people to type, without it.
        case manualEntry
    }

    /// The code in full, with the matching ID: hand it to the person it is for, keep it out of logs.
    public func secretText(_ form: Form = .qr) -> String {
        text(form, showingSecrets: true)
    }

    /// The code in full, or with `****` for the matching ID and for all later fields that may hold anything.
    public func text(_ form: Form, showingSecrets: Bool) -> String {
        func shown(_ parameter: Parameter?) -> String {
            guard let parameter, !parameter.isEmpty else { return "" }
            return showingSecrets ? parameter.description : Redaction.mask
        }
        var fields = ["1", smdpAddress.description]
        fields.append(showingSecrets ? matchingID.secretText : matchingID.description)
        fields.append(smdpOID?.description ?? "")
        fields.append(requiresConfirmationCode ? "1" : "")
        fields.append(ciPKIndicator?.isHexadecimal == true ? ciPKIndicator?.description ?? "" : shown(ciPKIndicator))
        fields.append(shown(deleteNotification))
        fields += extra.map(shown)
        while fields.count > 3 && fields.last == "" { fields.removeLast() }
        return (form == .qr ? "LPA:" : "") + fields.joined(separator: "$")
    }
}

extension ActivationCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// The code as in a QR symbol, with `****` for what may be secret.
    public var description: String { text(.qr, showingSecrets: false) }
    public var debugDescription: String { description }
}
