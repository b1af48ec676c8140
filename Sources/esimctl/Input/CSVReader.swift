/// CSV as RFC 4180 has it; fields are divided by commas, or by semicolons or tabs when the first row has those only.
enum CSVReader {
    /// The rows that are not blank, each with the line that it begins in.
    static func rows(of text: String, _ name: String) throws(Failure) -> [(line: Int, fields: [String])] {
        let first = text.prefix { !$0.isNewline }
        let delimiter: UInt8 =
            first.contains(",") ? 0x2C : first.contains(";") ? 0x3B : first.contains("\t") ? 0x09 : 0x2C
        var rows: [(line: Int, fields: [String])] = []
        var (line, start) = (1, 1)
        var (row, field) = ([String](), [UInt8]())
        var (isQuoted, wasQuoted) = (false, false)
        func isBlank() -> Bool { row.isEmpty && field.isEmpty && !wasQuoted }
        func endField() {
            row.append(String(decoding: field, as: UTF8.self))
            field = []
            wasQuoted = false
        }
        func endRow() {
            guard !isBlank() else { return }
            endField()
            rows.append((start, row))
            row = []
        }
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isEscaped = index > 0 && bytes[index - 1] == 0x22 && wasQuoted && !isQuoted
            switch byte {
            case 0x22 where isQuoted: isQuoted = false
            case 0x22 where isEscaped:
                field.append(byte)
                isQuoted = true
            case 0x22 where field.isEmpty && !wasQuoted: (isQuoted, wasQuoted) = (true, true)
            case 0x0A:
                line += 1
                if isQuoted {
                    field.append(byte)
                } else {
                    if field.last == 0x0D { field.removeLast() }
                    endRow()
                    start = line
                }
            case delimiter where !isQuoted: endField()
            case 0x0D where !isQuoted && index + 1 < bytes.count && bytes[index + 1] == 0x0A: break
            default: field.append(byte)
            }
        }
        guard !isQuoted else {
            throw Failure("\(name): line \(start): a quotation mark is not closed", status: .unusableInput)
        }
        endRow()
        return rows
    }
}
