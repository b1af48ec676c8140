import TestSupport

/// Reads images with `zbarimg`, which shares no code with us.
enum Scanner {
    /// The bytes of the one QR symbol in a PNG or PNM file; empty when it finds none.
    static func bytes(in image: [UInt8], kind: String = "png") async throws -> [UInt8] {
        let arguments = ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", "\(kind):-"]
        return try await Tool.run("zbarimg", arguments, input: image).standardOutput
    }
}
