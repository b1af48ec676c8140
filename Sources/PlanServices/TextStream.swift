#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

public import SystemPackage

/// A file at whose end messages are put, or standard output: for people who want to read them, and for programs that send them on.
public struct TextStream: Sendable {
    private let target: Target

    private enum Target {
        case standardOutput
        case file(FilePath)
    }

    public static let standardOutput = TextStream(target: .standardOutput)

    /// The end of a file, which is made when it is not there.
    public static func file(_ path: FilePath) -> TextStream { TextStream(target: .file(path)) }

    /// Puts a text at the end; it is on the disk when this returns.
    func append(_ text: String) throws {
        switch target {
        case .standardOutput: try FileDescriptor.standardOutput.writeAll(text.utf8)
        case .file(let path):
            let file = try FileDescriptor.open(
                path,
                .writeOnly,
                options: [.create, .append, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
            try file.closeAfter {
                try file.writeAll(text.utf8)
                guard fsync(file.rawValue) == 0 || errno == EINVAL else { throw Errno(rawValue: errno) }
            }
        }
    }
}
