import DocumentScanning

/// The laws that looking for codes breaks in a document, each in words; none, or there is a fault in `DocumentScanning`.
///
/// The first byte of `input` tells the kind of document, the second how small the blocks begin, the rest is the document.
/// Tests give it inputs of their own seeds, the fuzz target those of libFuzzer.
public func brokenLaws(ofDocument input: [UInt8]) -> [String] {
    guard input.count >= 2 else { return [] }
    let kinds = DocumentKind.allCases
    let kind = kinds[Int(input[0]) % kinds.count]
    let document = Array(input.dropFirst(2))
    var broken: [String] = []
    let whole = sightings(in: document, kind, capacity: max(1, document.count + 1), &broken)
    let inBlocks = sightings(in: document, kind, capacity: 1 + Int(input[1]) % 64, &broken)
    if whole != inBlocks { broken.append("blocks do not show in the result") }
    for sighting in whole where sighting.place != place(of: sighting.offset, in: document) {
        broken.append("line and column are those of the document: \(sighting)")
    }
    if !zip(whole, whole.dropFirst()).allSatisfy({ $0.offset <= $1.offset }) { broken.append("codes come in order") }
    return broken
}

/// A code as a linter sees it.
private struct Sighting: Equatable {
    var text: [UInt8]
    var offset: Int
    var place: TextPlace
    var path: String?
}

private func sightings(
    in document: [UInt8],
    _ kind: DocumentKind,
    capacity: Int,
    _ broken: inout [String]
) -> [Sighting] {
    var reader = BlockReader(capacity: capacity)
    var sightings: [Sighting] = []
    var given = 0
    var laws: [String] = []
    try? reader.read(
        kind,
        next: { buffer, start in
            let count = min(buffer.count - start, document.count - given)
            for index in 0..<count { buffer[start + index] = document[given + index] }
            given += count
            return count
        },
        accepts: { _ in }
    ) { block, found, position in
        laws += brokenLaws(of: found, in: block)
        guard found.range.lowerBound >= 0 && found.range.upperBound <= block.count else { return }
        var finder = PlaceFinder()
        let place = finder.place(of: found.range.lowerBound, in: block, position).place
        let text = found.decoded?.bytes ?? found.range.map { block[$0] }
        let offset = offset(of: place, in: document)
        sightings.append(Sighting(text: text, offset: offset, place: place, path: found.path))
    }
    broken += laws
    return sightings
}

private func brokenLaws(of found: FoundCode, in block: Span<UInt8>) -> [String] {
    var broken: [String] = []
    if found.range.isEmpty || found.range.lowerBound < 0 || found.range.upperBound > block.count {
        broken.append("a code lies within its block: \(found.range)")
    }
    if let decoded = found.decoded {
        if decoded.bytes.count != decoded.origins.count { broken.append("each byte has an origin") }
        if !decoded.origins.allSatisfy(found.range.contains) { broken.append("origins lie within the code") }
        if !zip(decoded.origins, decoded.origins.dropFirst()).allSatisfy({ $0 <= $1 }) {
            broken.append("origins are in order")
        }
    }
    return broken
}

/// Line and column, counted the simple way.
private func place(of offset: Int, in document: [UInt8]) -> TextPlace {
    let before = document[..<min(offset, document.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
    return TextPlace(line: before.count { $0 == 0x0A } + 1, column: column + 1)
}

/// Where the character at a place begins, counted the simple way.
private func offset(of place: TextPlace, in document: [UInt8]) -> Int {
    var line = 1
    var column = 1
    for (offset, byte) in document.enumerated() {
        if line == place.line && column == place.column && byte & 0xC0 != 0x80 { return offset }
        if byte == 0x0A {
            (line, column) = (line + 1, 1)
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
    return document.count
}
