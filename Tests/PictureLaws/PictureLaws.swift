import QRRendering

/// The laws that reading a picture breaks; any bytes may be given.
///
/// Tests give it inputs of their own seeds, the fuzz target those of libFuzzer.
public func brokenLaws(ofPicture file: [UInt8]) -> [String] {
    let limits = ImageLimits(bytes: 1 << 16, pixels: 1 << 16)
    let header = try? ImageHeader(of: file.span)
    var broken: [String] = []
    if let header, header.width < 1 || header.height < 1 { broken.append("a picture has pixels") }
    if header != nil && !ImageReader.isPicture(file.span) { broken.append("what has a header is a picture") }
    do {
        let image = try LuminanceImage(decoding: file, limits: limits)
        if image.width != header?.width || image.height != header?.height {
            broken.append("a picture has the size that its header says")
        }
        if image.pixels.count != image.width * image.height { broken.append("each pixel has a byte") }
        if image.pixels.count > limits.pixels { broken.append("nothing beyond the limits is decoded") }
    } catch {
        switch error {
        case .unknownKind:
            if ImageReader.isPicture(file.span) { broken.append("what begins as a picture is of a known kind") }
        case .tooManyPixels(let width, let height, _):
            if width != header?.width || height != header?.height || width <= limits.pixels / height {
                broken.append("a picture is refused for its size alone")
            }
        case .tooManyBytes: if file.count <= limits.bytes { broken.append("a file is refused for its size alone") }
        case .damaged, .outOfMemory, .readerNotInstalled: break
        }
    }
    return broken
}

/// The laws that drawing and reading symbols breaks: the first byte of `input` tells what is made of the rest.
public func brokenLaws(ofSymbol input: [UInt8]) -> [String] {
    guard input.count >= 3 else { return [] }
    let levels = QRSymbol.ErrorCorrection.allCases
    let (version, level) = (Int(input[1]) % 40 + 1, levels[Int(input[2]) % levels.count])
    let rest = Array(input.dropFirst(3))
    switch input[0] % 4 {
    case 0:
        // The codewords of a symbol, right or wrong; whatever is read of them can be drawn and read again.
        guard let bytes = SegmentReader.bytes(in: rest, version: version), !bytes.isEmpty,
            let symbol = try? QRSymbol(bytes: bytes, errorCorrection: level)
        else { return [] }
        return symbol.holds(bytes) ? [] : ["what was read is drawn so that it reads the same"]
    case 1:
        guard let symbol = try? QRSymbol(bytes: rest, errorCorrection: level) else {
            return rest.isEmpty || rest.count > 1000 ? [] : ["a thousand bytes fit"]
        }
        return symbol.holds(rest) ? [] : ["what is drawn holds the text"]
    case 2:
        // Each byte changes a module.
        let text = Array("LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815".utf8.prefix(1 + version))
        guard let symbol = try? QRSymbol(bytes: text, errorCorrection: level) else { return ["a short text fits"] }
        var modules = symbol.modules
        for (index, byte) in rest.enumerated() {
            let module = (index * 256 + Int(byte)) % (symbol.width * symbol.width)
            modules[module / 64] ^= 1 << UInt64(module % 64)
        }
        let changed = QRSymbol(version: symbol.version, errorCorrection: symbol.errorCorrection, modules: modules)
        guard let read = SymbolReading(of: changed)?.bytes, read != text else { return [] }
        return ["no other text comes of a few changed modules: \(read)"]
    default:
        let width = 17 + 4 * version
        var modules = [UInt64](repeating: 0, count: (width * width + 63) / 64)
        for (index, byte) in rest.enumerated() where index / 8 < modules.count {
            modules[index / 8] |= UInt64(byte) << UInt64(index % 8 * 8)
        }
        _ = SymbolReading(of: QRSymbol(version: version, errorCorrection: level, modules: modules))
        return []
    }
}
