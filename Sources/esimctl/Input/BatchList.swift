import DocumentScanning
import SGP22

/// A file with many codes: one per line, or CSV or TSV whose first row names the columns.
struct BatchList {
    /// A code to draw.
    struct Entry {
        /// The line that it stands in, from 1.
        var line: Int
        var code: [UInt8]
        /// What its picture is called, without an extension; never anything of the matching ID.
        var name: String
        /// Why it cannot be drawn under that name.
        var failure: Failure?
    }

    /// What people are told the file is called.
    let displayName: String
    private(set) var entries: [Entry] = []

    /// Reads the file at `path`; `-` is standard input.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - nameColumn: The column that names the pictures; `nil` for the ICCID's, and for lists, whose codes are numbered.
    /// - Throws: `Failure` when it cannot be read, holds no code, or lacks a column.
    init(path: String, nameColumn: String?) throws {
        let source = CodeSource(path: path)
        displayName = source.displayName
        var bytes: [UInt8] = []
        var codes: [(line: Int, range: Range<Int>)] = []
        try source.forEachCode(asOne: false) { code, end, place in
            let start = bytes.count
            for index in code.indices { bytes.append(code[index]) }
            codes.append((place.line, start..<bytes.count))
            for index in end.indices { bytes.append(end[index]) }
        } pass: { line in
            for index in line.indices { bytes.append(line[index]) }
        }
        if nameColumn != nil || Self.isTable(path, Array(bytes[codes[0].range])) {
            try readTable(CSVReader.rows(of: bytes, displayName), nameColumn)
        } else {
            entries = codes.enumerated().map { index, code in
                Entry(line: code.line, code: Array(bytes[code.range]), name: OutputName.of(number: index + 1))
            }
        }
        refuseNamesOfOthers()
    }

    /// By the file's name, or because the first line that is not blank has columns and no code.
    private static func isTable(_ path: String, _ first: [UInt8]) -> Bool {
        let name = path.lowercased()
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return true }
        return first.contains { ",;\t".utf8.contains($0) } && !CodeFinder.isCodeFromStart(first.span, 0..<first.count)
    }

    private mutating func readTable(_ rows: [CSVReader.Row], _ nameColumn: String?) throws(Failure) {
        guard let header = rows.first?.fields, rows.count > 1 else {
            throw Failure("\(displayName): holds no activation code", status: .unusableInput)
        }
        guard let codes = header.firstIndex(where: { Self.isNameOfCodes($0) }) else {
            throw Failure(
                "\(displayName): has no column of activation codes",
                hint: "the first row names the columns; call this one 'code'",
                status: .unusableInput
            )
        }
        let candidates = header.filter(Self.isNameOfCodes)
        guard candidates.count == 1 else {
            let list = candidates.map { "'\($0)'" }.joined(separator: " and ")
            throw Failure(
                "\(displayName): has several columns of activation codes: \(list)",
                hint: "rename all but the one that is meant",
                status: .unusableInput
            )
        }
        let names = try Self.column(nameColumn ?? "iccid", of: header, displayName)
        guard names != codes, !Self.isNameOfSecrets(header[names]) else {
            throw Failure("pictures are not named by a secret", hint: "name another column", status: .usage)
        }
        for row in rows.dropFirst() {
            var entry = Entry(line: row.line, code: [], name: "")
            if row.fields.count == header.count {
                entry.code = Array(row.fields[codes].utf8)
                entry.name = row.fields[names]
                if nameColumn == nil { entry.useICCID() } else { entry.checkName() }
            } else {
                let counts = "\(row.fields.count) fields, the first row \(header.count)"
                entry.failure = Failure("has \(counts)", status: .unusableInput)
            }
            entries.append(entry)
        }
    }

    private static func column(_ name: String, of header: [String], _ file: String) throws(Failure) -> Int {
        let exact = header.firstIndex(of: name)
        guard let column = exact ?? header.firstIndex(where: { plain($0) == plain(name) }) else {
            throw Failure(
                "\(file): has no column '\(name.redactedUnlessWord)' to name the pictures by",
                hint: "--name-column takes the name of one",
                status: .unusableInput
            )
        }
        return column
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func isNameOfCodes(_ name: String) -> Bool {
        plain(name) == "code" || TableScanner.isNameOfCodes(name)
    }

    private static func isNameOfSecrets(_ name: String) -> Bool {
        isNameOfCodes(name) || plain(name).contains("matchingid") || plain(name).contains("confirmationcode")
    }

    /// Two pictures of one name would be one picture; where a file system does not tell cases apart, in any case.
    private mutating func refuseNamesOfOthers() {
        var lines: [String: Int] = [:]
        for index in entries.indices where entries[index].failure == nil {
            let line = lines.updateValue(entries[index].line, forKey: entries[index].name.lowercased())
            guard let line else { continue }
            lines[entries[index].name.lowercased()] = line
            entries[index].failure = Failure("line \(line) has the same name", status: .unusableInput)
        }
    }
}

extension BatchList.Entry {
    fileprivate mutating func useICCID() {
        let digits = name.filter { $0 != " " }
        guard !digits.isEmpty else {
            failure = Failure("has no ICCID to name the picture by", status: .unusableInput)
            return
        }
        do {
            name = try ICCID(typed: digits).description
        } catch {
            failure = Failure("the ICCID is none", hint: error.advice, status: .unusableInput)
        }
    }

    /// Refuses what is no name for a file, and what holds the secret.
    fileprivate mutating func checkName() {
        if let fault = OutputName.fault(of: name) {
            failure = Failure(fault, status: .unusableInput)
        } else if let matchingID = ActivationCode.inspect(utf8: code).code?.matchingID.secretText,
            matchingID.count > 3, name.lowercased().contains(matchingID.lowercased())
        {
            failure = Failure("the name has the matching ID in it", status: .unusableInput)
        }
    }
}

extension ICCID.ParseError {
    /// What is wrong, in words that do not quote it.
    var advice: String {
        switch self {
        case .length(let length): "it has 18 to 20 digits, not \(length)"
        case .notADigit: "it has digits only"
        case .checkDigit(let expected): "by its check digit it would end in \(expected)"
        }
    }
}
