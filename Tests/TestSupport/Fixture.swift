public import Foundation

/// Reads the plain data under `Fixtures/` straight from the checkout: nothing is bundled or copied.
public enum Fixture {
    /// The top folder of the checkout.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Where the file `name` lies; `name` is relative to `Fixtures/`.
    public static func url(_ name: String) -> URL {
        root.appending(path: "Fixtures").appending(path: name)
    }

    /// The bytes of the file `name` under `Fixtures/`; throws when there is no such file.
    public static func data(_ name: String) throws -> Data {
        try Data(contentsOf: url(name))
    }

    /// The text of the file `name` under `Fixtures/`; throws when it is not there or not UTF-8.
    public static func text(_ name: String) throws -> String {
        try String(contentsOf: url(name), encoding: .utf8)
    }

    /// The lines of the file `name` under `Fixtures/`, without empty ones.
    public static func lines(_ name: String) throws -> [String] {
        try text(name).split(separator: "\n").map(String.init)
    }
}
