extension ImageFormat {
    /// PDF 1.4 (ISO 32000): one page of the picture's size, the symbol as one path, with title and subject.
    ///
    /// It carries no date and no identifier, so that the same symbol gives the same bytes.
    public static let pdf = ImageFormat(
        name: "pdf",
        fileExtensions: ["pdf"],
        isBinary: true,
        measure: .millimetres
    ) { symbol, size, description in
        let width = symbol.fullWidth
        let side = points(fromMicrometres: width * size.micrometres)
        let module = points(fromMicrometres: size.micrometres)
        // Measured in modules from the top left corner.
        var drawing = "\(module) 0 0 -\(module) 0 \(side) cm\n1 g 0 0 \(width) \(width) re f\n0 g\n"
        for run in symbol.darkRuns { drawing += "\(run.column) \(run.row) \(run.length) 1 re\n" }
        drawing += "f"
        return pdfFile(
            objects: [
                "<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /DisplayDocTitle true >> >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(side) \(side)] /Resources << >> /Contents 4 0 R >>",
                "<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)\nendstream",
                "<< /Title \(pdfText(description.title)) /Subject \(pdfText(description.details)) >>",
            ].map { Array($0.utf8) }
        )
    }
}

/// A file of numbered objects, of which the first is the catalog and the last the information dictionary (ISO 32000 §7.5).
func pdfFile(objects: [[UInt8]]) -> [UInt8] {
    // Bytes beyond ASCII in the second line tell programs that pass files on not to take it for text.
    var file: [UInt8] = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
        table += String("000000000\(file.count)".suffix(10)) + " 00000 n \n"
        file += "\(index + 1) 0 obj\n".utf8
        file += object
        file += "\nendobj\n".utf8
    }
    let start = file.count
    let trailer = "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info \(objects.count) 0 R >>\n"
    file += (table + trailer + "startxref\n\(start)\n%%EOF\n").utf8
    return file
}

/// A text string: hexadecimal UTF-16 with a byte order mark, which holds any character and needs no escapes (§7.9.2).
func pdfText(_ text: String) -> String {
    let units = [0xFEFF] + text.utf16.map(Int.init)
    return "<" + units.map { String(0x10000 + $0, radix: 16, uppercase: true).dropFirst() }.joined() + ">"
}
