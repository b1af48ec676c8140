public import Plans
import SystemPackage

/// The system's tz database (`TZDIR`, or `/usr/share/zoneinfo`), read file by file when a zone is first asked for.
public struct SystemZones: ZoneDatabase {
    private let folder: FilePath

    /// The database in a folder.
    public init(folder: String = "/usr/share/zoneinfo") {
        self.folder = FilePath(folder)
    }

    /// The rules of a zone; throws for a name that no zone has, and where there is no database.
    public func rules(for zone: ZoneName) throws(ZoneError) -> any ZoneRules {
        let name = zone.description
        guard name != "UTC" else { return FixedOffset(seconds: 0) }
        let isName = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || "_+-/".utf8.contains(byte)
        }
        // Those of right/ count leap seconds, which no clock here does; those of posix/ are other names of the same zones.
        guard isName, !name.isEmpty, !["/", "right/", "posix/"].contains(where: name.hasPrefix) else {
            throw .unknownZone(name)
        }
        guard (try? FileDescriptor.open(folder, .readOnly).close()) != nil else { throw .databaseMissing }
        // Other files lie beside those of zones.
        guard let bytes = try? contents(of: folder.appending(name)), bytes.starts(with: Array("TZif".utf8)) else {
            throw .unknownZone(name)
        }
        guard let rules = TimeZoneFile(bytes) else { throw .unreadable(name) }
        return rules
    }

    /// The first megabyte of a file, far more than any zone needs.
    private func contents(of path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly)
        defer { try? file.close() }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 20 {
            let block = try unsafe [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard !block.isEmpty else { break }
            bytes += block
        }
        return bytes
    }
}
