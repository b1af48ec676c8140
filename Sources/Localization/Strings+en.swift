import SGP22

private let characters = CharacterNaming(
    visible: { "“\($0)” (\($1))" },
    byte: { "byte \($0)" },
    separator: ", "
)

extension Strings {
    /// English.
    static let english = Strings(
        problem: { problem in
            switch problem {
            case .empty: "there is no activation code here"
            case .tooLong(let length): "the code has \(length) characters; 255 are allowed, LPA: not counted"
            case .prefixCase: "“LPA:” is not in capital letters"
            case .prefixDuplicate: "“LPA:” stands here a second time"
            case .formatMissing: "the format, “1”, is missing before the first “$”"
            case .formatUnsupported(.version(let digit)):
                "the format is “\(String(digit).escapedForDisplay)”; the only one that SGP.22 defines is “1”"
            case .formatUnsupported(.addressInItsPlace):
                "the code begins with the address; the format, “1$”, is missing"
            case .formatUnsupported(.delimiterMissing): "a “$” is missing between the format, “1”, and the address"
            case .formatUnsupported(.whitespace): "there is white space beside the format, “1”"
            case .formatUnsupported(.other): "the first field is not “1”"
            case .fieldMissing(.matchingID): "the “$” after the address is missing"
            case .fieldMissing: "the SM-DP+ address is missing"
            case .addressEmpty: "the SM-DP+ address is empty"
            case .addressCharacter(let scalar):
                "the SM-DP+ address has \(characters.name(scalar)), which no host name has"
            case .addressAtSign: "“@” in the SM-DP+ address: phones could contact the host after it"
            case .addressPath: "a path follows the SM-DP+ address"
            case .addressLabel(.empty): "the SM-DP+ address has nothing before a dot"
            case .addressLabel(.tooLong(let length)):
                "a part of the SM-DP+ address has \(length) characters; 63 are allowed"
            case .addressLabel(.hyphen): "a part of the SM-DP+ address begins or ends with a hyphen"
            case .addressPort: "a port follows the SM-DP+ address"
            case .addressURL: "the SM-DP+ address is a URL"
            case .addressIP: "the SM-DP+ address is an IP address"
            case .addressNotFQDN: "the SM-DP+ address is a single word, not a full domain name"
            case .addressTrailingDot: "the SM-DP+ address ends with a dot"
            case .addressUserInfo: "this is a user name, not the server"
            case .tokenCharacter(let scalar):
                "the matching ID has \(characters.name(scalar)); only 0–9, A–Z and - are allowed"
            case .tokenLowercase: "the matching ID has lower-case letters"
            case .oidSyntax(.confirmationCodeFlag): "“1” stands where the SM-DP+ OID belongs"
            case .oidSyntax(.character): "the SM-DP+ OID has a character other than digits and dots"
            case .oidSyntax(.emptyArc): "the SM-DP+ OID has a dot with no number beside it"
            case .oidSyntax(.leadingZero): "a number in the SM-DP+ OID begins with 0"
            case .oidSyntax(.firstArc): "the SM-DP+ OID does not begin with 0, 1 or 2"
            case .oidSyntax(.secondArc): "the second number of the SM-DP+ OID is above 39"
            case .oidSyntax(.singleArc): "the SM-DP+ OID is a single number"
            case .confirmationCodeFlagZero: "the Confirmation Code Required Flag is “0”; only “1” is defined"
            case .confirmationCodeFlag: "the Confirmation Code Required Flag is neither “1” nor empty"
            case .confirmationCode: "this may be a confirmation code or a matching ID; neither belongs here"
            case .ciIndicator: "the CI public key indicator is not hexadecimal"
            case .fieldCharacter(let field): "there is white space in field \(field.rawValue)"
            case .trailingDelimiter(let count):
                count == 1 ? "the last “$” has nothing after it" : "the last \(count) “$” have nothing after them"
            case .extraFields(let count):
                count == 1 ? "a field follows that phones ignore" : "\(count) fields follow that phones ignore"
            case .controlCharacter(let scalar): "there is a control character, \(characters.name(scalar))"
            case .nonASCII(let text):
                if text.characters.isEmpty {
                    "not ASCII: \(text.count == 1 ? "1 character" : "\(text.count) characters")"
                } else if let ascii = text.lookAlikes {
                    "not ASCII: \(characters.names(text)), which \(text.count == 1 ? "looks" : "look") like “\(ascii)”"
                } else if text.characters.allSatisfy(\.isInvisible) {
                    "not ASCII and invisible: \(characters.names(text))"
                } else {
                    "not ASCII: \(characters.names(text))"
                }
            case .outerWhitespace: "there is white space around the code"
            case .byteOrderMark: "a byte order mark, U+FEFF, precedes the code"
            case .quoted: "there are quotation marks around the code"
            case .quoteUnclosed: "a quotation mark precedes the code, and none closes it"
            case .percentEncoded: "the code is percent-encoded"
            case .percentEncodedTwice: "the code is percent-encoded more than once"
            case .installLink(let host): "this is an install link of \(host.rawValue), not the bare code"
            case .installLinkWithoutCode: "this link does not hold exactly one activation code"
            case .otherURL: "this is a URL, not an activation code"
            case .shellExpansion: "a shell has probably taken each “$…” for a variable"
            case .eid(let isValid):
                isValid
                    ? "this is an EID, the number of a phone's eSIM chip"
                    : "this looks like an EID, but its check digits are wrong"
            case .iccid: "this looks like an ICCID, the number of a SIM or profile"
            case .duplicate(let place): "the same code stands in \(place.escapedForDisplay); a code works once"
            case .inClear: "the code stands in clear in a file that git keeps"
            }
        },
        advice: { problem in
            switch problem {
            case .empty: "give the whole code, as in 'LPA:1$smdp.example.com$MATCHING-ID'"
            case .tooLong: "ask the issuer for a shorter code"
            case .prefixCase: "write LPA:"
            case .prefixDuplicate: "write LPA: once"
            case .formatMissing, .formatUnsupported(.addressInItsPlace): "begin with LPA:1$"
            case .formatUnsupported(.version): "ask the issuer for a code of format 1"
            case .formatUnsupported(.delimiterMissing): "write LPA:1$ before the address"
            case .formatUnsupported(.whitespace): "take the white space out"
            case .formatUnsupported(.other): "a code looks like LPA:1$smdp.example.com$MATCHING-ID"
            case .fieldMissing(.matchingID): "append “$” and the matching ID; append “$” alone only when there is none"
            case .fieldMissing, .addressEmpty: "put the server's name between the first “$” and the second"
            case .addressCharacter, .addressLabel: "compare the address with the issuer's text"
            case .addressAtSign: "do not use this code; ask the issuer for the plain host name"
            case .addressPath: "leave only the host name"
            case .addressPort: "leave the port out; phones use 443"
            case .addressURL: "leave only the host name, without https://"
            case .addressIP: "use the server's domain name"
            case .addressNotFQDN: "use the full name, as in smdp.example.com"
            case .addressTrailingDot: "leave the dot out"
            case .tokenCharacter: "compare the matching ID with the issuer's text"
            case .tokenLowercase: "ask the issuer; do not just change the case: it matters to servers"
            case .oidSyntax(.confirmationCodeFlag): "the flag belongs one field later: write $$1"
            case .oidSyntax: "write an OID such as 1.3.6.1.4.1.31746, or leave the field empty"
            case .confirmationCodeFlagZero: "leave the flag out"
            case .confirmationCodeFlag: "write 1 when a confirmation code is required, nothing otherwise"
            case .confirmationCode:
                "keep a confirmation code out of the activation code; the phone asks for it at download"
            case .fieldCharacter: "take the white space out"
            case .trailingDelimiter(let count): count == 1 ? "leave it out" : "leave them out"
            case .controlCharacter: "take the character out, or ask the issuer for the code again"
            case .nonASCII: "type this part by hand, in ASCII"
            case .outerWhitespace: "take the white space off"
            case .byteOrderMark: "save the text without a byte order mark"
            case .quoted: "take the quotation marks off"
            case .quoteUnclosed: "take the quotation mark off"
            case .percentEncoded, .percentEncodedTwice: "write the decoded code"
            case .installLink: "write only what follows carddata="
            case .installLinkWithoutCode, .otherURL: "open the link, and use the code that it shows"
            case .shellExpansion: "put the code between single quotes: 'LPA:1$…'"
            case .eid: "ask the carrier for an activation code; it may want this number for that"
            case .iccid: "ask the carrier for the activation code of this profile"
            case .duplicate: "give each eSIM a code of its own"
            case .inClear: "keep codes out of the repository, and ask for a new one where this one is real"
            case .addressUserInfo, .ciIndicator, .extraFields: nil
            }
        },
        severity: { $0.rawValue },
        corrected: { "corrected: \($0)" },
        didYouMean: { "did you mean \($0)" },
        fixLabel: "fix",
        symbolPlace: { "code \($0) at \($1),\($2)" },
        isNoActivationCode: "is no activation code",
        summary: { tally in
            let codes = tally.checked == 1 ? "1 code" : "\(tally.checked) codes"
            return "\(codes) checked: \(tally.valid) valid, \(tally.warnings) with warnings, \(tally.invalid) invalid"
        },
        drewCorrected: { "drew the corrected code, \($0)" },
        drewAsGiven: "drew the text as given, although it is not a valid activation code",
        refusedToDraw: { "drew no QR code for \($0)" },
        pictureTitle: { "eSIM activation code for \($0)" },
        pictureDetails:
            "QR code. Scan it with the phone that the eSIM is for: in the settings, add an eSIM, then scan.",
        linkPictureDetails:
            "QR code. Scan it with the camera of the phone that the eSIM is for, and open the link that it shows.",
        eidPictureTitle: "EID of an eSIM",
        eidPictureDetails: "QR code of the number that the carrier needs to prepare an eSIM for this device.",
        refusedEID: { error in
            switch error {
            case .length(let count): "an EID has 32 digits, this has \(count)"
            case .notADigit(let offset): "character \(offset + 1) of the EID is no digit"
            case .checkDigits(let expected): "the check digits of the EID do not fit; they should be \(expected)"
            }
        },
        compacted: {
            "the host is in upper case: \($1) modules a side instead of \($0); a server that minds letter case, "
                + "against SGP.22, would refuse the code"
        },
        compactedInVain: "upper case would make the symbol no smaller, so the host stays as it is",
        smallModule: { "modules of \($0) mm are hard to print and to scan; 0.4 mm or more is safe" },
        explanation: .english,
        voucher: .english
    )
}

extension ExplanationStrings {
    fileprivate static let english = ExplanationStrings(
        fieldName: { field in
            switch field {
            case .format: "Format"
            case .smdpAddress: "SM-DP+ address"
            case .matchingID: "Matching ID"
            case .smdpOID: "SM-DP+ OID"
            case .confirmationCodeRequiredFlag: "Confirmation code"
            case .ciPKIndicator: "CI public key indicator"
            case .deleteNotification: "Delete notification"
            case .extra: "Further fields"
            }
        },
        colon: ": ",
        absent: "not given",
        leaveEmpty: "leave it empty",
        required: "required",
        masked: { "\($0) (hidden; to see it, use --show-secrets)" },
        isStrict: "A valid activation code, by the letter of SGP.22.",
        isLenient: "Phones take this code, although it departs from SGP.22:",
        isRefused: "This is not a valid activation code:",
        format: "The only format that SGP.22 defines.",
        smdpAddress: "The server that your phone downloads the eSIM from. It belongs to your carrier or works for it.",
        matchingID:
            "The secret that says which eSIM is yours. Whoever has it can take the eSIM, so send it to no one else.",
        emptyMatchingID:
            "No eSIM is named: the server knows your phone by its EID. The carrier must have that number beforehand.",
        smdpOID: "Your phone stops if the server's certificate carries a different number.",
        noOID: "Your phone checks the server's certificate all the same.",
        confirmationCodeRequired:
            "Your phone will ask for a code that is not in here. The carrier gives it to you separately.",
        confirmationCodeNotStated:
            "The activation code does not say that one is needed. The server may still ask for it.",
        ciPKIndicator: "Only certificates under this root key are accepted. Phones before SGP.22 v3 ignore it.",
        deleteNotification:
            "Tells the carrier that your old phone has deleted the eSIM. Phones before SGP.22 v3 ignore it.",
        extra: "Phones ignore them.",
        atDownload: "At download",
        byHand: "To type it by hand",
        remarks: "Remarks",
        needsConnection: "Your phone needs a connection to the internet: Wi-Fi is best.",
        connects: { "It connects to \($0) and checks that server's certificate." },
        asksForConfirmationCode: "It asks for the confirmation code. Have it ready.",
        mayAskForConfirmationCode: "It may ask for a confirmation code; then ask your carrier for it.",
        asksForConsent: "It shows the carrier's name and asks whether to add the eSIM. Agree.",
        worksOnce: "Most codes work once. Do not delete the eSIM later on unless the carrier says so.",
        oneField: { "Where the phone asks for an activation code: \($0)" },
        twoFields: { "Where it asks for two things, SM-DP+ address: \($0) — activation code: \($1)" }
    )
}
