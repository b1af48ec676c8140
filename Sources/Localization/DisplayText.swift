import SGP22

extension String {
    /// The text with everything that a terminal would obey or hide written as `\u{…}`: control characters, direction marks,
    /// zero-width characters and line separators.
    public var escapedForDisplay: String {
        var escaped = ""
        for scalar in unicodeScalars {
            if scalar.isHarmless {
                escaped.unicodeScalars.append(scalar)
            } else {
                escaped += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: !properties.isDefaultIgnorableCodePoint
        }
    }

    /// The character in quotation marks and its code point, or only the latter when there is nothing to see.
    var displayName: String {
        let name = ActivationCode.ForeignCharacter.scalar(self).name
        return isHarmless && !properties.isWhitespace ? "“\(self)” (\(name))" : name
    }
}

extension ActivationCode.ForeignCharacter {
    /// The character in quotation marks and its code point, or only the latter when there is nothing to see.
    var displayName: String {
        switch self {
        case .scalar(let scalar): scalar.displayName
        case .byte: name
        }
    }
}

extension ActivationCode.ForeignText {
    /// The names of the first characters, separated by commas.
    var displayNames: String {
        characters.map(\.displayName).joined(separator: ", ") + (count > characters.count ? ", …" : "")
    }

    /// The ASCII text that people take the run for, when each character has a look-alike.
    var lookAlikes: String? {
        let ascii = characters.compactMap(\.lookAlike)
        return ascii.count == count ? String(ascii) : nil
    }
}
