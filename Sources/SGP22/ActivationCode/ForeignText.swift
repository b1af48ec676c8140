extension ActivationCode {
    /// A run of characters outside ASCII, described so that a person can find what cannot be seen.
    public struct ForeignText: Hashable, Sendable {
        /// The first few characters of the run, at most four. Of a run in a secret, those that can be seen are left out,
        /// as look-alikes read like the secret itself; only the first one of all is named, so that it can be found.
        public internal(set) var characters: [ForeignCharacter]
        /// How many there are in all.
        public internal(set) var count: Int

        /// The same run without the characters that can be seen, but for the first when that is allowed.
        func redacted(namingFirst: Bool) -> ForeignText {
            let shown = characters.enumerated().filter { index, character in
                switch character {
                case .byte: true
                case .scalar: character.isInvisible || character.isSpace || (namingFirst && index == 0)
                }
            }
            return ForeignText(characters: shown.map(\.element), count: count)
        }
    }

    /// One character outside ASCII, or one byte sequence that is not UTF-8.
    public enum ForeignCharacter: Hashable, Sendable {
        /// A Unicode scalar.
        case scalar(Unicode.Scalar)
        /// A byte that begins no valid UTF-8 sequence.
        case byte(UInt8)

        /// The code point and its name, such as `U+200B ZERO WIDTH SPACE`, or `byte 0xFF`.
        public var name: String {
            switch self {
            case .scalar(let scalar):
                let hex = String(scalar.value, radix: 16, uppercase: true)
                let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
                guard let name = scalar.properties.name ?? scalar.properties.nameAlias else { return code }
                return code + " " + name
            case .byte(let byte):
                return "byte 0x" + String(byte, radix: 16, uppercase: true)
            }
        }

        /// The ASCII character that people take it for, if there is one. Nothing is ever replaced by it.
        public var lookAlike: Character? {
            guard case .scalar(let scalar) = self else { return nil }
            switch scalar.value {
            case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init)
            case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: return "-"
            case 0x2024, 0x3002, 0xFF61, 0xFE52: return "."
            case 0x02D0, 0x0589, 0x2236, 0xA789, 0xFE55: return ":"
            case 0xFE69: return "$"
            case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032: return "'"
            case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB: return "\""
            default: return Self.letters[scalar]
            }
        }

        /// Whether it takes no room of its own on a screen: it joins, marks a direction or is of zero width.
        public var isInvisible: Bool {
            guard case .scalar(let scalar) = self else { return false }
            return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
        }

        /// Whether it is a space other than U+0020.
        public var isSpace: Bool {
            guard case .scalar(let scalar) = self else { return false }
            return scalar.properties.isWhitespace
        }

        /// Greek, Cyrillic and other letters in the shape of Latin ones.
        private static let letters: [Unicode.Scalar: Character] = {
            let pairs: [(String, String)] = [
                ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
                ("АВЕЅІЈКМНОРСТУХԌԚԜ", "ABESIJKMHOPCTYXGQW"),
                ("аеіјорсухѕһԁԛԝο", "aeijopcyxshdqwo"),
                ("ıɑɡⅼ", "iagl"),
            ]
            var table: [Unicode.Scalar: Character] = [:]
            for (foreign, latin) in pairs {
                for (scalar, character) in zip(foreign.unicodeScalars, latin) { table[scalar] = character }
            }
            return table
        }()
    }
}
