import SystemPackage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A file with the fields of many vouchers: CSV with names in the first row, or JSON, an array of objects.
struct VoucherList {
    /// The fields of each, with the line (CSV) or the place in the array (JSON) in which it stands, from 1.
    private(set) var records: [(place: Int, record: VoucherRecord)] = []
    /// Columns and keys that are no field.
    private(set) var unknownNames: [String] = []

    /// Reads the file at `path`; `-` is standard input.
    ///
    /// - Throws: `Failure` when it cannot be read or is neither.
    init(path: String) throws(Failure) {
        let bytes = try Self.bytes(path)
        let name = path == "-" ? "<stdin>" : path.redactedIfCode
        try bytes.requireUTF8(name)
        let text = String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
        let start = text.utf8.first { !($0 == 0x20 || $0 &- 0x09 < 5) }
        if start == UInt8(ascii: "[") || start == UInt8(ascii: "{") {
            try readJSON(Array(text.utf8), name)
        } else {
            try readCSV(bytes, name)
        }
        guard !records.isEmpty else { throw Failure("\(name): holds no voucher", status: .unusableInput) }
    }

    private mutating func readCSV(_ bytes: [UInt8], _ name: String) throws(Failure) {
        var rows = try CSVReader.rows(of: bytes, name)
        guard !rows.isEmpty else { return }
        let header = rows.removeFirst().fields
        let fields = header.map(VoucherField.init(name:))
        guard fields.contains(.code) else {
            throw Failure(
                "\(name): has no column 'code'",
                hint: "the first row names the columns",
                status: .unusableInput
            )
        }
        unknownNames = zip(header, fields).compactMap { $1 == nil ? $0 : nil }
        for row in rows {
            guard row.fields.count == header.count else {
                let counts = "\(row.fields.count) fields, the first row \(header.count)"
                throw Failure("\(name): line \(row.line): has \(counts)", status: .unusableInput)
            }
            let pairs = zip(fields, row.fields).compactMap { field, value in field.map { ($0, value) } }
            records.append((row.line, VoucherRecord(pairs) { first, _ in first }))
        }
    }

    private mutating func readJSON(_ bytes: [UInt8], _ name: String) throws(Failure) {
        let objects: [[String: JSONScalar]]
        do {
            let decoder = JSONDecoder()
            let isOne = bytes.first { !($0 == 0x20 || $0 &- 0x09 < 5) } == UInt8(ascii: "{")
            let data = Data(bytes)
            objects =
                try isOne
                ? [decoder.decode([String: JSONScalar].self, from: data)]
                : decoder.decode([[String: JSONScalar]].self, from: data)
        } catch {
            // The decoder's own words may quote what they could not read.
            throw Failure(
                "\(name): is no JSON array of objects whose values are texts, whole numbers and booleans",
                hint: "write amounts as texts: \"PEN 39.90\"",
                status: .unusableInput
            )
        }
        unknownNames = Set(objects.flatMap(\.keys)).filter { VoucherField(name: $0) == nil }.sorted()
        for (index, object) in objects.enumerated() {
            var record = VoucherRecord()
            for (key, value) in object.sorted(by: { $0.key < $1.key }) {
                if let field = VoucherField(name: key) { record[field] = value.text }
            }
            records.append((index + 1, record))
        }
    }

    private static func bytes(_ path: String) throws(Failure) -> [UInt8] {
        let limit = 256 << 20
        let bytes: [UInt8]
        do {
            let descriptor = path == "-" ? FileDescriptor.standardInput : try .open(FilePath(path), .readOnly)
            defer { if path != "-" { try? descriptor.close() } }
            bytes = try descriptor.readAll(upTo: limit + 1)
        } catch {
            throw Failure(reading: path == "-" ? "<stdin>" : path, error as? Errno ?? .ioError)
        }
        guard bytes.count <= limit else {
            let name = path == "-" ? "<stdin>" : path.redactedIfCode
            throw Failure("\(name): is larger than \(limit >> 20) MiB, the most that is read", status: .unusableInput)
        }
        return bytes
    }
}

/// A JSON value that is as good as a text.
private struct JSONScalar: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            text = ""
        } else if let flag = try? container.decode(Bool.self) {
            text = flag ? "true" : "false"
        } else if let number = try? container.decode(Int.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
