internal import CZlib

/// The paper of a sheet of symbols.
public struct SheetPaper: Hashable, Sendable {
    /// The name that people type, in lower case.
    public let name: String
    /// In micrometres.
    let width: Int
    let height: Int

    /// 210 × 297 mm.
    public static let a4 = SheetPaper(name: "a4", width: 210_000, height: 297_000)
    /// 8.5 × 11 inches.
    public static let letter = SheetPaper(name: "letter", width: 215_900, height: 279_400)

    /// The paper of that name, in any case; `nil` when there is none.
    public init?(named name: String) {
        guard let paper = [Self.a4, .letter].first(where: { $0.name == name.lowercased() }) else { return nil }
        self = paper
    }

    private init(name: String, width: Int, height: Int) {
        self.name = name
        self.width = width
        self.height = height
    }
}

/// Symbols in rows and columns on as many pages as it takes, each with lines of text under it and a thin frame to cut along.
///
/// The pages are a PDF 1.4 without date or identifier: the same symbols give the same bytes. Labels are printed in Courier,
/// which every PDF reader has and which has Western European letters only; others become `?`.
public struct SymbolSheet: Sendable {
    private struct Cell {
        var symbol: QRSymbol
        var moduleSize: ModuleSize
        var labels: [String]

        /// In micrometres, quiet zone included.
        var side: Int { symbol.fullWidth * moduleSize.micrometres }
    }

    private let paper: SheetPaper
    private var cells: [Cell] = []

    /// Around the page: more than any printer needs.
    private static let margin = 10_000
    /// Between a symbol's quiet zone, or the last label, and the frame.
    private static let padding = 2_000
    /// From one line of text to the next, and a letter's width: 7 points, of which Courier's letters take six tenths.
    private static let lineHeight = 3_000
    private static let letterWidth = 7 * 25_400 * 6 / 720

    /// A sheet without symbols yet.
    public init(paper: SheetPaper) {
        self.paper = paper
    }

    /// Adds a symbol with lines of text.
    public mutating func add(_ symbol: QRSymbol, moduleSize: ModuleSize = .standard, labels: [String]) {
        cells.append(Cell(symbol: symbol, moduleSize: moduleSize, labels: labels))
    }

    /// The pages; all symbols have as much room as the largest needs.
    ///
    /// - Parameter title: The document's.
    /// - Returns: The bytes of the file; `nil` when the largest symbol with its text is larger than the page.
    public func document(title: String) -> [UInt8]? {
        let side = cells.map(\.side).max() ?? 0
        // An ICCID has room for its twenty digits under the smallest symbol.
        let textWidth = max(side, 20 * Self.letterWidth)
        let lines = cells.map { brokenLabels(of: $0, textWidth).count }.max() ?? 0
        let width = textWidth + 2 * Self.padding
        let height = side + 2 * Self.padding + lines * Self.lineHeight
        let columns = (paper.width - 2 * Self.margin) / width
        let rows = (paper.height - 2 * Self.margin - Self.lineHeight) / height
        guard columns > 0, rows > 0 else { return nil }
        let margin = (paper.width - columns * width) / 2
        let pageCount = max(1, (cells.count + columns * rows - 1) / (columns * rows))
        // Objects: catalog, list of pages, font, then a page and its content in turn, then the title.
        let kids = (0..<pageCount).map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>",
            "<< /Type /Pages /Kids [\(kids)] /Count \(pageCount) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        ].map { Array($0.utf8) }
        let box = "[0 0 \(points(fromMicrometres: paper.width)) \(points(fromMicrometres: paper.height))]"
        for page in 0..<pageCount {
            let shown = cells[page * columns * rows..<min((page + 1) * columns * rows, cells.count)]
            var content = "0.7 G 0.2 w\n"
            for (index, cell) in shown.enumerated() {
                let left = margin + index % columns * width
                let top = paper.height - Self.margin - index / columns * height
                content += frame(left, top - height, width, height)
                content += drawing(of: cell, left: left + (width - cell.side) / 2, top: top - Self.padding)
                content += text(
                    brokenLabels(of: cell, textWidth),
                    left: left + Self.padding,
                    top: top - Self.padding - side
                )
            }
            content += text(["\(page + 1) / \(pageCount)"], left: margin, top: Self.margin + Self.lineHeight)
            let resources = "<< /Font << /F 3 0 R >> >>"
            objects.append(
                Array(
                    "<< /Type /Page /Parent 2 0 R /MediaBox \(box) /Resources \(resources) /Contents \(5 + 2 * page) 0 R >>"
                        .utf8
                )
            )
            objects.append(stream(Array(content.utf8)))
        }
        objects.append(Array("<< /Title \(pdfText(title)) >>".utf8))
        return pdfFile(objects: objects)
    }

    private func frame(_ left: Int, _ bottom: Int, _ width: Int, _ height: Int) -> String {
        [left, bottom, width, height].map { points(fromMicrometres: $0) }.joined(separator: " ") + " re S\n"
    }

    /// The symbol as one path, measured in modules from its top left corner.
    private func drawing(of cell: Cell, left: Int, top: Int) -> String {
        let module = points(fromMicrometres: cell.moduleSize.micrometres)
        var drawing = "q \(module) 0 0 -\(module) \(points(fromMicrometres: left)) \(points(fromMicrometres: top)) cm\n"
        for run in cell.symbol.darkRuns { drawing += "\(run.column) \(run.row) \(run.length) 1 re\n" }
        return drawing + "f Q\n"
    }

    private func text(_ lines: [String], left: Int, top: Int) -> String {
        lines.enumerated().map { index, line in
            let baseline = top - (index + 1) * Self.lineHeight + Self.lineHeight / 4
            let place = "\(points(fromMicrometres: left)) \(points(fromMicrometres: baseline))"
            let codes = line.unicodeScalars.map { Self.isLatin($0) ? Int($0.value) : 0x3F }
            let hexadecimal = codes.map { String(0x100 + $0, radix: 16).dropFirst() }.joined()
            return "BT /F 7 Tf \(place) Td <\(hexadecimal)> Tj ET\n"
        }.joined()
    }

    /// Each label in lines of that width.
    private func brokenLabels(of cell: Cell, _ width: Int) -> [String] {
        let length = width / Self.letterWidth
        return cell.labels.flatMap { label in
            let letters = Array(label.unicodeScalars)
            return stride(from: 0, to: letters.count, by: length).map { start in
                var line = String.UnicodeScalarView()
                line.append(contentsOf: letters[start..<min(start + length, letters.count)])
                return String(line)
            }
        }
    }

    /// Whether Courier in its Windows encoding has the character at its own number.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value) || (0xA0...0xFF).contains(scalar.value)
    }

    /// A content stream, compressed.
    private func stream(_ content: [UInt8]) -> [UInt8] {
        let compressed = Self.deflated(content)
        let filter = compressed == nil ? "" : " /Filter /FlateDecode"
        let bytes = compressed ?? content
        return Array("<< /Length \(bytes.count)\(filter) >>\nstream\n".utf8) + bytes + Array("\nendstream".utf8)
    }

    /// `nil` when there is no memory for it.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var count = compressBound(uLong(bytes.count))
        var succeeded = false
        // Safe: zlib is told how large both buffers are.
        let compressed = unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, written in
            succeeded = unsafe bytes.withUnsafeBufferPointer {
                unsafe compress(buffer.baseAddress, &count, $0.baseAddress, uLong($0.count)) == Z_OK
            }
            written = succeeded ? Int(count) : 0
        }
        return succeeded ? compressed : nil
    }
}
