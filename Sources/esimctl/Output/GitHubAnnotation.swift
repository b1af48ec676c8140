import DocumentScanning
import SGP22

/// A workflow command that GitHub shows as an annotation, at a line when there is one.
struct GitHubAnnotation {
    var severity: Severity
    /// What stands above the message.
    var title: String
    /// May have several lines.
    var message: String
    /// The place that it points at.
    var place: (path: String, start: TextPlace, end: TextPlace)?

    /// The command, without a line end.
    var command: String {
        let name =
            switch severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties: [(String, String)] = []
        if let place {
            let (start, end) = (place.start, place.end)
            properties = [("file", place.path), ("line", "\(start.line)"), ("col", "\(start.column)")]
            properties += [("endLine", "\(end.line)")]
            if end.line == start.line && end.column > start.column {
                properties += [("endColumn", "\(end.column - 1)")]
            }
        }
        properties += [("title", title)]
        let list = properties.map { "\($0)=\($1.escapedProperty)" }.joined(separator: ",")
        return "::\(name) \(list)::\(message.escapedData)"
    }
}

extension String {
    /// As the runner's `unescapeData` reads it back.
    fileprivate var escapedData: String {
        replacing("%", with: "%25").escaping("\r", as: "%0D").escaping("\n", as: "%0A")
    }

    /// As the runner's `unescapeProperty` reads it back.
    fileprivate var escapedProperty: String {
        escapedData.escaping(":", as: "%3A").escaping(",", as: "%2C")
    }

    /// Scalar by scalar: for `Character`, CR LF is one that is neither.
    private func escaping(_ scalar: Unicode.Scalar, as text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for one in unicodeScalars {
            if one == scalar { escaped += text.unicodeScalars } else { escaped.append(one) }
        }
        return String(escaped)
    }
}
