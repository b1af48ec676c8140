/// Collects the elements of a page; lengths are tenths of a millimetre from its top left corner.
struct SVGCanvas {
    private(set) var elements = ""

    /// How a line of text looks.
    struct Style: Hashable {
        var measure: TextMeasure
        var color = "#000"
    }

    /// One line of text, its baseline at `y`.
    mutating func text(_ text: String, x: Int, y: Int, _ style: Style, tag: String? = nil, isCentered: Bool = false) {
        let measure = style.measure
        let attributes = [
            "x=\"\(x)\" y=\"\(y)\" font-size=\"\(measure.size)\"",
            measure.isTyped ? "class=\"typed\"" : nil,
            measure.isBold ? "font-weight=\"bold\"" : nil,
            style.color == "#000" ? nil : "fill=\"\(style.color)\"",
            isCentered ? "text-anchor=\"middle\"" : nil,
            tag.map { "xml:lang=\"\($0)\" lang=\"\($0)\"" },
        ]
        elements += "<text \(attributes.compactMap(\.self).joined(separator: " "))>\(text.escapedForMarkup)</text>\n"
    }

    /// A rectangle; `fill` and `stroke` are colours.
    mutating func rectangle(
        x: Int,
        y: Int,
        width: Int,
        height: Int,
        radius: Int = 0,
        fill: String,
        stroke: String? = nil
    ) {
        let corners = radius == 0 ? "" : " rx=\"\(radius)\""
        let edge = stroke.map { " stroke=\"\($0)\" stroke-width=\"3\"" } ?? ""
        elements +=
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"\(corners) fill=\"\(fill)\"\(edge)/>\n"
    }

    /// Makes a link of what is drawn until `endLink()`.
    mutating func beginLink(to target: String) {
        let target = target.escapedForMarkup
        // Readers of SVG 1.1 know only the attribute with the prefix.
        elements += "<a href=\"\(target)\" xlink:href=\"\(target)\">\n"
    }

    /// Ends the link.
    mutating func endLink() {
        elements += "</a>\n"
    }

    /// Elements that are made elsewhere.
    mutating func append(_ markup: String) {
        elements += markup
    }
}
