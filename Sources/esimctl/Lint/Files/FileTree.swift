import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Walks folders as ripgrep does: what `.gitignore` leaves out, hidden files and symbolic links are passed over; the rest
/// comes in sorted order.
struct FileTree {
    /// What the configuration leaves out.
    var exclusions: IgnoreRules?
    private var files: [String] = []

    init(excluding exclusions: IgnoreRules?) {
        self.exclusions = exclusions
    }

    /// The files under `root`.
    ///
    /// - Throws: `Failure` when the folder cannot be read.
    mutating func files(under root: String) throws(Failure) -> [String] {
        files = []
        let absolute = Array(Self.absolutePath(root).utf8)
        var shown = root
        while shown.count > 1 && shown.hasSuffix("/") { shown.removeLast() }
        let prefix = shown == "." ? "" : shown == "/" ? "/" : shown + "/"
        var rules = Self.rulesAbove(absolute)
        try walk(absolute, shown: prefix, &rules, isRoot: true)
        return files
    }

    /// The files that a pattern such as `lists/**/*.csv` fits.
    mutating func files(matching pattern: String) throws(Failure) -> [String] {
        let components = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let fixed = components.dropLast().prefix { !GlobPattern.isPattern($0.utf8) }
        var root = fixed.joined(separator: "/")
        if root.isEmpty { root = pattern.hasPrefix("/") ? "/" : "." }
        guard (try? Stat(FilePath(root)))?.type == .directory else { return [] }
        let glob = GlobPattern((pattern.hasPrefix("./") ? pattern.dropFirst(2) : pattern[...]).utf8)
        return try files(under: root).filter { file in
            glob.matches(Array((file.hasPrefix("./") ? file.dropFirst(2) : file[...]).utf8)[...])
        }
    }

    private mutating func walk(
        _ folder: [UInt8],
        shown: String,
        _ rules: inout [IgnoreRules],
        isRoot: Bool
    ) throws(Failure) {
        let entries: [Entry]
        do {
            entries = try Self.entries(of: folder)
        } catch {
            guard isRoot else {
                Failure(reading: shown, error).say()
                return
            }
            throw Failure(reading: shown.isEmpty ? "." : shown, error)
        }
        let depth = rules.count
        if entries.contains(where: { $0.name.elementsEqual(".gitignore".utf8) }) {
            Self.addRules(of: folder, ".gitignore", to: &rules)
        }
        defer { rules.removeLast(rules.count - depth) }
        for entry in entries where entry.kind != .other && entry.name.first != UInt8(ascii: ".") {
            let path = (folder == [UInt8(ascii: "/")] ? [] : folder) + [UInt8(ascii: "/")] + entry.name
            let isFolder = entry.kind == .folder
            guard !isIgnored(path, isFolder: isFolder, rules) else { continue }
            let name = shown + String(decoding: entry.name, as: UTF8.self)
            if isFolder {
                try walk(path, shown: name + "/", &rules, isRoot: false)
            } else {
                files.append(name)
            }
        }
    }

    private func isIgnored(_ path: [UInt8], isFolder: Bool, _ rules: [IgnoreRules]) -> Bool {
        if let verdict = exclusions?.verdict(on: path, isFolder: isFolder) { return verdict }
        for list in rules.reversed() {
            if let verdict = list.verdict(on: path, isFolder: isFolder) { return verdict }
        }
        return false
    }
}

extension FileTree {
    private struct Entry {
        enum Kind { case file, folder, other }
        var name: [UInt8]
        var kind: Kind
    }

    private static func entries(of folder: [UInt8]) throws(Errno) -> [Entry] {
        let path = String(decoding: folder, as: UTF8.self)
        guard let directory = unsafe opendir(path) else { throw Errno(rawValue: errno) }
        defer { unsafe closedir(directory) }
        var entries: [Entry] = []
        // Safe: readdir's entry is used before the next call, and its name ends with NUL.
        while let entry = unsafe readdir(directory) {
            let type = Int(unsafe entry.pointee.d_type)
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe Array(bytes.prefix { $0 != 0 })
            }
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            var kind: Entry.Kind = type == Int(DT_DIR) ? .folder : type == Int(DT_REG) ? .file : .other
            if type == Int(DT_UNKNOWN) {
                let full = path + "/" + String(decoding: name, as: UTF8.self)
                switch (try? Stat(FilePath(full), followTargetSymlink: false))?.type {
                case .directory?: kind = .folder
                case .regular?: kind = .file
                default: kind = .other
                }
            }
            entries.append(Entry(name: name, kind: kind))
        }
        return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// The rules of the folders between the top of the repository that `folder` lies in, if it does, and `folder`.
    private static func rulesAbove(_ folder: [UInt8]) -> [IgnoreRules] {
        let path = String(decoding: folder, as: UTF8.self)
        guard let top = Repository.top(above: path) else { return [] }
        var rules: [IgnoreRules] = []
        addRules(of: Array(top.utf8), ".git/info/exclude", to: &rules)
        var current = top
        for component in path.dropFirst(top.count).split(separator: "/") {
            addRules(of: Array(current.utf8), ".gitignore", to: &rules)
            current += "/" + component
        }
        return rules
    }

    private static func addRules(of folder: [UInt8], _ name: String, to rules: inout [IgnoreRules]) {
        let path = String(decoding: folder, as: UTF8.self) + "/" + name
        guard let text = try? FileDescriptor.contents(of: path, limit: 1 << 20) else { return }
        let list = IgnoreRules(text, base: folder)
        if !list.isEmpty { rules.append(list) }
    }

    /// The path with its links resolved; as it is when there is no such file.
    static func absolutePath(_ path: String) -> String {
        // Safe: realpath's result is copied, then freed as it asks.
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}

extension FileDescriptor {
    /// The first `limit` bytes of a file.
    static func contents(of path: String, limit: Int) throws -> [UInt8] {
        let descriptor = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { try? descriptor.close() }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count < limit {
            let count = try descriptor.read(into: &piece, from: 0)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return bytes
    }
}
