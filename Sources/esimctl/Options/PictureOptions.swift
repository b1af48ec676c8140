import ArgumentParser
import QRRendering

/// How a picture is drawn.
struct PictureOptions: ParsableArguments {
    @Option(name: .long, help: "The least error correction: L, M, Q or H. It is raised where that costs no module.")
    var level: String?

    @Option(name: .long, help: "Pixels a module, 1 to 64, in formats that are made of pixels. Default: 8.")
    var scale: Int?

    @Option(name: .long, help: "Millimetres a module, 0.1 to 100. Default: 0.8.")
    var moduleMm: Double?

    @Option(name: .long, help: "Millimetres the whole picture is wide, quiet zone included.")
    var sizeMm: Double?

    @Flag(name: .long, help: "Write the host in upper case where that makes the symbol smaller.")
    var compact = false

    @Flag(
        name: .long,
        inversion: .prefixedNo,
        help: "Read the picture back and compare it before it is handed over."
    )
    var verify = true

    func validate() throws {
        guard level == nil || errorCorrection != nil else { throw ValidationError("--level takes L, M, Q or H") }
        guard moduleMm == nil || sizeMm == nil else {
            throw ValidationError("--module-mm and --size-mm say the same thing; give one of them")
        }
        do {
            _ = try ModuleSize(millimetres: moduleMm ?? 0.8, pixels: scale ?? 8)
        } catch ModuleSize.RangeError.pixels {
            throw ValidationError("--scale takes 1 to 64")
        } catch {
            throw ValidationError("--module-mm takes 0.1 to 100")
        }
    }

    /// The level that was asked for; `nil` when none was, or there is no such level.
    var errorCorrection: QRSymbol.ErrorCorrection? {
        QRSymbol.ErrorCorrection.allCases.first { $0.letter == level?.uppercased() }
    }

    /// How large the modules of `symbol` are drawn.
    ///
    /// - Throws: `Failure` when `--size-mm` leaves too little or too much for a module.
    func moduleSize(for symbol: QRSymbol) throws(Failure) -> ModuleSize {
        let width = symbol.width + 2 * QRSymbol.quietZone
        do {
            return try ModuleSize(millimetres: sizeMm.map { $0 / Double(width) } ?? moduleMm ?? 0.8, pixels: scale ?? 8)
        } catch {
            throw Failure(
                "--size-mm does not go with \(width) modules: each must have 0.1 to 100 millimetres",
                status: .usage
            )
        }
    }
}

extension QRSymbol.ErrorCorrection {
    /// The letter that people know it by.
    var letter: String {
        switch self {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }
}
