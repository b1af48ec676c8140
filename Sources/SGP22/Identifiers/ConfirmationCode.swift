/// What the SM-DP+ asks of the person at download, when the operator has protected the profile with it (SGP.22 4.7).
///
/// It travels apart from the activation code and is never part of it. `description`, interpolation, `dump` and
/// debuggers show `****`; `secretText` gives the characters to those who ask by name.
public struct ConfirmationCode: Hashable, Sendable {
    /// The characters themselves; keep them out of logs, errors and process arguments.
    public let secretText: String

    /// Why a text is no confirmation code.
    public enum ParseError: Error, Hashable {
        /// There was no character.
        case empty
        /// A character at this byte offset is a control character or not ASCII.
        case character(offset: Int)
    }

    /// Takes `text`, which must have at least one character, all of them printable ASCII.
    ///
    /// The specification's own alphabet and length could not be read, so neither is narrowed further.
    public init(_ text: some StringProtocol) throws(ParseError) {
        guard !text.isEmpty else { throw .empty }
        for (offset, byte) in text.utf8.enumerated() where !(0x20...0x7E).contains(byte) {
            throw .character(offset: offset)
        }
        secretText = String(text)
    }
}

extension ConfirmationCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `****`.
    public var description: String { Redaction.mask }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
