import QRRendering

/// The voucher as one HTML file: no script, nothing fetched, readable in the light and in the dark and on paper.
///
/// It is well-formed XML too, so that any XML tool can check it.
struct HTMLPage {
    /// How the symbol is shown.
    enum Picture {
        /// In the page itself.
        case drawn(QRSymbol)
        /// As an image that comes along in the same message.
        case attached(contentID: String)
        /// Not at all: a redacted copy.
        case leftOut
    }

    private let wordings: [Wording]
    private let picture: Picture
    private let paper: Paper

    /// A page in one or two languages.
    init(_ wordings: [Wording], _ picture: Picture, _ paper: Paper) {
        self.wordings = wordings
        self.picture = picture
        self.paper = paper
    }

    /// The document.
    var document: String {
        let sections = Wording.Kind.allCases.compactMap { kind in
            switch kind {
            case .scan: figure + columns(kind)
            case .links: links
            case .typed: typed
            default: columns(kind)
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="\(wordings[0].tag)" xml:lang="\(wordings[0].tag)" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="\(policy)"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="referrer" content="no-referrer"/>
            <meta name="robots" content="noindex"/>
            <title>\(wordings.map(\.subject).joined(separator: " · ").escapedForMarkup)</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <main>
            \(header)\(sections.joined())</main>
            </body>
            </html>

            """
    }

    private var policy: String {
        let images = if case .attached = picture { "cid: data:" } else { "'none'" }
        return "default-src 'none'; style-src 'unsafe-inline'; img-src \(images); base-uri 'none'; form-action 'none'"
    }

    // MARK: Parts

    private var header: String {
        let titles = inAllLanguages(wordings.map(\.title), separator: " · ")
        let recipients = wordings.compactMap(\.recipient)
        let plan = wordings[0].plan.map { "<p class=\"note\">\(titles)</p>\n<h1>\($0.escapedForMarkup)</h1>" }
        let recipient = recipients.isEmpty ? "" : "<p>\(inAllLanguages(recipients, separator: " · "))</p>\n"
        return "<header>\n\(plan ?? "<h1>\(titles)</h1>")\n\(recipient)</header>\n"
    }

    private var figure: String {
        let title = wordings.map(\.pictureTitle).joined(separator: " · ").escapedForMarkup
        let details = wordings.map(\.pictureDetails).joined(separator: " · ").escapedForMarkup
        let content: String
        switch picture {
        case .drawn(let symbol):
            let width = symbol.width + 2 * QRSymbol.quietZone
            content = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(width)" role="img" \
                aria-labelledby="qr-title qr-description" shape-rendering="crispEdges">
                <title id="qr-title">\(title)</title>
                <desc id="qr-description">\(details)</desc>
                <rect width="\(width)" height="\(width)" fill="#fff"/>
                <path d="\(symbol.svgPath)" fill="#000"/>
                </svg>
                """
        case .attached(let contentID): content = "<img src=\"cid:\(contentID)\" alt=\"\(title)\"/>"
        case .leftOut:
            content = wordings.map { "<p lang=\"\($0.tag)\">\($0.leftOut.escapedForMarkup)</p>" }.joined(
                separator: "\n"
            )
        }
        return "<figure class=\"qr\">\n\(content)\n</figure>\n"
    }

    private var links: String {
        let sections = wordings.compactMap { $0[.links] }
        guard let first = sections.first else { return "" }
        let buttons = first.links.indices.map { index in
            let links = sections.map { $0.links[index] }
            return """
                <li><a class="button" href="\(links[0].target.escapedForMarkup)">\
                \(inAllLanguages(links.map(\.label), separator: "<br/>"))</a>
                <p class="note">\(inAllLanguages(links.map(\.note), separator: "<br/>"))</p></li>
                """
        }
        let heading = inAllLanguages(sections.map(\.heading), separator: " · ")
        return
            "<section class=\"links\">\n<h2>\(heading)</h2>\n<ul>\n\(buttons.joined(separator: "\n"))\n</ul>\n</section>\n"
    }

    private var typed: String {
        let sections = wordings.compactMap { $0[.typed] }
        guard let first = sections.first else { return "" }
        let items = first.items.indices.map { index in
            let name = inAllLanguages(sections.map { $0.items[index].name }, separator: " · ")
            let item = first.items[index]
            let value =
                item.isTyped
                ? "<code>\(item.value.escapedForMarkup)</code>"
                : inAllLanguages(sections.map { $0.items[index].value }, separator: " · ")
            return "<dt>\(name)</dt>\n<dd>\(value)</dd>"
        }
        let heading = inAllLanguages(sections.map(\.heading), separator: " · ")
        let columns = sections.map { [$0.faceNote].compactMap(\.self) + $0.paragraphs }
        let notes = columns[0].indices.map { index in
            "<p class=\"note\">\(inAllLanguages(columns.map { $0[index] }, separator: "<br/>"))</p>\n"
        }
        let list = "<dl>\n\(items.joined(separator: "\n"))\n</dl>\n"
        return "<section class=\"typed\">\n<h2>\(heading)</h2>\n\(list)\(notes.joined())</section>\n"
    }

    /// A section of each language, side by side.
    private func columns(_ kind: Wording.Kind) -> String {
        let columns = wordings.compactMap { wording in wording[kind].map { column($0, wording) } }
        return columns.isEmpty ? "" : "<section class=\"columns \(kind.rawValue)\">\n\(columns.joined())</section>\n"
    }

    private func column(_ section: Wording.Section, _ wording: Wording) -> String {
        var html = section.heading.isEmpty ? "" : "<h2>\(section.heading.escapedForMarkup)</h2>\n"
        if section.kind == .scan {
            html += "<ol>\n\(section.paragraphs.map { "<li>\($0.escapedForMarkup)</li>\n" }.joined())</ol>\n"
        } else {
            html += section.paragraphs.map { "<p>\($0.escapedForMarkup)</p>\n" }.joined()
        }
        let items = section.items.map { item in
            var value = item.value.escapedForMarkup
            if item.isTyped { value = "<code>\(value)</code>" }
            if let target = item.target { value = "<a href=\"\(target.escapedForMarkup)\">\(value)</a>" }
            return "<dt>\(item.name.escapedForMarkup)</dt>\n<dd>\(value)</dd>\n"
        }
        if !items.isEmpty { html += "<dl>\n\(items.joined())</dl>\n" }
        return "<div lang=\"\(wording.tag)\" xml:lang=\"\(wording.tag)\">\n\(html)</div>\n"
    }

    /// The same said in each language, each marked as such; alike texts stand there once.
    private func inAllLanguages(_ texts: [String], separator: String) -> String {
        zip(texts, wordings)
            .map { "<span lang=\"\($1.tag)\" xml:lang=\"\($1.tag)\">\($0.escapedForMarkup)</span>" }
            .joined(separator: separator)
    }

    // MARK: Style

    /// No `<` and no `&`, so that it is the same to readers of HTML and of XML.
    private var style: String {
        """
        :root{color-scheme:light dark;--ink:#111;--paper:#fff;--soft:#595959;--line:#d0d0d0;--button:#1a56b0}
        @media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--soft:#b0b0b0;--line:#444;--button:#2f6fd0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.45 system-ui,\(Typeface.text)}
        main{max-width:46rem;margin:0 auto;padding:1rem}
        h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0}
        h2{font-size:1.1rem;margin:1.2rem 0 .3rem}
        p{margin:.3rem 0}
        .note{color:var(--soft);font-size:.85rem}
        .qr{margin:1rem 0;padding:0;width:16rem;max-width:100%;background:#fff;color:#000;color-scheme:only light;\
        border-radius:8px;border:1px solid var(--line)}
        .qr svg,.qr img{display:block;width:100%;height:auto;border-radius:8px}
        .qr p{padding:4rem 1rem;text-align:center;color:#444}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17rem),1fr));column-gap:2rem}
        ol{margin:.3rem 0;padding-left:1.4rem}
        ul{list-style:none;margin:0;padding:0;display:grid;gap:.8rem;\
        grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr))}
        .button{display:block;padding:.6rem .8rem;border-radius:8px;background:var(--button);color:#fff;\
        text-decoration:none;font-weight:600;text-align:center}
        .button span{display:inline-block}
        dl{margin:.3rem 0}
        dt{color:var(--soft);font-size:.85rem}
        dd{margin:0 0 .5rem}
        a{color:inherit}
        code{font-family:\(Typeface.typed);font-variant-numeric:slashed-zero;font-size:1.05rem;font-weight:600;\
        overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}
        @page{size:\(paper.cssSize);margin:\(paper.hasColumns ? "12mm" : "4mm")}
        @media print{:root{--ink:#000;--paper:#fff;--soft:#444;--line:#999;color-scheme:only light;\
        font-size:\(paper.hasColumns ? "9.4pt" : "9pt")}\
        body{font-size:1rem;line-height:1.35}main{padding:0;max-width:none}h2{margin:.8rem 0 .1rem}dd{margin-bottom:.2rem}\
        .qr{width:\(paper.hasColumns ? "38mm" : "60mm");margin:.4rem 0;border:0;print-color-adjust:exact}\
        .links{display:none}section,.qr{break-inside:avoid}}
        """
    }
}
