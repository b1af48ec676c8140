extension String {
    /// The text with everything that a terminal would obey or hide written as `\u{…}`: control characters, direction marks,
    /// zero-width characters and line separators.
    public var escapedForDisplay: String {
        guard !unicodeScalars.allSatisfy(\.isHarmless) else { return self }
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
    /// Whether a terminal shows it and does nothing else.
    var isHarmless: Bool {
        if isASCII { return value >= 0x20 && value != 0x7F }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
        default: return !properties.isDefaultIgnorableCodePoint
        }
    }
}
