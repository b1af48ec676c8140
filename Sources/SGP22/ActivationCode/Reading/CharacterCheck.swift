/// Finds what may stand in no field: characters outside ASCII and control characters other than white space.
enum CharacterCheck {
    /// One finding for each run of either kind; offsets are the slice's own indices.
    static func findings(in bytes: ArraySlice<UInt8>) -> [ActivationCode.Finding] {
        var findings = FindingList()
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte.isControl {
                findings.add(.controlCharacter(Unicode.Scalar(byte)), offset: index, length: 1)
            }
            guard byte.isForeign else {
                index += 1
                continue
            }
            let end = bytes[index...].firstIndex { !$0.isForeign } ?? bytes.endIndex
            findings.add(.nonASCII(foreignText(in: bytes[index..<end])), offset: index, length: end - index)
            index = end
        }
        return findings.all
    }

    private static func foreignText(in run: ArraySlice<UInt8>) -> ActivationCode.ForeignText {
        var text = ActivationCode.ForeignText(characters: [], count: 0)
        var iterator = run.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var place = run.startIndex
        while true {
            let character: ActivationCode.ForeignCharacter
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                place += encoded.count
                character = .scalar(Unicode.UTF8.decode(encoded))
            case .error(let length):
                character = .byte(run[place])
                place += length
            case .emptyInput:
                return text
            }
            text.count += 1
            if text.characters.count < 4 { text.characters.append(character) }
        }
    }
}

/// Findings in the making: at most sixteen of a rule, so that a megabyte of noise stays a short report.
struct FindingList {
    private(set) var all: [ActivationCode.Finding] = []
    private var counts: [ActivationCode.Rule: Int] = [:]

    /// Whether none of them is an error.
    var isAcceptable: Bool { !all.contains { $0.severity == .error } }

    mutating func add(_ problem: ActivationCode.Problem, offset: Int, length: Int) {
        add(ActivationCode.Finding(problem, offset: offset, length: length))
    }

    mutating func add(_ finding: ActivationCode.Finding) {
        guard counts[finding.rule, default: 0] < 16 else { return }
        counts[finding.rule, default: 0] += 1
        all.append(finding)
    }
}
