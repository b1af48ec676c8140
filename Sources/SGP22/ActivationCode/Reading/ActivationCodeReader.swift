/// Reads one input: peels off what is wrapped around a code, judges its fields, and keeps the books.
///
/// `content` shrinks from the whole input to the code without `LPA:`; the findings' offsets always refer to the input.
struct ActivationCodeReader {
    let input: [UInt8]
    var content: SourceText
    /// The findings so far, their offsets counted in the input.
    var findings = FindingList()
    /// Cures of mechanical faults, as replacements in `content`.
    var cures: [Cure] = []
    /// Whether a fault was cured by taking something off `content`.
    var isPeeledBare = false
    /// The code, once all fields have been judged.
    var code: ActivationCode?
    /// The parts of the input that must not be shown.
    var secrets: [Range<Int>] = []
    /// Whether `LPA:` was there.
    var hasPrefix = false

    /// A replacement of a part of `content` by which a fault goes away.
    struct Cure {
        var range: Range<Int>
        var replacement: String
    }

    private init(_ input: [UInt8]) {
        self.input = input
        content = SourceText(bytes: input[...])
    }

    /// What can be said about `input`.
    static func read(_ input: [UInt8]) -> ActivationCode.Inspection {
        var reader = ActivationCodeReader(input)
        reader.readInput()
        return ActivationCode.Inspection(
            findings: reader.findings.all.enumerated()
                .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map(\.element),
            code: reader.isAcceptable ? reader.code : nil,
            suggestion: reader.suggestion,
            redactedInput: Redaction.text(input, hiding: reader.secrets)
        )
    }

    private var isAcceptable: Bool { code != nil && findings.isAcceptable }

    /// Adds a finding about a part of `content`.
    mutating func add(_ problem: ActivationCode.Problem, _ range: Range<Int>) {
        let place = content.origin(of: range)
        findings.add(problem, offset: place.lowerBound, length: place.count)
    }

    private mutating func readInput() {
        guard peelNoise() else { return }
        if let schemeLength = URLText.schemeLength(of: content.bytes) {
            readURL(schemeLength: schemeLength)
        } else {
            readMaybeEncoded()
        }
    }

    /// The whole input as a URL: one of the install links, or nothing that holds a code.
    private mutating func readURL(schemeLength: Int) {
        let whole = content.bytes.indices
        switch InstallLink.content(of: content.bytes, schemeLength: schemeLength) {
        case .code(let host, let value):
            add(.installLink(host), whole)
            hideItems(beside: value)
            let encoded = content[value.indices]
            content = URLText.percentDecoded(encoded) ?? encoded
            guard !refusesSecondEncoding() else { return }
            readCode()
        case .noCode:
            add(.installLinkWithoutCode, whole)
            hideBehindAuthority(schemeLength)
        case .foreign:
            add(.otherURL, whole)
            hideBehindAuthority(schemeLength)
        }
    }

    /// What else a link has in its query and behind it, as a confirmation code or the code once more may be there.
    private mutating func hideItems(beside value: ArraySlice<UInt8>) {
        let url = content.bytes
        let item = value.startIndex - InstallLink.item.utf8.count - 1
        let query = url.firstIndex(of: UInt8(ascii: "?")).map { $0 + 1 } ?? item
        if query < item { secrets.append(content.origin(of: query..<(item - 1))) }
        if value.endIndex + 1 < url.endIndex { secrets.append(content.origin(of: (value.endIndex + 1)..<url.endIndex)) }
    }

    private mutating func hideBehindAuthority(_ schemeLength: Int) {
        let rest = content.bytes.dropFirst(schemeLength)
        let host = rest.prefix { $0.isLDH || $0 == UInt8(ascii: ".") }
        // What stands before an @ is a user and a password.
        let next = host.endIndex < rest.endIndex ? rest[host.endIndex] : UInt8(ascii: "/")
        let isHost = host.contains(UInt8(ascii: ".")) && "/:?#".utf8.contains(next) && !rest.contains(UInt8(ascii: "@"))
        let start = isHost ? host.endIndex : rest.startIndex
        guard start < rest.endIndex else { return }
        secrets.append(content.origin(of: start..<rest.endIndex))
    }

    /// The code as it stands, unless only its decoded form can be read.
    private mutating func readMaybeEncoded() {
        var plain = self
        plain.readCode()
        guard !plain.isAcceptable, let escape = URLText.firstEscape(in: content.bytes),
            let decoded = URLText.percentDecoded(content)
        else {
            self = plain
            return
        }
        var unescaped = self
        unescaped.add(.percentEncoded, escape..<(escape + 3))
        unescaped.content = decoded
        if let schemeLength = URLText.schemeLength(of: decoded.bytes) {
            add(.otherURL, content.bytes.indices)
            content = decoded
            return hideBehindAuthority(schemeLength)
        }
        unescaped.readCode()
        let isDelimited = { (bytes: ArraySlice<UInt8>) in bytes.contains(.delimiter) }
        if unescaped.isAcceptable || (isDelimited(decoded.bytes) && !isDelimited(content.bytes)) {
            self = unescaped
            return
        }
        content = decoded
        if !refusesSecondEncoding() { self = plain }
    }

    /// Whether `content`, decoded once, would be a code only if it were decoded again; then that is what is said of it.
    private mutating func refusesSecondEncoding() -> Bool {
        guard !content.bytes.contains(.delimiter), let escape = URLText.firstEscape(in: content.bytes),
            let twice = URLText.percentDecoded(content), twice.bytes.contains(.delimiter)
        else { return false }
        add(.percentEncodedTwice, escape..<(escape + 3))
        hideAllFields()
        let text = String(decoding: twice.bytes, as: UTF8.self)
        cures.append(Cure(range: content.bytes.indices, replacement: text))
        return true
    }

    private mutating func readCode() {
        peelPrefix()
        hideAllFields()
        readFields()
    }

    /// Notes the parts of the fields that must not be shown.
    private mutating func hideAllFields() {
        let fields = content.bytes.split(separator: .delimiter, omittingEmptySubsequences: false)
        secrets += Redaction.secrets(in: fields).map(content.origin(of:))
    }

    /// The code that the cures give, if it is right.
    private var suggestion: ActivationCode? {
        guard !isAcceptable, isPeeledBare || !cures.isEmpty else { return nil }
        var cured: [UInt8] = []
        var taken = content.bytes.startIndex
        for cure in cures.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard cure.range.lowerBound >= taken else { return nil }
            cured += content.bytes[taken..<cure.range.lowerBound]
            cured += cure.replacement.utf8
            taken = cure.range.upperBound
        }
        cured += content.bytes[taken...]
        var second = ActivationCodeReader(cured)
        second.readInput()
        return second.isAcceptable ? second.code?.canonical : nil
    }
}
