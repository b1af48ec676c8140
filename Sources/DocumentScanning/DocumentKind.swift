/// What a document is, by the end of its name. A picture is known by its content instead.
package enum DocumentKind: CaseIterable, Sendable {
    case text, markdown, html, table, tabTable, json, yaml, mail

    /// The kind of a file; `nil` when the name does not tell.
    package init?(path: String) {
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? []
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        switch String(decoding: name[name.index(after: dot)...], as: UTF8.self).lowercased() {
        case "md", "markdown", "mdx": self = .markdown
        case "html", "htm", "xhtml", "svg": self = .html
        case "csv": self = .table
        case "tsv", "tab": self = .tabTable
        case "json", "jsonl", "ndjson", "geojson": self = .json
        case "yaml", "yml": self = .yaml
        case "eml": self = .mail
        default: return nil
        }
    }

    /// What takes such a document apart.
    var scanner: any DocumentScanner {
        switch self {
        case .text: TextScanner.plain
        case .markdown: TextScanner.markdown
        case .html: TextScanner.html
        case .table: TableScanner()
        case .tabTable: TableScanner(separator: 0x09)
        case .json: JSONScanner()
        case .yaml: YAMLScanner()
        case .mail: MailScanner()
        }
    }

    /// The most bytes that are kept in memory for want of a place to cut.
    var largestBlock: Int { self == .mail ? 64 << 20 : 2 << 20 }
}
