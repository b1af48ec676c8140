import Foundation
import TestSupport

/// Certificates that others made, which are not part of the checkout: `ESIM_SHARED_DATA`, or `../shared/data` beside it.
enum SharedData {
    static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["ESIM_SHARED_DATA"].map { URL(filePath: $0) }
        let folder = named ?? Fixture.root.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: folder.appending(path: "ci").path) ? folder : nil
    }()

    /// Whether they are there; says on standard error what is not tested if they are not.
    static let isThere: Bool = {
        if folder == nil {
            FileHandle.standardError.write(
                Data("skipped: public CI and SGP.26 certificates are not at ../shared/data (ESIM_SHARED_DATA)\n".utf8)
            )
        }
        return folder != nil
    }()

    /// The bytes of the file `name`.
    static func bytes(_ name: String) throws -> [UInt8] {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try Array(Data(contentsOf: folder.appending(path: name)))
    }

    /// The names of the files under the folder `name` that end in `.der`, sorted.
    static func files(_ name: String) -> [String] {
        guard let folder else { return [] }
        let names = FileManager.default.enumerator(atPath: folder.appending(path: name).path)?.allObjects as? [String]
        return (names ?? []).filter { $0.hasSuffix(".der") }.sorted().map { "\(name)/\($0)" }
    }
}
