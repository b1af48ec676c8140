import DocumentScanning
import Localization
import Plans
import SGP22

/// A file of activation codes from a carrier or a reseller: one per line, or CSV whose first row names the columns `code`, `iccid`,
/// `profile_type` and `confirmation_code`.
struct InventoryFile {
    /// A code that can go into stock.
    struct Entry {
        var line: Int
        var secret: StockedSecret
        var iccid: String?
        var profileType: String
    }

    /// A row that cannot, and why.
    struct Refusal {
        var line: Int
        /// A word for scripts.
        var reason: String
        var message: String
    }

    let displayName: String
    private(set) var entries: [Entry] = []
    private(set) var refusals: [Refusal] = []

    /// How large a file may be, in bytes: some hundred thousand codes.
    private static let limit = 64 << 20

    /// Reads and judges all rows. `profileType` goes for rows that do not name one.
    init(_ argument: String, profileType: String?) throws(Failure) {
        let file = InputFile(argument: argument)
        displayName = file.displayName
        let bytes = try file.bytes(upTo: Self.limit)
        guard bytes.count <= Self.limit else {
            throw Failure("\(displayName): is larger than \(Self.limit >> 20) MiB", status: .unusableInput)
        }
        try bytes.requireUTF8(displayName)
        let lines = Self.lines(of: bytes)
        guard let first = lines.first else {
            throw Failure("\(displayName): holds no activation code", status: .unusableInput)
        }
        if Self.isTable(argument, first.text) {
            try readTable(CSVReader.rows(of: bytes, displayName), profileType)
        } else {
            guard let profileType else { throw Self.noProfileType(displayName) }
            for line in lines {
                guard line.text.count <= LineReader.longestLine else {
                    throw Failure(lineTooLong: line.number, displayName)
                }
                judge(line.text, line: line.number, profileType: profileType)
            }
        }
    }

    private static func noProfileType(_ name: String) -> Failure {
        Failure(
            "\(name): does not say what profiles its codes are for",
            hint: "name the type with --profile-type, or in a column profile_type",
            status: .usage
        )
    }

    /// The lines that are neither blank nor comments, without their ends.
    private static func lines(of bytes: [UInt8]) -> [(number: Int, text: [UInt8])] {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines: [(number: Int, text: [UInt8])] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = line.last == 0x0D ? line.dropLast() : line
            guard let first = text.first(where: { $0 != 0x20 && $0 != 0x09 }), first != UInt8(ascii: "#") else {
                continue
            }
            lines.append((index + 1, Array(text)))
        }
        return lines
    }

    private static func isTable(_ path: String, _ first: [UInt8]) -> Bool {
        let name = path.lowercased()
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return true }
        return first.contains { ",;\t".utf8.contains($0) } && !CodeFinder.isCodeFromStart(first.span, 0..<first.count)
    }

    private static let codeColumns = ["code", "activationcode", "lpa", "qr"]

    private mutating func readTable(_ rows: [CSVReader.Row], _ profileType: String?) throws(Failure) {
        let header = rows.first?.fields.map(Self.plain) ?? []
        guard let codes = header.firstIndex(where: Self.codeColumns.contains),
            rows.count > 1
        else {
            throw Failure(
                "\(displayName): has no column of activation codes",
                hint:
                    "the first row names the columns: code, and if there are such, iccid, profile_type and confirmation_code",
                status: .unusableInput
            )
        }
        let known = ["iccid", "profiletype", "confirmationcode"]
        guard header.count(where: Self.codeColumns.contains) == 1,
            known.allSatisfy({ name in header.count { $0 == name } <= 1 })
        else {
            throw Failure(
                "\(displayName): names a column twice; which of the two is meant cannot be known",
                hint: "rename or remove all but one",
                status: .unusableInput
            )
        }
        let iccids = header.firstIndex(of: "iccid")
        let types = header.firstIndex(of: "profiletype")
        let confirmations = header.firstIndex(of: "confirmationcode")
        guard types != nil || profileType != nil else { throw Self.noProfileType(displayName) }
        for row in rows.dropFirst() {
            guard row.fields.count == header.count else {
                let counts = "has \(row.fields.count) fields, the first row \(header.count)"
                refuse(row.line, "fields", counts)
                continue
            }
            let named = types.map { row.fields[$0] } ?? ""
            judge(
                Array(row.fields[codes].utf8),
                line: row.line,
                iccid: iccids.map { row.fields[$0] } ?? "",
                confirmationCode: confirmations.map { row.fields[$0] } ?? "",
                profileType: named.isEmpty ? profileType ?? "" : named
            )
        }
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    private mutating func judge(
        _ text: [UInt8],
        line: Int,
        iccid typed: String = "",
        confirmationCode: String = "",
        profileType: String
    ) {
        let strings = Language.english.strings
        let inspection = ActivationCode.inspect(utf8: text)
        guard let code = inspection.code?.canonical else {
            let worst = inspection.findings.max { $0.severity < $1.severity }
            let why = worst.map { "\(strings.problem($0.problem)) [\($0.rule.rawValue)]" } ?? "is no activation code"
            return refuse(line, worst?.rule.rawValue ?? "code", why)
        }
        guard !code.matchingID.secretText.isEmpty else {
            return refuse(line, "matching-id", "has no matching ID, so it is not one customer's")
        }
        guard ProfileType.isName(profileType) else {
            return refuse(line, "profile-type", "names no profile type: letters, digits and .-_:/")
        }
        var iccid: String?
        let digits = typed.filter { $0 != " " }
        if !digits.isEmpty {
            do {
                iccid = try ICCID(typed: digits).withCheckDigit.description
            } catch {
                return refuse(line, "iccid", "the ICCID is none: \(error.advice)")
            }
        }
        var secret = StockedSecret(code, confirmationCode: nil)
        if !confirmationCode.isEmpty {
            guard let confirmation = try? ConfirmationCode(confirmationCode) else {
                return refuse(line, "confirmation-code", "the confirmation code is not of printable ASCII characters")
            }
            secret.confirmationCode = confirmation
        }
        entries.append(Entry(line: line, secret: secret, iccid: iccid, profileType: profileType))
    }

    mutating func refuse(_ line: Int, _ reason: String, _ message: String) {
        refusals.append(Refusal(line: line, reason: reason, message: message))
    }
}

/// What plans and codes say to find each other.
enum ProfileType {
    /// Whether a text can name a type: as identifiers do.
    static func isName(_ text: String) -> Bool { LineID(checking: text) != nil }
}
