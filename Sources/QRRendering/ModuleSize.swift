/// How large one module is drawn: in millimetres where the format knows paper, in pixels where it is made of them.
public struct ModuleSize: Hashable, Sendable {
    /// The millimetres that are accepted: phones read codes from about 0.3 mm on, and 100 mm fills a wall.
    public static let validMillimetres = 0.1...100.0

    /// The pixels that are accepted: with 64 the largest symbol is 11,840 pixels wide.
    public static let validPixels = 1...64

    /// 0.8 mm and 8 pixels: an activation code then prints about 3 cm wide and is sharp on any screen.
    public static let standard = ModuleSize(micrometres: 800, pixels: 8)

    /// The length of a module's side on paper, in micrometres.
    let micrometres: Int

    /// The length of a module's side, in pixels.
    public let pixels: Int

    /// The length of a module's side on paper, in millimetres.
    public var millimetres: Double { Double(micrometres) / 1000 }

    /// The length of so many modules on paper, in millimetres.
    public func millimetres(ofModules count: Int) -> Double { Double(count * micrometres) / 1000 }

    /// The size of so many millimetres, rounded to whole micrometres, and pixels; throws when one is out of its range.
    public init(millimetres: Double = 0.8, pixels: Int = 8) throws(RangeError) {
        guard Self.validMillimetres ~= millimetres else { throw .millimetres(millimetres) }
        guard Self.validPixels ~= pixels else { throw .pixels(pixels) }
        self.init(micrometres: Int((millimetres * 1000).rounded()), pixels: pixels)
    }

    private init(micrometres: Int, pixels: Int) {
        self.micrometres = micrometres
        self.pixels = pixels
    }

    /// Which number is not a size that can be drawn.
    public enum RangeError: Error, Hashable, Sendable {
        /// Outside `validMillimetres`, or not a number.
        case millimetres(Double)
        /// Outside `validPixels`.
        case pixels(Int)
    }
}
