/// What a voucher is printed on.
public struct Paper: Hashable, Sendable {
    /// 210 × 297 mm.
    public static let a4 = Paper(name: "a4", width: 2100, height: 2970, margin: 160)
    /// 8.5 × 11 inches.
    public static let letter = Paper(name: "letter", width: 2159, height: 2794, margin: 160)
    /// The strip of a till's printer: 80 mm wide, of which 72 mm are printed on, and as long as it takes.
    public static let strip = Paper(name: "80mm", width: 800, height: nil, margin: 40)

    /// Every paper, in the order in which help texts list them.
    public static let all = [a4, letter, strip]

    /// The name that people type.
    public let name: String
    /// In tenths of a millimetre, as are the other lengths.
    let width: Int
    /// `nil` when the page is as long as what stands on it.
    let height: Int?
    let margin: Int

    private init(name: String, width: Int, height: Int?, margin: Int) {
        self.name = name
        self.width = width
        self.height = height
        self.margin = margin
    }

    /// The paper of that name, in any case; `nil` when there is none.
    public init?(named name: String) {
        guard let paper = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = paper
    }

    /// What two languages do with the width: they stand side by side where it is enough.
    var hasColumns: Bool { width > 1000 }
    /// What the width between the margins is.
    var textWidth: Int { width - 2 * margin }
    /// The `size` of CSS's `@page`.
    var cssSize: String { height == nil ? "80mm auto" : name == "letter" ? "letter" : "A4" }
}
