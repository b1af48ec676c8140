import Plans

/// The last line of an export, made of all lines before it: `{"records":27,"sha256":"9f86…"}`.
struct ExportSeal {
    /// How many lines there were, the first one, which says what it is, included.
    private(set) var lines = 0
    private var hash = SHA256()

    var records: Int { max(0, lines - 1) }

    static let names = ["records", "sha256"]

    /// Takes the next line, which has no line feed here.
    mutating func take(_ line: String) {
        lines += 1
        hash.update(line.utf8)
        hash.update(CollectionOfOne(0x0A))
    }

    var line: String {
        var object = FlatObject()
        object.append(Self.names[0], .integer(Int64(records)))
        object.append(Self.names[1], .text(hash.hexadecimalDigest()))
        return object.json
    }
}
