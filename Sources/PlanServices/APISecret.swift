/// A key or password of a provider's API. No text that is made of it shows it.
public struct APISecret: Sendable {
    let text: String

    /// Takes what stands in a key file or in the environment; white space at the ends is dropped.
    public init(_ text: some StringProtocol) {
        let isSpace: (Character) -> Bool = \.isWhitespace
        self.text = String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

extension APISecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "****" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
