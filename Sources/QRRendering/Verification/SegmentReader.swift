/// Takes the segments of the data codewords apart (ISO/IEC 18004 §7.4).
package struct SegmentReader {
    private let data: [UInt8]
    private var position = 0

    /// The text; `nil` when there is a mode that we do not write, a character that no table has, or an early end.
    package static func bytes(in data: [UInt8], version: Int) -> [UInt8]? {
        var reader = SegmentReader(data: data)
        var bytes: [UInt8] = []
        let step = version <= 9 ? 0 : version <= 26 ? 1 : 2
        while reader.left >= 4, let mode = reader.number(of: 4), mode != 0 {
            let segment: [UInt8]? =
                switch mode {
                case 0b0001: reader.digits(count: reader.number(of: 10 + 2 * step))
                case 0b0010: reader.alphanumerics(count: reader.number(of: 9 + 2 * step))
                case 0b0100: reader.plainBytes(count: reader.number(of: step == 0 ? 8 : 16))
                default: nil
                }
            guard let segment else { return nil }
            bytes += segment
        }
        return bytes
    }

    private init(data: [UInt8]) {
        self.data = data
    }

    private var left: Int { 8 * data.count - position }

    private mutating func number(of bits: Int) -> Int? {
        guard bits <= left else { return nil }
        defer { position += bits }
        return (position..<position + bits).reduce(0) { number, place in
            let bit = data[place / 8] >> (7 - place % 8) & 1
            return number << 1 | Int(bit)
        }
    }

    private mutating func digits(count: Int?) -> [UInt8]? {
        guard var count else { return nil }
        var digits: [UInt8] = []
        while count > 0 {
            let group = min(3, count)
            guard let number = number(of: 3 * group + 1), "\(number)".count <= group else { return nil }
            let text = String(number)
            digits += [UInt8](repeating: UInt8(ascii: "0"), count: group - text.count) + text.utf8
            count -= group
        }
        return digits
    }

    private mutating func alphanumerics(count: Int?) -> [UInt8]? {
        let table = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
        guard var count else { return nil }
        var characters: [UInt8] = []
        while count >= 2 {
            guard let pair = number(of: 11), pair < 45 * 45 else { return nil }
            characters += [table[pair / 45], table[pair % 45]]
            count -= 2
        }
        guard count == 1 else { return characters }
        guard let single = number(of: 6), single < 45 else { return nil }
        return characters + [table[single]]
    }

    private mutating func plainBytes(count: Int?) -> [UInt8]? {
        guard let count, 8 * count <= left else { return nil }
        return (0..<count).compactMap { _ in number(of: 8).map { UInt8($0) } }
    }
}
