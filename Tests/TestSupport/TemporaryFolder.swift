public import Foundation

/// A new, empty folder that is deleted with all that is in it at the end of the scope that owns the value.
public struct TemporaryFolder: ~Copyable, Sendable {
    /// Where it is.
    public let url: URL

    /// Makes the folder; throws when the disk does not let it.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "esim-toolkit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Where the file `name` is, or will be, in the folder.
    public func file(_ name: String) -> URL {
        url.appending(path: name)
    }

    /// Writes a file into the folder and says where it is.
    public func write(_ bytes: [UInt8], to name: String) throws -> URL {
        let file = file(name)
        try Data(bytes).write(to: file)
        return file
    }
}
