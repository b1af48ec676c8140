/// Why no codes were looked for in a picture.
public enum ImageError: Error, Hashable, Sendable {
    /// The file is neither PNG nor JPEG.
    case unknownKind
    /// The file is larger than `ImageLimits.bytes`.
    case tooManyBytes(limit: Int)
    /// The picture has more pixels than `ImageLimits.pixels`; it was not decoded.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// The file ends too early or breaks the rules of its format.
    case damaged
    /// There was no memory for the pixels or the search.
    case outOfMemory
    /// zxing-cpp, which finds the codes, is not on this machine.
    case readerNotInstalled
}

/// The sizes up to which a picture is decoded. What is beyond them is refused on the word of the file's header.
public struct ImageLimits: Hashable, Sendable {
    /// Of the file.
    public var bytes: Int
    /// Width times height; decoding takes about a byte for each, and up to six for a progressive JPEG.
    public var pixels: Int

    /// 64 MiB and 100 megapixels: more than any telephone or scanner makes.
    public static let standard = ImageLimits(bytes: 64 << 20, pixels: 100_000_000)

    /// Limits of one's own.
    public init(bytes: Int, pixels: Int) {
        self.bytes = bytes
        self.pixels = pixels
    }
}
