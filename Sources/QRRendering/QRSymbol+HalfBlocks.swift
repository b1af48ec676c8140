extension QRSymbol {
    /// The symbol in its quiet zone, two rows of modules in each line of characters, dark as foreground.
    var halfBlockLines: [String] {
        let visible = -Self.quietZone..<width + Self.quietZone
        // A symbol's height is odd: the last line shows a light row more than the quiet zone.
        return stride(from: visible.lowerBound, to: visible.upperBound, by: 2).map { row in
            visible.map { halfBlock(above: self[$0, row], below: self[$0, row + 1]) }.joined()
        }
    }
}

/// The half blocks that show two modules, one above the other; dark is the foreground.
private func halfBlock(above: Bool, below: Bool) -> String {
    switch (above, below) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
}
