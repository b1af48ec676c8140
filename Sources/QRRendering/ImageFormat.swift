/// A way to write a symbol down as bytes.
///
/// A format is a value with a name and a function: a new one is a file in `Formats/` and a line in `all`. It is no protocol,
/// because the formats differ in nothing but that function.
public struct ImageFormat: Sendable {
    /// Every format, in the order in which help texts list them.
    public static let all: [ImageFormat] = [.png, .svg, .pdf, .eps, .txt, .terminal, .ascii]

    /// The name that people type, in lower case.
    public let name: String

    /// The file-name extensions that mean this format, in lower case without the dot; none when it is not for files.
    public let fileExtensions: [String]

    /// Whether the bytes are not text, and so do not belong on a terminal.
    public let isBinary: Bool

    /// What its size is counted in.
    public let measure: Measure

    /// What the size of a module is counted in.
    public enum Measure: Hashable, Sendable {
        /// It is a character or two, whatever `ModuleSize` says.
        case characters
        /// It is a length.
        case millimetres
        /// It is a number of pixels, and a length on paper.
        case pixels
    }

    /// Writes the symbol with its quiet zone; the same arguments give the same bytes.
    private let render: @Sendable (QRSymbol, ModuleSize, ImageDescription) throws(RenderingError) -> [UInt8]

    /// Whether the bytes show the symbol at that size.
    private let shows: @Sendable ([UInt8], QRSymbol, ModuleSize) -> Bool

    /// A format that `render` writes; `render` must draw the quiet zone, be deterministic and need nothing but its arguments.
    ///
    /// `shows` reads the image back where we can; without it, an image is taken for what was rendered.
    init(
        name: String,
        fileExtensions: [String],
        isBinary: Bool,
        measure: Measure,
        shows: @escaping @Sendable ([UInt8], QRSymbol, ModuleSize) -> Bool = { _, _, _ in true },
        render: @escaping @Sendable (QRSymbol, ModuleSize, ImageDescription) throws(RenderingError) -> [UInt8]
    ) {
        self.name = name
        self.fileExtensions = fileExtensions
        self.isBinary = isBinary
        self.measure = measure
        self.shows = shows
        self.render = render
    }

    /// The format of that name, in any case; `nil` when there is none.
    public init?(named name: String) {
        guard let format = Self.all.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = format
    }

    /// The format that a file-name extension means, in any case and without its dot; `nil` when there is none.
    public init?(fileExtension: String) {
        let lowercased = fileExtension.lowercased()
        guard let format = Self.all.first(where: { $0.fileExtensions.contains(lowercased) }) else { return nil }
        self = format
    }

    /// Draws `symbol` in its quiet zone.
    ///
    /// - Parameters:
    ///   - symbol: What is drawn.
    ///   - moduleSize: How large; formats made of characters do not heed it.
    ///   - description: What the image says to those who do not see it, in formats that can.
    /// - Returns: The bytes of the file, the same for the same arguments.
    /// - Throws: `RenderingError.outOfMemory`; formats that are text never throw.
    public func image(
        of symbol: QRSymbol,
        moduleSize: ModuleSize = .standard,
        description: ImageDescription
    ) throws(RenderingError) -> [UInt8] {
        try render(symbol, moduleSize, description)
    }
}

extension ImageFormat {
    /// Whether `image` is a picture of `symbol` from which a phone reads `bytes`.
    ///
    /// A PNG is decoded and compared module by module, quiet zone included. Of the other formats only the symbol is read,
    /// not the image.
    public func verify(
        _ image: [UInt8],
        of symbol: QRSymbol,
        moduleSize: ModuleSize = .standard,
        holds bytes: [UInt8]
    ) -> Bool {
        symbol.holds(bytes) && shows(image, symbol, moduleSize)
    }
}

/// What an image says in words, for screen readers and for search.
public struct ImageDescription: Hashable, Sendable {
    /// A short name of the image, one line, not empty.
    public let title: String

    /// What is in the image and what it is for, in a sentence or two.
    public let details: String

    /// A description from text as it is: a format escapes what it must, and leaves out what it cannot hold.
    public init(title: String, details: String) {
        self.title = title
        self.details = details
    }
}

/// Why there is no image of a symbol.
public enum RenderingError: Error, Hashable, Sendable {
    /// The C library that writes the format got no memory.
    case outOfMemory
}
