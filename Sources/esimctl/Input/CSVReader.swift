import DocumentScanning

/// CSV as RFC 4180 has it; fields are divided by commas, semicolons or tabs, whichever the first row has most of.
enum CSVReader {
    /// A row that is not blank.
    struct Row {
        /// The line that it begins in, from 1.
        var line: Int
        var fields: [String]
    }

    /// The rows that are not blank.
    ///
    /// - Throws: `Failure` when a quotation mark is not closed, and for a row longer than `LineReader.longestLine`.
    static func rows(of bytes: [UInt8], _ name: String) throws(Failure) -> [Row] {
        let text = bytes.span
        let separator = TableReader.separator(of: text, 0)
        var rows: [Row] = []
        // Behind a byte order mark.
        var (line, start) = (1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        while start < text.count, let (fields, end) = TableReader.record(text, from: start, separator, isLast: true) {
            guard !fields.contains(where: \.isOpen) else {
                throw Failure("\(name): line \(line): a quotation mark is not closed", status: .unusableInput)
            }
            guard end - start <= LineReader.longestLine else { throw Failure(lineTooLong: line, name) }
            if fields.count > 1 || fields.contains(where: { !$0.range.isEmpty || $0.isQuoted }) {
                rows.append(Row(line: line, fields: fields.map { TableReader.text(text, $0) }))
            }
            for index in start..<min(end, text.count) where text[index] == 0x0A { line += 1 }
            start = end
        }
        return rows
    }
}

extension Failure {
    /// A line that is longer than any that is meant.
    init(lineTooLong line: Int, _ name: String) {
        self.init("\(name): line \(line): is longer than \(LineReader.longestLine >> 20) MiB", status: .unusableInput)
    }
}
