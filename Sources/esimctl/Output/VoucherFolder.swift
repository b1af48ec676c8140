import SGP22
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder in which a list's vouchers go, a file each.
struct VoucherFolder {
    var path: String
    var fileExtension: String
    var replacesExisting: Bool

    /// Makes the folder when it is not there.
    func create() throws(Failure) {
        guard unsafe mkdir(path, 0o777) != 0 else { return }
        let error = Errno(rawValue: errno)
        let isThere = error == .fileExists && (try? Stat(FilePath(path)))?.type == .directory
        guard isThere else { throw Failure(writing: path, error) }
    }

    /// A file's name: the ICCID, or the voucher's number in the list; never anything of the matching ID.
    func name(of record: VoucherRecord, number: Int) -> String {
        let iccid = record[.iccid].flatMap { try? ICCID(parsing: $0.filter { $0 != " " }) }
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return (iccid?.description ?? padded) + "." + fileExtension
    }

    /// Writes a file; one that is there with the same bytes is left alone.
    func write(_ bytes: [UInt8], _ name: String) throws(Failure) {
        let file = FilePath(path).appending(name).string
        if !replacesExisting && Self.holds(file, bytes) { return }
        try OutputFile(path: file, replacesExisting: replacesExisting).write(bytes)
    }

    private static func holds(_ file: String, _ bytes: [UInt8]) -> Bool {
        guard let descriptor = try? FileDescriptor.open(FilePath(file), .readOnly) else { return false }
        defer { try? descriptor.close() }
        return (try? descriptor.readAll(upTo: bytes.count + 1)) == bytes
    }
}
