import SystemPackage

/// A file that is read as a whole, or standard input.
enum InputFile: Hashable {
    case file(String)
    case standardInput

    /// What an argument means: `-` is standard input, anything else a path.
    init(argument: String) {
        self = argument == "-" ? .standardInput : .file(argument)
    }

    /// What reports call it.
    var name: String {
        switch self {
        case .file(let path): path.redactedIfCode
        case .standardInput: "-"
        }
    }

    /// What people are told: `-` has a better name.
    var displayName: String { self == .standardInput ? "<stdin>" : name }

    /// All bytes, or the first `limit` and one more: enough to refuse the file.
    ///
    /// - Throws: `Failure` when it cannot be read.
    func bytes(upTo limit: Int) throws(Failure) -> [UInt8] {
        do {
            let descriptor =
                switch self {
                case .file(let path): try FileDescriptor.open(FilePath(path), .readOnly)
                case .standardInput: FileDescriptor.standardInput
                }
            defer { if self != .standardInput { try? descriptor.close() } }
            return try descriptor.readAll(upTo: limit + 1)
        } catch {
            throw Failure(reading: displayName, error as? Errno ?? .ioError)
        }
    }
}
