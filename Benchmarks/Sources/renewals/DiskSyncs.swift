import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How often the disk takes 8 kB at the end of a file and says that it has them, as a commit has it do.
func syncsPerSecond(in folder: FilePath, for duration: Duration = .seconds(2)) throws -> Double {
    let path = folder.appending("syncs")
    let file = try FileDescriptor.open(
        path,
        .writeOnly,
        options: [.create, .truncate],
        permissions: [.ownerReadWrite]
    )
    defer {
        try? file.close()
        unsafe unlink(path.string)
    }
    let block = [UInt8](repeating: 0x5A, count: 8192)
    var count = 0
    let taken = try time {
        let begin = ContinuousClock.now
        while .now - begin < duration {
            try file.writeAll(block)
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            count += 1
        }
    }
    return Double(count) / taken.seconds
}
