import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What git knows about files; the program is asked, not its files.
struct Repository {
    /// The folder that has `.git` in it, as an absolute path.
    let top: String

    /// The top of the repository that the absolute path `folder` is in.
    static func top(above folder: String) -> String? {
        var folder = folder
        while !folder.isEmpty {
            if (try? Stat(FilePath(folder + "/.git"))) != nil { return folder }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = String(folder[..<slash])
        }
        return nil
    }

    /// The files in the index, as absolute paths; `nil` when git does not say.
    func trackedFiles() -> Set<String>? {
        guard let answer = Self.git(["-C", top, "ls-files", "-z"]), answer.status == 0 else { return nil }
        return Set(paths(answer.output))
    }

    /// The files that differ from `revision`, and those that git does not know and does not ignore.
    ///
    /// - Throws: `Failure` when git does not say.
    func filesChanged(since revision: String) throws(Failure) -> Set<String> {
        guard !revision.hasPrefix("-") else {
            throw Failure("--changed-since takes a revision", status: .usage)
        }
        let changed = ["-C", top, "diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", revision, "--"]
        let unknown = ["-C", top, "ls-files", "-z", "--others", "--exclude-standard"]
        var files: Set<String> = []
        for arguments in [changed, unknown] {
            guard let answer = Self.git(arguments) else {
                throw Failure("--changed-since needs git, which is not there", status: .unavailable)
            }
            guard answer.status == 0 else {
                throw Failure(
                    "git cannot tell what has changed since \(revision)",
                    hint: "a shallow clone may lack the revision: fetch it first",
                    status: .notDone
                )
            }
            files.formUnion(paths(answer.output))
        }
        return files
    }

    private func paths(_ list: [UInt8]) -> [String] {
        list.split(separator: 0).map { top + "/" + String(decoding: $0, as: UTF8.self) }
    }

    /// Runs git and reads what it prints; its complaints go to our standard error.
    ///
    /// - Returns: `nil` when it cannot be started.
    private static func git(_ arguments: [String]) -> (output: [UInt8], status: Int32)? {
        guard let pipe = try? FileDescriptor.pipe() else { return nil }
        defer { try? pipe.readEnd.close() }
        #if canImport(Glibc)
            var actions = unsafe posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        // Safe: the C strings live until they are freed, after the call; the actions are destroyed with the scope.
        _ = unsafe posix_spawn_file_actions_init(&actions)
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_adddup2(&actions, pipe.writeEnd.rawValue, STDOUT_FILENO)
        _ = unsafe posix_spawn_file_actions_addclose(&actions, pipe.readEnd.rawValue)
        _ = unsafe posix_spawn_file_actions_addclose(&actions, pipe.writeEnd.rawValue)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe []
        for argument in ["git"] + arguments { unsafe words.append(strdup(argument)) }
        unsafe words.append(nil)
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        var process = pid_t()
        let error = unsafe posix_spawnp(&process, "git", &actions, nil, &words, environ)
        try? pipe.writeEnd.close()
        guard error == 0 else { return nil }
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while let count = try? pipe.readEnd.read(into: &piece, from: 0), count > 0 { output += piece[..<count] }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) == -1 && errno == EINTR {}
        // The two macros of wait(2): a signal counts as a failure.
        return (output, status & 0x7F == 0 ? (status >> 8) & 0xFF : 128)
    }
}
