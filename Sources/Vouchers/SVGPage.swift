import QRRendering

/// The voucher as one page of SVG, on white whatever is behind it.
enum SVGPage {
    /// The document; `nil` when not even small letters make it fit on the paper.
    static func document(_ wordings: [Wording], _ symbol: QRSymbol?, _ paper: Paper) -> String? {
        for scale in [100, 92, 85, 78, 70] {
            guard let page = PageLayout.page(wordings, symbol, paper, scale: scale) else { continue }
            return document(wordings, page.markup, width: paper.width, height: page.height)
        }
        return nil
    }

    private static func document(_ wordings: [Wording], _ markup: String, width: Int, height: Int) -> String {
        let tag = wordings[0].tag
        let title = wordings.map(\.subject).joined(separator: " · ").escapedForMarkup
        return """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
            width="\(millimetres(width))mm" height="\(millimetres(height))mm" viewBox="0 0 \(width) \(height)" \
            xml:lang="\(tag)" lang="\(tag)" font-family="\(Typeface.text)">
            <title>\(title)</title>
            <style>.typed{font-family:\(Typeface.typed)}text{white-space:pre}</style>
            <rect width="\(width)" height="\(height)" fill="#fff"/>
            \(markup)</svg>

            """
    }

    private static func millimetres(_ tenths: Int) -> String {
        tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

/// Font families, from the one that is measured to whatever there is.
enum Typeface {
    static let text =
        "'DejaVu Sans','Noto Sans','Liberation Sans','Helvetica Neue',Arial,'Noto Sans CJK SC','PingFang SC',"
        + "'Microsoft YaHei','WenQuanYi Zen Hei',sans-serif"
    /// All of them have a mark in the zero.
    static let typed =
        "'DejaVu Sans Mono','Noto Sans Mono','Liberation Mono','SF Mono',Menlo,Consolas,'Roboto Mono',monospace"
}
