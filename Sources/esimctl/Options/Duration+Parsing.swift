extension Duration {
    /// Reads a whole number of seconds, minutes, hours or days: `30s`, `5m`, `1h`, `7d`; one second at least, 366 days at
    /// most. `nil` for anything else.
    init?(parsing text: String) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
        guard
            let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (1...366 * 86400).contains(number), number * unit <= 366 * 86400
        else { return nil }
        self = .seconds(number * unit)
    }
}
