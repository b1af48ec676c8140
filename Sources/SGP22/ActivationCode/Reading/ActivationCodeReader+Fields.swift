/// The fields of a code: `content` is now what stands behind `LPA:`.
extension ActivationCodeReader {
    /// Judges all fields and, when none is missing, puts the code together.
    mutating func readFields() {
        let content = content.bytes
        let fields = content.split(separator: .delimiter, maxSplits: 4096, omittingEmptySubsequences: false)
        checkCharacters(hiding: Redaction.secrets(in: fields))
        checkLength()
        guard readFormat(fields[0], isOnlyField: fields.count == 1) else { return }
        guard fields.count > 1 else {
            add(.fieldMissing(.smdpAddress), content.endIndex..<content.endIndex)
            noteShellExpansion()
            return
        }
        guard fields.dropFirst().contains(where: { !$0.isEmpty }) else {
            add(.addressEmpty, fields[1].startIndex..<fields[1].startIndex)
            return
        }
        readAddress(fields[1])
        guard fields.count > 2 else {
            add(.fieldMissing(.matchingID), content.endIndex..<content.endIndex)
            if Redaction.isWhollyName(fields[1]) {
                cures.append(Cure(range: content.endIndex..<content.endIndex, replacement: "$"))
            }
            return
        }
        readMatchingID(fields[2])
        if fields.count > 3 { readOID(fields[3], isLast: fields.count == 4) }
        if fields.count > 4 { readConfirmationCodeFlag(fields[4]) }
        readLaterFields(fields.dropFirst(5))
        readTrailingDelimiters(fields)
        code = ActivationCode(fields: fields.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Adds a finding whose offsets are indices of `content`.
    private mutating func addShifted(_ finding: ActivationCode.Finding) {
        add(finding.problem, finding.offset..<(finding.offset + finding.length))
    }

    /// Reports what may stand in no field; in a secret, only so much of it that it can be found.
    private mutating func checkCharacters(hiding secrets: [Range<Int>]) {
        var hasNamed = false
        for finding in CharacterCheck.findings(in: content.bytes) {
            var finding = finding
            if case .nonASCII(let text) = finding.problem, secrets.contains(where: { $0.contains(finding.offset) }) {
                finding.problem = .nonASCII(text.redacted(namingFirst: !hasNamed))
                hasNamed = true
            }
            addShifted(finding)
        }
    }

    private mutating func checkLength() {
        let maximum = ActivationCode.maximumLength
        let bytes = content.bytes
        guard bytes.count > maximum else { return }
        var characters = 0
        var firstBeyond: Int?
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
            characters += 1
            if characters == maximum + 1 { firstBeyond = index }
        }
        guard let firstBeyond else { return }
        add(.tooLong(characters: characters), firstBeyond..<bytes.endIndex)
    }

    /// Returns whether the fields behind mean what 4.1 says.
    private mutating func readFormat(_ field: ArraySlice<UInt8>, isOnlyField: Bool) -> Bool {
        let range = field.indices
        if field.elementsEqual("1".utf8) { return true }
        if field.contains(where: \.isForbiddenEverywhere) { return !isOnlyField }
        if field.isEmpty {
            add(.formatMissing, range)
            cures.append(Cure(range: range, replacement: "1"))
            return !isOnlyField
        }
        add(.formatUnsupported(formatFault(field, isOnlyField: isOnlyField)), range)
        noteIdentifiers(field)
        if isOnlyField { noteShellExpansion() }
        return false
    }

    private mutating func formatFault(_ field: ArraySlice<UInt8>, isOnlyField: Bool) -> ActivationCode.FormatFault {
        let start = field.startIndex
        let trimmed = field.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
        if trimmed.elementsEqual("1".utf8) {
            cures.append(Cure(range: field.indices, replacement: "1"))
            return .whitespace
        }
        if field.count == 1 && field[start].isHexadecimalDigit { return .version(Unicode.Scalar(field[start])) }
        guard !isOnlyField else { return .other }
        if hasPrefix && field[start] == UInt8(ascii: "1") && isName(field.dropFirst()) {
            cures.append(Cure(range: (start + 1)..<(start + 1), replacement: "$"))
            return .delimiterMissing
        }
        if isName(field) {
            cures.append(Cure(range: start..<start, replacement: "1$"))
            return .addressInItsPlace
        }
        return .other
    }

    private func isName(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && SMDPAddressCheck.findings(in: text).isEmpty
            && CharacterCheck.findings(in: text).isEmpty
    }

    private mutating func readAddress(_ field: ArraySlice<UInt8>) {
        let check = SMDPAddressCheck(field)
        for finding in check.result { addShifted(finding) }
        let name = (check.bareHost ?? field).drop(while: \.isWhitespace)
        let trimmed = name.prefix((name.lastIndex { !$0.isWhitespace } ?? name.startIndex - 1) + 1 - name.startIndex)
        if check.bareHost != nil && trimmed.count < field.count {
            cures.append(Cure(range: field.indices, replacement: String(decoding: trimmed, as: UTF8.self)))
        }
    }

    private mutating func readMatchingID(_ field: ArraySlice<UInt8>) {
        for finding in MatchingIDCheck.findings(in: field) { addShifted(finding) }
        let start = field.firstIndex { !$0.isWhitespace } ?? field.endIndex
        let end = field[start...].lastIndex { !$0.isWhitespace } ?? start
        if start > field.startIndex { cures.append(Cure(range: field.startIndex..<start, replacement: "")) }
        if end + 1 < field.endIndex { cures.append(Cure(range: (end + 1)..<field.endIndex, replacement: "")) }
    }

    private mutating func readOID(_ field: ArraySlice<UInt8>, isLast: Bool) {
        guard !field.isEmpty, !field.contains(where: \.isForbiddenEverywhere),
            let fault = ObjectIdentifier.firstFault(in: field)
        else { return }
        add(.oidSyntax(fault.kind), fault.offset..<(fault.offset + fault.length))
        if fault.kind == .confirmationCodeFlag {
            guard isLast else { return }
            cures.append(Cure(range: field.startIndex..<field.startIndex, replacement: "$"))
        } else if field.count > 1 && !field.contains(UInt8(ascii: ".")) {
            add(.confirmationCode(.smdpOID), field.indices)
        }
    }

    private mutating func readConfirmationCodeFlag(_ field: ArraySlice<UInt8>) {
        guard !field.isEmpty, !field.elementsEqual("1".utf8), !field.contains(where: \.isForbiddenEverywhere) else {
            return
        }
        if field.elementsEqual("0".utf8) {
            add(.confirmationCodeFlagZero, field.indices)
        } else {
            add(.confirmationCodeFlag, field.indices)
            if field.count > 3 { add(.confirmationCode(.confirmationCodeRequiredFlag), field.indices) }
        }
    }

    /// The v3 fields and those that no reader knows.
    private mutating func readLaterFields(_ fields: ArraySlice<ArraySlice<UInt8>>) {
        for (index, field) in zip(fields.indices, fields) {
            let name = ActivationCode.Field(rawValue: index + 1) ?? .extra
            if let space = field.firstIndex(where: \.isWhitespace) {
                add(.fieldCharacter(name), space..<(space + 1))
            } else if name == .ciPKIndicator, let first = field.firstIndex(where: { !$0.isHexadecimalDigit }),
                !field.contains(where: \.isForbiddenEverywhere)
            {
                add(.ciIndicator, first..<(first + 1))
            }
        }
        guard let last = fields.lastIndex(where: { !$0.isEmpty }), last >= 7 else { return }
        add(.extraFields(count: last - 6), (fields[7].startIndex - 1)..<fields[last].endIndex)
    }

    /// Delimiters behind the last field that says something; the one before the matching ID is always needed.
    private mutating func readTrailingDelimiters(_ fields: [ArraySlice<UInt8>]) {
        let last = max(2, fields.lastIndex { !$0.isEmpty } ?? 2)
        guard last < fields.count - 1 else { return }
        let range = fields[last].endIndex..<content.bytes.endIndex
        add(.trailingDelimiter(count: range.count), range)
        cures.append(Cure(range: range, replacement: ""))
    }

    /// A code without any `$` that begins with `1`: in double quotes or none, a shell takes `$rsp` for a variable.
    private mutating func noteShellExpansion() {
        let text = content.bytes
        let isTypical = text.prefix(2).elementsEqual("1.".utf8) || text.prefix(2).elementsEqual("1-".utf8)
        let isCandidate = hasPrefix ? text.first == UInt8(ascii: "1") : isTypical && text.contains(where: \.isLetter)
        guard isCandidate, !text.contains(where: \.isForbiddenEverywhere) else { return }
        add(.shellExpansion, text.indices)
    }

    /// Numbers that people take for a code: those of the eUICC and of the profile.
    private mutating func noteIdentifiers(_ field: ArraySlice<UInt8>) {
        let label = ["EID:", "ICCID:"].first { field.prefix($0.utf8.count).equalsIgnoringCase($0) } ?? ""
        let number = String(decoding: field.dropFirst(label.utf8.count), as: UTF8.self).filter { $0 != " " }
        if let eid = try? EID(unverified: number), label != "ICCID:" {
            add(.eid(isValid: eid.hasValidCheckDigits), field.indices)
        } else if (number.hasPrefix("89") || label == "ICCID:") && (try? ICCID(parsing: number)) != nil {
            add(.iccid, field.indices)
        }
    }
}

extension ActivationCode {
    /// Puts fields together that have been judged; `fields` has three of them at least.
    fileprivate init(fields: [String]) {
        func field(_ number: Field) -> String? {
            guard number.rawValue <= fields.count else { return nil }
            let text = fields[number.rawValue - 1]
            return text.isEmpty ? nil : text
        }
        self.init(
            uncheckedAddress: SMDPAddress(unchecked: fields[1]),
            matchingID: MatchingID(unchecked: fields[2]),
            smdpOID: field(.smdpOID).map(ObjectIdentifier.init(unchecked:)),
            requiresConfirmationCode: field(.confirmationCodeRequiredFlag) == "1",
            ciPKIndicator: field(.ciPKIndicator).map(Parameter.init(unchecked:)),
            deleteNotification: field(.deleteNotification).map(Parameter.init(unchecked:)),
            extra: fields.dropFirst(7).map(Parameter.init(unchecked:))
        )
    }
}
