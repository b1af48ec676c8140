extension ImageFormat {
    /// Encapsulated PostScript for printing houses: the symbol as one path, with a title.
    public static let eps = ImageFormat(
        name: "eps",
        fileExtensions: ["eps"],
        isBinary: false,
        measure: .millimetres
    ) { symbol, size, description in
        let width = symbol.fullWidth
        let micrometres = width * size.micrometres
        let side = points(fromMicrometres: micrometres)
        let module = points(fromMicrometres: size.micrometres)
        let wholePoints = (72 * micrometres + 25_399) / 25_400
        // Measured in modules from the top left corner; `r` takes column, row and length of a run.
        var text = """
            %!PS-Adobe-3.0 EPSF-3.0
            %%Title: \(commentText(description.title))
            %%BoundingBox: 0 0 \(wholePoints) \(wholePoints)
            %%HiResBoundingBox: 0 0 \(side) \(side)
            %%LanguageLevel: 1
            %%EndComments
            gsave
            1 dict begin
            /r { 3 1 roll moveto dup 0 rlineto 0 1 rlineto neg 0 rlineto closepath } bind def
            0 \(side) translate
            \(module) -\(module) scale
            1 setgray
            newpath 0 0 moveto \(width) 0 lineto \(width) \(width) lineto 0 \(width) lineto closepath fill
            0 setgray
            newpath

            """
        for run in symbol.darkRuns { text += "\(run.column) \(run.row) \(run.length) r\n" }
        text += "fill\nend\ngrestore\n%%EOF\n"
        return Array(text.utf8)
    }
}

/// `text` as the value of a structuring comment: printable ASCII, `?` for anything else, short enough for a line.
private func commentText(_ text: String) -> String {
    String(text.map { $0.isASCII && " "..."~" ~= $0 ? $0 : "?" }.prefix(200))
}
