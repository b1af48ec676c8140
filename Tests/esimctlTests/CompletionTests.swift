import Foundation
import TestSupport
import Testing

/// What bash offers behind a word.
@Suite struct `Completion in bash` {
    private func offered(_ words: [String], in folder: URL) async throws -> Set<String> {
        let script = """
            shopt -s extglob progcomp
            source <("$1" --generate-completion-script bash)
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            COMP_TYPE=9
            _esimctl esimctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let run = try await Tool.run("bash", ["-c", script, "bash", Program.path] + words, in: folder)
        return Set(run.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    }

    @Test(arguments: [
        (["validate", "--format", ""], ["text", "json", "sarif", "github", "junit"]),
        (["validate", "--fail-on", "n"], ["note", "never"]), (["validate", "--lang", ""], ["en", "es", "zh"]),
        (["validate", "--baseline", "co"], ["codes.txt"]), (["validate", "--file", "co"], ["codes.txt"]),
        (["scan", "--format", "j"], ["json"]), (["voucher", "--from", "co"], ["codes.txt"]),
    ])
    func `offers the values of an option`(words: [String], values: [String]) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write([], to: "codes.txt")
        #expect(try await offered(["esimctl"] + words, in: folder.url) == Set(values))
    }
}
