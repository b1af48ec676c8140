/// An object identifier in dotted form, such as the SM-DP+ OID `1.3.6.1.4.1.31746` (SGP.22 4.1, X.660).
///
/// It has two arcs or more; the first is 0, 1 or 2; under 0 and 1 the second is at most 39; no arc has a leading zero.
/// Arcs have no upper bound and are kept as text.
public struct ObjectIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The dotted text.
    public let description: String

    /// Reads a dotted text.
    ///
    /// - Throws: `ActivationCode.ParseError` with one finding, at the first byte that is wrong.
    public init(parsing text: some StringProtocol) throws(ActivationCode.ParseError) {
        if let fault = Self.firstFault(in: Array(text.utf8)[...]) {
            let finding = ActivationCode.Finding(.oidSyntax(fault.kind), offset: fault.offset, length: fault.length)
            throw ActivationCode.ParseError(findings: [finding])
        }
        description = String(text)
    }

    /// Takes `text` as inspection, or a reader of DER, has judged it.
    package init(unchecked text: String) {
        description = text
    }

    /// The numbers between the dots, first to last, as text.
    public var arcs: [Substring] { description.split(separator: ".") }
}

extension ObjectIdentifier {
    /// What can be wrong with a dotted text.
    public enum Fault: Hashable, Sendable {
        /// A character that is neither a digit nor a dot.
        case character
        /// Nothing stands between two dots, before the first or after the last.
        case emptyArc
        /// An arc begins with 0 and goes on.
        case leadingZero
        /// The first arc is neither 0, 1 nor 2.
        case firstArc
        /// The second arc is above 39 although the first is 0 or 1.
        case secondArc
        /// There is only one arc.
        case singleArc
        /// The field is just `1`: the Confirmation Code Required Flag, one field too early.
        case confirmationCodeFlag
    }

    /// The first fault in `bytes`, with its place counted in their own indices; `nil` when they are an OID.
    static func firstFault(in bytes: ArraySlice<UInt8>) -> (kind: Fault, offset: Int, length: Int)? {
        if bytes.elementsEqual([UInt8(ascii: "1")]) { return (.confirmationCodeFlag, bytes.startIndex, 1) }
        var arcNumber = 0
        var firstArc: UInt8 = 0
        var start = bytes.startIndex
        while true {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.endIndex
            let arc = bytes[start..<end]
            if let intruder = arc.firstIndex(where: { !$0.isDigit }) { return (.character, intruder, 1) }
            guard let first = arc.first else { return (.emptyArc, start, 0) }
            if first == UInt8(ascii: "0") && arc.count > 1 { return (.leadingZero, start, arc.count) }
            switch arcNumber {
            case 0:
                guard arc.count == 1 && first <= UInt8(ascii: "2") else { return (.firstArc, start, arc.count) }
                firstArc = first
            case 1 where firstArc < UInt8(ascii: "2"):
                let isBelow40 = arc.count == 1 || (arc.count == 2 && first <= UInt8(ascii: "3"))
                guard isBelow40 else { return (.secondArc, start, arc.count) }
            default:
                break
            }
            arcNumber += 1
            guard end < bytes.endIndex else { break }
            start = end + 1
        }
        return arcNumber < 2 ? (.singleArc, bytes.startIndex, bytes.count) : nil
    }
}
