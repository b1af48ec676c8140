package import SGP22

extension ObjectIdentifier {
    /// Reads the content octets of an OID (X.690 8.19); `nil` when they are none, or have an arc above 2⁶³.
    package init?(der content: ArraySlice<UInt8>) {
        guard let last = content.last, last < 0x80 else { return nil }
        var text = ""
        text.reserveCapacity(content.count * 3)
        var arc: UInt64 = 0
        var isFirst = true
        var isAtStart = true
        for byte in content {
            // An arc does not begin with a group of zeros.
            guard !(isAtStart && byte == 0x80), arc < 1 << 56 else { return nil }
            arc = arc << 7 | UInt64(byte & 0x7F)
            isAtStart = byte < 0x80
            guard isAtStart else { continue }
            if isFirst {
                let root = Swift.min(arc / 40, 2)
                text += "\(root).\(arc - root * 40)"
                isFirst = false
            } else {
                text += "."
                text += String(arc)
            }
            arc = 0
        }
        self.init(unchecked: text)
    }
}
