import SGP22

extension ActivationCode.Rule {
    /// Title, reason and example of each rule; a rule without them does not compile.
    var text: (title: String, why: String, example: String) {
        switch self {
        case .empty:
            (
                "There is no activation code",
                "The input is empty, or only white space, quotation marks or a byte order mark. A blank cell in an export is the usual cause.",
                "\"\""
            )
        case .tooLong:
            (
                "The code is longer than 255 characters",
                "SGP.22 limits an activation code to 255 characters, `LPA:` not counted. Phones may cut off or refuse what is longer.",
                "LPA:1$rsp.example.com$" + String(repeating: "A", count: 240)
            )
        case .prefixCase:
            (
                "“LPA:” is not in capital letters",
                "In a QR code the prefix is “LPA:”. Most phones take any case; some scanners look for the capitals and show other text as a web search.",
                "lpa:1$rsp.example.com$A1"
            )
        case .prefixDuplicate:
            (
                "“LPA:” stands there more than once",
                "The prefix was put in front of a code that had it already. Phones read the second one as the format, and refuse the code.",
                "LPA:LPA:1$rsp.example.com$A1"
            )
        case .formatMissing:
            (
                "The format, the first field, is empty",
                "A code begins with its format, `1`. Without it a phone does not know how to read the rest.",
                "LPA:$rsp.example.com$A1"
            )
        case .formatUnsupported:
            (
                "The first field is not “1”",
                "SGP.22 defines one format, `1`. Anything else there is a code that was cut off, put together wrongly, or meant for something else.",
                "LPA:2$rsp.example.com$A1"
            )
        case .fieldMissing:
            (
                "The address or the matching ID is missing, delimiter included",
                "Both delimiters have to be there, even when the matching ID is empty because the profile is tied to the phone's EID.",
                "LPA:1$rsp.example.com"
            )
        case .addressEmpty:
            (
                "The SM-DP+ address is empty",
                "The phone downloads the profile from this server. A variable that was not filled in is the usual cause.",
                "LPA:1$$A1"
            )
        case .addressCharacter:
            (
                "The SM-DP+ address has a character that no host name has",
                "The address is a domain name: letters, digits, hyphens and dots. Whatever else is there makes the phone contact no server, or another one.",
                "LPA:1$rsp_1.example.com$A1"
            )
        case .addressLabel:
            (
                "A part of the SM-DP+ address is empty, too long or has a hyphen at its end",
                "The parts between the dots have 1 to 63 characters and neither begin nor end with a hyphen.",
                "LPA:1$rsp..example.com$A1"
            )
        case .addressPort:
            (
                "A port follows the SM-DP+ address",
                "The address is a name alone; phones use port 443.",
                "LPA:1$rsp.example.com:8443$A1"
            )
        case .addressURL:
            (
                "The SM-DP+ address is a URL",
                "The address is a name alone; phones put the scheme and the path there themselves.",
                "LPA:1$https://rsp.example.com$A1"
            )
        case .addressIP:
            (
                "The SM-DP+ address is an IP address",
                "A phone compares the address with the name in the server's certificate, and that is never an IP address.",
                "LPA:1$192.0.2.1$A1"
            )
        case .addressNotFQDN:
            (
                "The SM-DP+ address is a single word",
                "The address is a full domain name. A single word is a name of a local network, such as a test server's.",
                "LPA:1$localhost$A1"
            )
        case .addressTrailingDot:
            (
                "The SM-DP+ address ends with a dot",
                "The dot is right in the DNS and not in an activation code; some phones compare the address with the certificate letter by letter.",
                "LPA:1$rsp.example.com.$A1"
            )
        case .addressUserInfo:
            (
                "A user name precedes the SM-DP+ address",
                "What stands before `@` is not the server: a reader is meant to take one name for the server while the phone contacts another.",
                "LPA:1$rsp.example.com@rsp.example.net$A1"
            )
        case .tokenCharacter:
            (
                "The matching ID has a character that is not allowed",
                "A matching ID consists of `0`–`9`, `A`–`Z` and `-`. The server will not know any other.",
                "LPA:1$rsp.example.com$A_1"
            )
        case .tokenLowercase:
            (
                "The matching ID has lower-case letters",
                "By the letter of SGP.22 a matching ID has capitals only. Phones send it as it is and servers compare it as it is, so nobody but the issuer can say which case is right.",
                "LPA:1$rsp.example.com$a1"
            )
        case .oidSyntax:
            (
                "The fourth field is no object identifier",
                "The fourth field is the OID that the server's certificate must have; a phone that finds something else there refuses the code or the server.",
                "LPA:1$rsp.example.com$A1$1.x"
            )
        case .confirmationCodeFlag:
            (
                "The fifth field is neither “1” nor empty",
                "The field says whether a confirmation code is required: `1` for yes, nothing for no.",
                "LPA:1$rsp.example.com$A1$$2"
            )
        case .confirmationCode:
            (
                "A confirmation code may stand in the activation code",
                "The two belong apart: who finds both can take the eSIM. The phone asks for the confirmation code at download.",
                "LPA:1$rsp.example.com$A1$4711"
            )
        case .ciIndicator:
            (
                "The sixth field is not hexadecimal",
                "SGP.22 v3 has the beginning of a root key's identifier there, in hexadecimal. Older phones ignore it.",
                "LPA:1$rsp.example.com$A1$$1$XYZ"
            )
        case .fieldCharacter:
            (
                "There is white space in a later field",
                "No field of a code has white space; it comes from a line break or from text that follows the code.",
                "LPA:1$rsp.example.com$A1$$1$A0 B1"
            )
        case .trailingDelimiter:
            (
                "The code ends with delimiters that nothing follows",
                "Empty fields at the end are left out. Phones take them; some count them as fields that they do not know.",
                "LPA:1$rsp.example.com$A1$$"
            )
        case .extraFields:
            (
                "Fields follow that phones ignore",
                "Readers pass over fields behind the seventh, as SGP.22 wants for future versions.",
                "LPA:1$rsp.example.com$A1$$1$A0$B$C"
            )
        case .controlCharacter:
            (
                "There is a control character in the code",
                "It cannot be seen, and comes from an export in another encoding or from a barcode scanner.",
                "LPA:1$rsp.example.com$A\u{7}1"
            )
        case .nonASCII:
            (
                "There is a character outside ASCII in the code",
                "Codes are ASCII. A letter of another alphabet that looks right, or an invisible character, comes from a document or a chat and makes the code wrong.",
                "LPA:1$rsp.example.com$A\u{41E}1"
            )
        case .outerWhitespace:
            (
                "There is white space around the code",
                "Most readers take it off; a QR code with it in is larger, and some phones refuse it.",
                " LPA:1$rsp.example.com$A1"
            )
        case .byteOrderMark:
            (
                "A byte order mark precedes the code",
                "Some programs write U+FEFF in front of a text. It cannot be seen, and hides the `LPA:` behind it.",
                "\u{FEFF}LPA:1$rsp.example.com$A1"
            )
        case .quoted:
            (
                "There are quotation marks around the code",
                "They belong to the file or the command that the code was copied out of, not to the code.",
                "'LPA:1$rsp.example.com$A1'"
            )
        case .percentEncoded:
            (
                "The code is percent-encoded",
                "`%24` stands for `$` in a URL only. Phones read a QR code as it is.",
                "LPA%3A1%24rsp.example.com%24A1"
            )
        case .wrappedURL:
            (
                "The input is a URL",
                "An install link opens the installer of one kind of phone; a QR code for all phones holds the bare code. In a document, where links are at home, one with a right code in it is not reported.",
                "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.com$A1"
            )
        case .shellExpansion:
            (
                "A shell has replaced the parts that begin with “$”",
                "In double quotes or none, a shell takes `$rsp` for a variable and leaves nothing of it. Put codes between single quotes.",
                "LPA:1.example.com-04386"
            )
        case .eid:
            (
                "This is the number of an eSIM chip",
                "An EID says which phone it is. The carrier may want it before it issues an activation code; it is none itself.",
                "89049032123451234512345678901235"
            )
        case .iccid:
            (
                "This is the number of a SIM or profile",
                "An ICCID says which profile it is. It is in the same exports as the activation code, often in the next column.",
                "8944110000000000003"
            )
        case .duplicate:
            (
                "The same code stands in another file",
                "A code works once, so whoever comes second gets nothing. It is looked for when several inputs are given, across files; the finding is at the later place.",
                "LPA:1$rsp.example.com$A1"
            )
        case .inClear:
            (
                "A code stands in clear in a file that git keeps",
                "Whoever has the code can take the eSIM, and a repository keeps it for good. It is looked for in files that git tracks; a note never changes a verdict.",
                "LPA:1$rsp.example.com$A1"
            )
        }
    }
}
