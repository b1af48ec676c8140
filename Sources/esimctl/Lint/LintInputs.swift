import DocumentScanning
import SystemPackage

/// Makes sources of what a person named: codes, lists, documents, folders and patterns.
struct LintInputs {
    /// Whether lists are searched too, instead of judged line by line.
    var searchesLists: Bool
    /// Whether every file is a list, whatever its name.
    var judgesLists = false
    /// Whether it matters which files git keeps.
    var asksForTracking = true
    /// Only files that differ from this revision.
    var revision: String?
    /// How ill finding the inputs went.
    private(set) var status = ExitStatus.success
    /// The lists that git keeps.
    private(set) var trackedLists: Set<String> = []

    private var tree: FileTree
    private var repositories: [String: Set<String>] = [:]
    private var changed: [String: Set<String>] = [:]

    init(excluding exclusions: IgnoreRules?, searchesLists: Bool) {
        self.searchesLists = searchesLists
        tree = FileTree(excluding: exclusions)
    }

    /// What `arguments` and the values of `--file` mean.
    ///
    /// - Throws: `Failure` when git cannot say what has changed.
    mutating func sources(_ arguments: [String], files: [String]) throws(Failure) -> [CodeSource] {
        var sources: [CodeSource] = []
        for source in CodeSource.sources(of: arguments, takingPaths: true) {
            switch source {
            case .file(let path): expand(path, into: &sources)
            case .argument(let text, _) where Self.isPattern(text) && !judgesLists:
                expand(pattern: text, into: &sources)
            default: sources.append(source)
            }
        }
        for path in files {
            sources.append(source(CodeSource(path: path)))
        }
        if arguments.isEmpty && files.isEmpty { expand(".", into: &sources) }
        return try select(sources)
    }

    private func source(_ source: CodeSource) -> CodeSource {
        guard case .file(let path) = source, !judgesLists,
            searchesLists || DocumentKind(path: path) != nil || PictureFile.isPicture(path)
        else { return source }
        return .document(Document(path: path, isNamed: true))
    }

    private mutating func expand(_ path: String, into sources: inout [CodeSource]) {
        guard !judgesLists, (try? Stat(FilePath(path)))?.type == .directory else {
            return sources.append(source(.file(path)))
        }
        add({ (tree) throws(Failure) in try tree.files(under: path) }, to: &sources)
    }

    private mutating func expand(pattern: String, into sources: inout [CodeSource]) {
        let count = sources.count
        add({ (tree) throws(Failure) in try tree.files(matching: pattern) }, to: &sources)
        guard sources.count == count else { return }
        Failure("\(pattern): fits no file", status: .noInput).say()
        status = max(status, .noInput)
    }

    private mutating func add(
        _ files: (inout FileTree) throws(Failure) -> [String],
        to sources: inout [CodeSource]
    ) {
        do {
            sources += try files(&tree).map { .document(Document(path: $0, isNamed: false)) }
        } catch {
            error.say()
            status = max(status, error.status)
        }
    }

    /// A pattern of paths has nothing that a code has.
    private static func isPattern(_ text: String) -> Bool {
        GlobPattern.isPattern(text.utf8) && !text.utf8.contains { "$:% \"'".utf8.contains($0) }
    }

    /// Leaves out what has not changed, and notes what git keeps.
    private mutating func select(_ sources: [CodeSource]) throws(Failure) -> [CodeSource] {
        guard revision != nil || asksForTracking else { return sources }
        var selected: [CodeSource] = []
        var folders: [String: (absolute: String, top: String?)] = [:]
        for source in sources {
            guard let path = source.filePath else {
                selected.append(source)
                continue
            }
            let slash = path.lastIndex(of: "/")
            let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            let place: (absolute: String, top: String?)
            if let known = folders[folder] {
                place = known
            } else {
                let absolute = FileTree.absolutePath(folder)
                place = (absolute, Repository.top(above: absolute))
                folders[folder] = place
            }
            let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
            let absolute = (place.absolute == "/" ? "" : place.absolute) + "/" + name
            if let revision {
                guard try hasChanged(absolute, since: revision, top: place.top) else { continue }
            }
            if case .document(var document) = source {
                document.isTracked = asksForTracking && isTracked(absolute, top: place.top)
                selected.append(.document(document))
            } else {
                if asksForTracking && isTracked(absolute, top: place.top) { trackedLists.insert(path) }
                selected.append(source)
            }
        }
        return selected
    }

    private mutating func isTracked(_ path: String, top: String?) -> Bool {
        guard let top else { return false }
        if repositories[top] == nil { repositories[top] = Repository(top: top).trackedFiles() ?? [] }
        return repositories[top]?.contains(path) == true
    }

    private mutating func hasChanged(_ path: String, since revision: String, top: String?) throws(Failure) -> Bool {
        guard let top else {
            throw Failure("\(path): is in no git repository", hint: "--changed-since needs one", status: .notDone)
        }
        if changed[top] == nil { changed[top] = try Repository(top: top).filesChanged(since: revision) }
        return changed[top]?.contains(path) == true
    }
}
