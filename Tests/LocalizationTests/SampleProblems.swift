import SGP22

/// One problem at least for every sentence that there is, with each form of the ones that have a payload.
enum SampleProblems {
    typealias Problem = ActivationCode.Problem

    static let all: [Problem] =
        plain + formats + addresses + matchingIDs + OIDs + laterFields + characters + links

    private static let plain: [Problem] = [
        .empty, .tooLong(characters: 256), .prefixCase, .prefixDuplicate, .shellExpansion, .iccid, .eid(isValid: true),
        .eid(isValid: false), .outerWhitespace, .byteOrderMark, .quoted, .quoteUnclosed, .percentEncoded,
        .percentEncodedTwice, .duplicate(of: "codes.csv:3"), .inClear,
    ]

    private static let formats: [Problem] =
        [.formatMissing]
        + [.version("2"), .version("F"), .addressInItsPlace, .delimiterMissing, .whitespace, .other]
        .map(Problem.formatUnsupported)

    private static let addresses: [Problem] =
        [
            .fieldMissing(.smdpAddress), .addressEmpty, .addressAtSign, .addressPath, .addressPort, .addressURL,
            .addressIP, .addressNotFQDN, .addressTrailingDot, .addressUserInfo,
        ]
        + ["_", " "].map(Problem.addressCharacter)
        + [.empty, .tooLong(64), .hyphen].map(Problem.addressLabel)

    private static let matchingIDs: [Problem] =
        [.fieldMissing(.matchingID), .tokenLowercase] + ["_", " "].map(Problem.tokenCharacter)

    private static let OIDs: [Problem] = [
        .character, .emptyArc, .leadingZero, .firstArc, .secondArc, .singleArc, .confirmationCodeFlag,
    ]
    .map(Problem.oidSyntax)

    private static let laterFields: [Problem] =
        [.confirmationCodeFlagZero, .confirmationCodeFlag, .ciIndicator]
        + [.smdpOID, .confirmationCodeRequiredFlag].map(Problem.confirmationCode)
        + [.ciPKIndicator, .deleteNotification, .extra].map(Problem.fieldCharacter)
        + [1, 2].map(Problem.trailingDelimiter)
        + [1, 2].map(Problem.extraFields)

    private static let characters: [Problem] =
        ["\u{0}", "\u{7}", "\u{1B}", "\u{7F}"].map(Problem.controlCharacter)
        + [
            "LPA:1$smdp.example.com$A\u{41E}B", "LPA:1$smdp.example.com$A\u{41E}\u{41A}B",
            "LPA:1$smdp.example.com$A\u{200B}B", "LPA:1$smdp.example.com$AñB",
            "LPA:1$smdp.example.com$Añandúéíó", "LPA:1$smdp.example.com$Añ\u{2067}óíúB",
        ]
        .flatMap { nonASCII(in: Array($0.utf8)) }
        + nonASCII(in: Array("LPA:1$smdp.example.com$A".utf8) + [0xFF])

    private static let links: [Problem] =
        [.installLinkWithoutCode, .otherURL] + InstallLink.Host.allCases.map(Problem.installLink)

    /// What the reader says about the foreign text in `bytes`; only it can describe such text.
    static func nonASCII(in bytes: [UInt8]) -> [Problem] {
        ActivationCode.inspect(utf8: bytes).findings.map(\.problem).filter { $0.rule == .nonASCII }
    }
}
