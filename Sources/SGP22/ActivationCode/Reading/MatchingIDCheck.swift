/// Judges the characters of a matching ID (SGP.22 4.1.1).
enum MatchingIDCheck {
    /// One finding for each run of characters that do not belong, and one for the first run of lower-case letters;
    /// offsets are the slice's own indices.
    static func findings(in bytes: ArraySlice<UInt8>) -> [ActivationCode.Finding] {
        var findings = FindingList()
        var hasLowercase = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let kind = Kind(bytes[index])
            let end = bytes[index...].firstIndex { Kind($0) != kind } ?? bytes.endIndex
            switch kind {
            case .allowed, .judgedElsewhere:
                break
            case .lowercase where hasLowercase:
                break
            case .lowercase:
                hasLowercase = true
                findings.add(.tokenLowercase, offset: index, length: end - index)
            case .intruder:
                findings.add(.tokenCharacter(Unicode.Scalar(bytes[index])), offset: index, length: end - index)
            }
            index = end
        }
        return findings.all
    }

    private enum Kind {
        case allowed, lowercase, intruder, judgedElsewhere

        init(_ byte: UInt8) {
            self =
                if byte.isDigit || byte.isUppercaseLetter || byte == UInt8(ascii: "-") {
                    .allowed
                } else if byte.isLowercaseLetter {
                    .lowercase
                } else if byte.isForbiddenEverywhere {
                    .judgedElsewhere
                } else {
                    .intruder
                }
        }
    }
}
