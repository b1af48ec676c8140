import QRRendering

/// Puts the wording of one or two languages on a page, from top to bottom.
///
/// Two languages stand side by side where the paper is wide enough, and under each other on a strip. What both say alike
/// (the plan's name, what is typed) stands there once.
struct PageLayout {
    private let paper: Paper
    private let wordings: [Wording]
    private let symbol: QRSymbol?
    /// In hundredths: the letters become smaller before anything is left out. The symbol never does.
    private let scale: Int
    private var canvas = SVGCanvas()
    private var y: Int

    /// The elements of the page and where they end; `nil` when they do not fit on the paper in letters of that scale.
    static func page(_ wordings: [Wording], _ symbol: QRSymbol?, _ paper: Paper, scale: Int) -> (
        markup: String, height: Int
    )? {
        var layout = PageLayout(paper: paper, wordings: wordings, symbol: symbol, scale: scale)
        layout.layOut()
        let end = layout.y + paper.margin
        if let height = paper.height, end > height { return nil }
        return (layout.canvas.elements, paper.height ?? end)
    }

    private init(paper: Paper, wordings: [Wording], symbol: QRSymbol?, scale: Int) {
        self.paper = paper
        self.wordings = wordings
        self.symbol = symbol
        self.scale = scale
        y = paper.margin
    }

    // MARK: Sizes

    private var gap: Int { 50 * scale / 100 }
    private var gray: String { "#555" }

    private func style(_ size: Int, bold: Bool = false, typed: Bool = false, color: String = "#000") -> SVGCanvas.Style
    {
        let size = (paper.hasColumns ? size : size * 88 / 100) * scale / 100
        return SVGCanvas.Style(measure: TextMeasure(size: size, isBold: bold, isTyped: typed), color: color)
    }

    /// Where each language's text stands between `left` and the right margin.
    private func columns(from left: Int) -> [(x: Int, width: Int)] {
        let width = paper.width - paper.margin - left
        guard paper.hasColumns && wordings.count > 1 else { return wordings.map { _ in (left, width) } }
        let column = (width - 60) / wordings.count
        return wordings.indices.map { (left + $0 * (column + 60), column) }
    }

    // MARK: The page

    private mutating func layOut() {
        header()
        perLanguage(.plan)
        scan()
        if wordings.allSatisfy({ $0[.links] != nil }) { links() }
        typed()
        for kind in [Wording.Kind.confirmation, .dates, .renewal, .settings, .help] { perLanguage(kind) }
    }

    private mutating func header() {
        let titles = wordings.map(\.title).joined(separator: " · ")
        let recipients = wordings.compactMap(\.recipient)
        if let plan = wordings[0].plan {
            lines([(titles, wordings[0].tag)], style(34, color: gray), x: paper.margin, width: paper.textWidth)
            lines([(plan, nil)], style(62, bold: true), x: paper.margin, width: paper.textWidth)
        } else {
            lines([(titles, wordings[0].tag)], style(62, bold: true), x: paper.margin, width: paper.textWidth)
        }
        lines(
            zip(recipients, wordings).map { ($0, $1.tag) },
            style(40),
            x: paper.margin,
            width: paper.textWidth,
            joined: " · "
        )
        y += gap / 2
    }

    /// The symbol, and beside or under it how to scan it.
    private mutating func scan() {
        let top = y
        let side = symbolSide
        let left = paper.hasColumns ? paper.margin : (paper.width - side) / 2
        drawSymbol(x: left, y: top, side: side)
        if paper.hasColumns {
            let bottom = top + side
            y = top + gap / 2
            section(.scan, in: columns(from: paper.margin + side + 50))
            y = max(y, bottom + gap / 2)
        } else {
            y = top + side + gap / 2
            section(.scan, in: columns(from: paper.margin))
        }
    }

    private var moduleSize: Int {
        // 0.8 mm a module is 33 mm for a usual code; a till's printer has coarser dots, and room for 1 mm.
        guard let symbol, !paper.hasColumns else { return 8 }
        return (symbol.width + 2 * QRSymbol.quietZone) * 10 <= paper.textWidth ? 10 : 8
    }

    private var symbolSide: Int { ((symbol?.width ?? 33) + 2 * QRSymbol.quietZone) * moduleSize }

    private mutating func drawSymbol(x: Int, y top: Int, side: Int) {
        guard let symbol else {
            canvas.rectangle(x: x + 20, y: top + 20, width: side - 40, height: side - 40, fill: "#eee", stroke: "#999")
            let kept = y
            y = top + side / 2 - 60
            for wording in wordings {
                let style = style(28, color: gray)
                for line in style.measure.lines(of: wording.leftOut, within: side - 80) {
                    y += style.measure.size * 5 / 4
                    canvas.text(line, x: x + side / 2, y: y, style, tag: wording.tag, isCentered: true)
                }
            }
            y = kept
            return
        }
        let title = wordings.map(\.pictureTitle).joined(separator: " · ").escapedForMarkup
        let details = wordings.map(\.pictureDetails).joined(separator: " · ").escapedForMarkup
        let modules = symbol.width + 2 * QRSymbol.quietZone
        canvas.append(
            """
            <g role="img" aria-labelledby="qr-title qr-description" shape-rendering="crispEdges" \
            transform="translate(\(x) \(top)) scale(\(moduleSize))">
            <title id="qr-title">\(title)</title>
            <desc id="qr-description">\(details)</desc>
            <rect width="\(modules)" height="\(modules)" fill="#fff"/>
            <path d="\(symbol.svgPath)" fill="#000"/>
            </g>

            """
        )
    }

    /// A button for each kind of device, with what all languages say about it.
    private mutating func links() {
        heading(.links, in: columns(from: paper.margin))
        let sections = wordings.compactMap { $0[.links] }
        let count = sections[0].links.count
        let width = paper.hasColumns ? (paper.textWidth - 40 * (count - 1)) / count : paper.textWidth
        var bottom = y
        let top = y
        for index in 0..<count {
            let left = paper.hasColumns ? paper.margin + index * (width + 40) : paper.margin
            y = paper.hasColumns ? top : bottom
            let links = sections.map { $0.links[index] }
            let labels = zip(links, wordings).map { ($0.label, $1.tag as String?) }
            let height = height(of: labels, style(32, bold: true), width: width - 40) + 44
            let start = y
            link(to: links[0].target) { layout in
                layout.canvas.rectangle(
                    x: left,
                    y: start,
                    width: width,
                    height: height,
                    radius: 20,
                    fill: "#eaf1fb",
                    stroke: "#1a56b0"
                )
                layout.y = start + 16
                layout.lines(labels, layout.style(32, bold: true, color: "#0b3d91"), x: left + 20, width: width - 40)
            }
            y = start + height + 6
            lines(zip(links, wordings).map { ($0.note, $1.tag) }, style(27, color: gray), x: left, width: width)
            bottom = max(bottom, y + (paper.hasColumns ? 0 : gap / 3))
        }
        y = bottom + gap / 2
    }

    /// What people type: once, as it is the same in every language.
    private mutating func typed() {
        heading(.typed, in: columns(from: paper.margin))
        let sections = wordings.compactMap { $0[.typed] }
        for index in sections[0].items.indices {
            let names = zip(sections, wordings).map { ($0.items[index].name, $1.tag as String?) }
            lines(names, style(27, color: gray), x: paper.margin, width: paper.textWidth, joined: " · ")
            let item = sections[0].items[index]
            let values =
                item.isTyped ? [(item.value, nil)] : zip(sections, wordings).map { ($0.items[index].value, $1.tag) }
            lines(
                values,
                style(index == 2 ? 34 : 42, bold: item.isTyped, typed: item.isTyped),
                x: paper.margin,
                width: paper.textWidth,
                joined: " · "
            )
            y += gap / 5
        }
        let top = y
        y = zip(zip(sections, wordings), columns(from: paper.margin)).reduce(top) { bottom, entry in
            let ((section, wording), column) = entry
            y = paper.hasColumns ? top : bottom
            for paragraph in [section.faceNote].compactMap(\.self) + section.paragraphs {
                lines([(paragraph, wording.tag)], style(28, color: gray), x: column.x, width: column.width)
            }
            return max(bottom, y)
        }
        y += gap / 2
    }

    private mutating func perLanguage(_ kind: Wording.Kind) {
        section(kind, in: columns(from: paper.margin))
    }

    // MARK: Sections

    /// A section in every language, each in its column.
    private mutating func section(_ kind: Wording.Kind, in columns: [(x: Int, width: Int)]) {
        let top = y
        var bottom = y
        for (wording, column) in zip(wordings, columns) {
            guard let section = wording[kind] else { continue }
            y = paper.hasColumns ? top : bottom
            if !section.heading.isEmpty {
                lines([(section.heading, wording.tag)], style(40, bold: true), x: column.x, width: column.width)
                y += 4
            }
            for (index, paragraph) in section.paragraphs.enumerated() {
                let number = kind == .scan ? "\(index + 1). " : ""
                lines([(number + paragraph, wording.tag)], style(33), x: column.x, width: column.width)
            }
            for item in section.items { self.item(item, wording, column) }
            y += gap / 2
            bottom = max(bottom, y)
        }
        y = bottom
    }

    private mutating func heading(_ kind: Wording.Kind, in columns: [(x: Int, width: Int)]) {
        let top = y
        var bottom = y
        for (wording, column) in zip(wordings, columns) {
            guard let section = wording[kind] else { continue }
            y = paper.hasColumns ? top : bottom
            lines([(section.heading, wording.tag)], style(40, bold: true), x: column.x, width: column.width)
            bottom = max(bottom, y)
        }
        y = bottom + 8
    }

    /// A name, and its value beside it where both fit into the line, or under it.
    private mutating func item(_ item: Wording.Item, _ wording: Wording, _ column: (x: Int, width: Int)) {
        let name = item.name + wording.colon
        let nameStyle = style(33, color: gray)
        let valueStyle = style(33, bold: item.isTyped, typed: item.isTyped)
        let indent = nameStyle.measure.width(of: name) + (name.last == " " ? 4 : 0)
        let isOneLine = indent + valueStyle.measure.width(of: item.value) <= column.width
        let start = y
        lines([(name, wording.tag)], nameStyle, x: column.x, width: column.width)
        if isOneLine { y = start }
        let left = isOneLine ? column.x + indent : column.x
        link(to: item.target) { layout in
            layout.lines([(item.value, wording.tag)], valueStyle, x: left, width: column.x + column.width - left)
        }
    }

    /// Whatever `body` draws, as a link when there is a target.
    private mutating func link(to target: String?, _ body: (inout PageLayout) -> Void) {
        if let target { canvas.beginLink(to: target) }
        body(&self)
        if target != nil { canvas.endLink() }
    }

    // MARK: Lines

    private func broken(
        _ texts: [(String, String?)],
        _ style: SVGCanvas.Style,
        _ width: Int,
        joined separator: String?
    ) -> [(String, String?)] {
        if let separator, let tag = texts.first?.1 {
            let all = texts.map(\.0).joined(separator: separator)
            if style.measure.width(of: all) <= width { return [(all, tag)] }
        }
        return texts.flatMap { text, tag in style.measure.lines(of: text, within: width).map { ($0, tag) } }
    }

    private func height(of texts: [(String, String?)], _ style: SVGCanvas.Style, width: Int) -> Int {
        broken(texts, style, width, joined: nil).count * style.measure.size * 13 / 10
    }

    /// Draws each text from `y` on, one under the other, and moves `y` behind them.
    private mutating func lines(
        _ texts: [(String, String?)],
        _ style: SVGCanvas.Style,
        x: Int,
        width: Int,
        joined separator: String? = nil
    ) {
        let size = style.measure.size
        for (line, tag) in broken(texts, style, width, joined: separator) {
            canvas.text(line, x: x, y: y + size, style, tag: tag)
            y += size * 13 / 10
        }
    }
}
