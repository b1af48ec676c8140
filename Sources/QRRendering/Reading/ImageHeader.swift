/// What the first bytes of a picture say of it, read before anything is decoded.
package struct ImageHeader: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case png, jpeg
    }

    package let kind: Kind
    /// In pixels, 1 or more.
    package let width: Int
    package let height: Int

    /// Reads the header of a PNG or JPEG file.
    ///
    /// - Throws: `ImageError.unknownKind` when the file begins like neither, `.damaged` when its size is not to be found.
    package init(of bytes: Span<UInt8>) throws(ImageError) {
        guard let kind = Self.kind(of: bytes) else { throw .unknownKind }
        self.kind = kind
        let size =
            switch kind {
            case .png: Self.sizeInPNG(bytes)
            case .jpeg: Self.sizeInJPEG(bytes)
            }
        guard let size, size.width > 0, size.height > 0 else { throw .damaged }
        (width, height) = size
    }

    /// What the first bytes are the mark of; `nil` when they are of neither.
    static func kind(of bytes: Span<UInt8>) -> Kind? {
        guard let first = bytes.isEmpty ? nil : bytes[0] else { return nil }
        switch first {
        case 0x89: return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? .png : nil
        case 0xFF: return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? .jpeg : nil
        default: return nil
        }
    }

    /// The IHDR chunk comes first and begins with width and height (ISO/IEC 15948 §11.2.2).
    private static func sizeInPNG(_ bytes: Span<UInt8>) -> (width: Int, height: Int)? {
        guard bytes.count >= 24, bytes.extracting(12..<16).starts(with: Array("IHDR".utf8)) else { return nil }
        return (bytes.bigEndian(at: 16, count: 4), bytes.bigEndian(at: 20, count: 4))
    }

    /// The first frame header holds the size (ITU-T T.81 B.2.2); the segments before it are passed over by their lengths.
    private static func sizeInJPEG(_ bytes: Span<UInt8>) -> (width: Int, height: Int)? {
        var index = 2
        while index + 1 < bytes.count {
            // Any number of fill bytes may precede a marker, and some programs write other bytes there too.
            guard bytes[index] == 0xFF, bytes[index + 1] != 0xFF else {
                index += 1
                continue
            }
            let marker = bytes[index + 1]
            index += 2
            switch marker {
            case 0x00, 0x01, 0xD0...0xD8: continue
            case 0xD9, 0xDA: return nil
            default: break
            }
            guard index + 7 <= bytes.count else { return nil }
            // SOF0 to SOF15, among which are DHT, JPG and DAC.
            if 0xC0...0xCF ~= marker && ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (bytes.bigEndian(at: index + 5, count: 2), bytes.bigEndian(at: index + 3, count: 2))
            }
            index += max(2, bytes.bigEndian(at: index, count: 2))
        }
        return nil
    }
}

extension Span<UInt8> {
    fileprivate func starts(with prefix: [UInt8]) -> Bool {
        count >= prefix.count && prefix.indices.allSatisfy { self[$0] == prefix[$0] }
    }

    /// A number of `count` bytes, which must lie within the span; at most 2³²−1.
    fileprivate func bigEndian(at index: Int, count: Int) -> Int {
        (index..<index + count).reduce(0) { $0 << 8 | Int(self[$1]) }
    }
}
