extension ImageFormat {
    /// SVG 1.1: one path over a white square, measured in modules, printed in millimetres, with a title and a description.
    ///
    /// It has no XML declaration, so that it can stand inside an HTML page as it is.
    public static let svg = ImageFormat(
        name: "svg",
        fileExtensions: ["svg"],
        isBinary: false,
        measure: .millimetres
    ) { symbol, size, description in
        let width = symbol.fullWidth
        let side = decimal(width * size.micrometres, over: 1000, digits: 3)
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(side)mm" height="\(side)mm" viewBox="0 0 \(width) \(width)" \
            role="img" aria-labelledby="qr-title qr-description" shape-rendering="crispEdges">
            <title id="qr-title">\(xmlText(description.title))</title>
            <desc id="qr-description">\(xmlText(description.details))</desc>
            <rect width="\(width)" height="\(width)" fill="#fff"/>
            <path d="\(symbol.svgPath)" fill="#000"/>
            </svg>

            """
        return Array(text.utf8)
    }
}

extension QRSymbol {
    /// The dark modules as SVG path data, measured in modules, the first of them behind the quiet zone: a rectangle for each
    /// horizontal run.
    ///
    /// They are one path, because renderers that smooth edges then see no seam between a row and the next.
    package var svgPath: String {
        darkRuns.map { "M\($0.column) \($0.row)h\($0.length)v1h-\($0.length)z" }.joined()
    }
}

/// `text` as character data: markup escaped, characters left out that XML 1.0 §2.2 forbids.
private func xmlText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
        case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
        case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
        // A parser would read it as a line feed.
        case "\r": escaped.append(contentsOf: "&#13;".unicodeScalars)
        case "\t", "\n", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...: escaped.append(scalar)
        default: continue
        }
    }
    return String(escaped)
}
