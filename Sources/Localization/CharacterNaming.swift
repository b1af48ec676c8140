import SGP22

/// How a language writes the names of characters into its sentences; each knows its own quotation marks and brackets.
///
/// Code points keep their Unicode names in every language. What a terminal would obey or hide is named, never written.
struct CharacterNaming: Sendable {
    /// A character that can be seen, with its name.
    var visible: @Sendable (_ character: Unicode.Scalar, _ name: String) -> String
    /// A byte that is no text.
    var byte: @Sendable (_ hexadecimal: String) -> String
    /// What stands between two names.
    var separator: String

    /// The character itself and its name, or only the latter when there is nothing to see.
    func name(_ scalar: Unicode.Scalar) -> String {
        let name = ActivationCode.ForeignCharacter.scalar(scalar).name
        return scalar.isVisible ? visible(scalar, name) : name
    }

    /// The names of the first characters of `text`.
    func names(_ text: ActivationCode.ForeignText) -> String {
        var names = text.characters.map { character in
            switch character {
            case .scalar(let scalar): name(scalar)
            case .byte(let value): byte("0x" + String(value, radix: 16, uppercase: true))
            }
        }
        if text.count > text.characters.count { names.append("…") }
        return names.joined(separator: separator)
    }
}

extension Unicode.Scalar {
    /// Whether there is something to see when it stands alone between quotation marks.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: false
        default: isHarmless && !properties.isWhitespace
        }
    }
}

extension ActivationCode.ForeignText {
    /// The ASCII text that people take the run for, when each character has a look-alike.
    var lookAlikes: String? {
        let ascii = characters.compactMap(\.lookAlike)
        return ascii.count == count ? String(ascii) : nil
    }
}
