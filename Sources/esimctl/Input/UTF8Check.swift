extension [UInt8] {
    /// Refuses text in another encoding: letters would be lost, and nobody would notice.
    ///
    /// - Throws: `Failure` that names the first line that is not UTF-8.
    func requireUTF8(_ name: String) throws(Failure) {
        guard String(validating: self, as: UTF8.self) == nil else { return }
        let isUTF16 = starts(with: [0xFF, 0xFE]) || starts(with: [0xFE, 0xFF])
        guard !isUTF16 else {
            throw Failure("\(name): is in UTF-16", hint: "save it as UTF-8", status: .unusableInput)
        }
        let lines = split(separator: 0x0A, omittingEmptySubsequences: false)
        let bad = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
        throw Failure("\(name): line \(bad + 1): is not UTF-8", hint: "save it as UTF-8", status: .unusableInput)
    }
}
