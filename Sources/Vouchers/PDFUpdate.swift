/// What `rsvg-convert` does not write into a PDF: the title that a window and a screen reader give it, and its language.
///
/// It is appended as an incremental update (ISO 32000-1 §7.5.6): the two objects again, with more in them, and a table that
/// says where they are now.
struct PDFUpdate {
    private let file: [UInt8]
    private let table: Int
    private let size: Int
    private let root: Int
    private let information: Int

    /// Finds the way around a file as cairo writes it; `nil` for files of another form, whose table is compressed.
    init?(_ file: [UInt8]) {
        let end = String(decoding: file.suffix(400), as: UTF8.self)
        guard let trailer = end.ranges(of: "trailer\n").last.map({ end[$0.upperBound...] }),
            let size = Self.number(behind: "/Size ", in: trailer),
            let root = Self.number(behind: "/Root ", in: trailer),
            let information = Self.number(behind: "/Info ", in: trailer),
            let table = Self.number(behind: "startxref\n", in: trailer), table < file.count,
            file[table...].starts(with: "xref\n".utf8)
        else { return nil }
        self.file = file
        self.size = size
        self.root = root
        self.information = information
        self.table = table
    }

    /// The file with title and language; as it was when its objects are not found.
    func document(title: String, language: String) -> [UInt8] {
        let entries = [
            (root, "/Lang (\(language)) /ViewerPreferences << /DisplayDocTitle true >>"),
            (information, "/Title <\(Self.hexadecimal(title))>"),
        ]
        var document = file
        var places: [(number: Int, offset: Int)] = []
        for (number, entry) in entries {
            guard let content = content(of: number) else { return file }
            places.append((number, document.count))
            document += Array("\(number) 0 obj\n<<\(content)   \(entry)\n>>\nendobj\n".utf8)
        }
        let offset = document.count
        let rows = places.map { "\($0.number) 1\n\(Self.tenDigits($0.offset)) 00000 n \n" }.joined()
        let trailer = "<< /Size \(size) /Root \(root) 0 R /Info \(information) 0 R /Prev \(table) >>"
        return document + Array("xref\n\(rows)trailer\n\(trailer)\nstartxref\n\(offset)\n%%EOF\n".utf8)
    }

    /// The entries of a dictionary that is one of the last objects before the table.
    private func content(of object: Int) -> Substring? {
        let text = String(decoding: file[..<table].suffix(2000), as: UTF8.self)
        guard let start = text.ranges(of: "\n\(object) 0 obj\n<<").last else { return nil }
        let rest = text[start.upperBound...]
        return rest.firstRange(of: ">>\nendobj\n").map { rest[..<$0.lowerBound] }
    }

    private static func number(behind key: String, in text: Substring) -> Int? {
        text.firstRange(of: key).flatMap { Int(text[$0.upperBound...].prefix { ("0"..."9").contains($0) }) }
    }

    /// UTF-16 with its mark, as PDF writes text beyond ASCII (§7.9.2.2).
    private static func hexadecimal(_ text: String) -> String {
        ([0xFEFF] + text.utf16).map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    private static func tenDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 10 - digits.count) + digits
    }
}
