import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder for the stores of a simulation, gone when it is over.
struct TemporaryStores {
    private let folder: String

    init() throws(Failure) {
        let base = Environment["TMPDIR"] ?? "/tmp"
        var template = Array("\(base)/esimctl-simulate-XXXXXX".utf8CString)
        // Safe: the array holds a C string, which mkdtemp changes in place.
        let isMade = unsafe template.withUnsafeMutableBufferPointer { buffer in
            guard let text = buffer.baseAddress else { return false }
            return unsafe mkdtemp(text) != nil
        }
        guard isMade else {
            throw Failure("\(base): no folder can be made in it", hint: "set TMPDIR", status: .cannotCreate)
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Where the store of a scenario is.
    func path(of index: Int) -> String { "\(folder)/\(index).sqlite" }

    /// Removes the store of a scenario.
    func remove(_ index: Int) {
        for suffix in ["", "-wal", "-shm"] { unsafe unlink(path(of: index) + suffix) }
    }

    /// Removes the folder, which is empty.
    func remove() {
        unsafe rmdir(folder)
    }
}
