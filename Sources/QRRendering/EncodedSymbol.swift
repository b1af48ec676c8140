internal import CQRencode

/// What libqrencode makes of the segments of a text, copied out of C's memory.
struct EncodedSymbol: Hashable, Sendable {
    let version: Int
    let errorCorrection: QRSymbol.ErrorCorrection
    /// One bit per module, as in `QRSymbol`.
    let modules: [UInt64]

    /// The smallest symbol from `version` on that holds the segments; `nil` when not even version 40 does.
    init?(
        _ segments: [Segment],
        version: Int,
        errorCorrection: QRSymbol.ErrorCorrection
    ) throws(QRSymbol.EncodingError) {
        var input = try InputHandle(version: version, errorCorrection: errorCorrection)
        for segment in segments {
            try input.append(segment)
        }
        guard let code = try input.encoded() else { return nil }
        self.version = code.version
        self.errorCorrection = errorCorrection
        modules = code.modules
    }
}

/// The one owner of a `QRinput`.
@safe private struct InputHandle: ~Copyable {
    private let input: OpaquePointer

    init(version: Int, errorCorrection: QRSymbol.ErrorCorrection) throws(QRSymbol.EncodingError) {
        // Both arguments are in range by their types' laws: only memory can be wanting.
        guard let input = unsafe QRinput_new2(CInt(version), errorCorrection.level) else { throw .outOfMemory }
        unsafe self.input = input
    }

    deinit { unsafe QRinput_free(input) }

    /// Adds a segment; libqrencode copies the bytes.
    mutating func append(_ segment: Segment) throws(QRSymbol.EncodingError) {
        let status = unsafe segment.bytes.withUnsafeBufferPointer { bytes in
            unsafe QRinput_append(input, segment.mode.mode, CInt(bytes.count), bytes.baseAddress)
        }
        // The mode fits its bytes, or the segment were not one: only memory can be wanting.
        guard status == 0 else { throw .outOfMemory }
    }

    /// The symbol, or `nil` when the segments do not fit into version 40.
    mutating func encoded() throws(QRSymbol.EncodingError) -> CodeHandle? {
        if let code = unsafe QRcode_encodeInput(input) { return unsafe CodeHandle(owning: code) }
        guard CQRencode_errno() == CQRencode_ERANGE() else { throw .outOfMemory }
        return nil
    }
}

/// The one owner of a `QRcode`.
@safe private struct CodeHandle: ~Copyable {
    private let code: UnsafeMutablePointer<QRcode>

    @unsafe init(owning code: UnsafeMutablePointer<QRcode>) {
        unsafe self.code = code
    }

    deinit { unsafe QRcode_free(code) }

    var version: Int { unsafe Int(code.pointee.version) }

    /// One bit per module: libqrencode gives a byte, of which the lowest bit is the colour.
    var modules: [UInt64] {
        let width = unsafe Int(code.pointee.width)
        var words = [UInt64](repeating: 0, count: (width * width + 63) / 64)
        for index in 0..<width * width where unsafe code.pointee.data[index] & 1 == 1 {
            words[index / 64] |= 1 << (index % 64)
        }
        return words
    }
}

extension QRSymbol.ErrorCorrection {
    fileprivate var level: QRecLevel {
        switch self {
        case .low: QR_ECLEVEL_L
        case .medium: QR_ECLEVEL_M
        case .quartile: QR_ECLEVEL_Q
        case .high: QR_ECLEVEL_H
        }
    }
}

extension Segment.Mode {
    fileprivate var mode: QRencodeMode {
        switch self {
        case .numeric: QR_MODE_NUM
        case .alphanumeric: QR_MODE_AN
        case .byte: QR_MODE_8
        }
    }
}
