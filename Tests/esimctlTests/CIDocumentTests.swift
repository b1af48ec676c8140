import Foundation
import TestSupport
import Testing

/// What `Docs/CI.md` shows, done as the systems do it that it is for.
@Suite(.enabled(if: Judge.hasPrograms, Judge.advice)) struct `Docs/CI` {
    private static let document: String = {
        guard let text = try? String(contentsOf: Fixture.root.appending(path: "Docs/CI.md"), encoding: .utf8) else {
            preconditionFailure("no Docs/CI.md in the checkout")
        }
        return text
    }()

    /// The YAML under a heading.
    private func example(under heading: String) throws -> String {
        let section = try #require(Self.document.components(separatedBy: "\n## \(heading)\n").dropFirst().first)
        let block = try #require(section.components(separatedBy: "```yaml\n").dropFirst().first)
        return block.components(separatedBy: "```")[0]
    }

    /// A YAML document as the values that it means.
    private func values(_ yaml: String) async throws -> [String: Any] {
        let program = "import json,sys,yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
        let run = try await Tool.run(Judge.program("python"), ["-c", program], input: Array(yaml.utf8))
        return try #require(try JSONSerialization.jsonObject(with: Data(run.standardOutput)) as? [String: Any])
    }

    /// A repository with the files of the example's `paths`, one code in each.
    private func repository(_ codes: [String: String]) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in codes { try write(text, to: name, in: folder) }
        try await git(["init", "-q"], in: folder.url)
        try await git(["add", "."], in: folder.url)
        try await git(["commit", "-qm", "x"], in: folder.url)
        return folder
    }

    private func write(_ text: String, to name: String, in folder: borrowing TemporaryFolder) throws {
        let file = folder.file(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    @discardableResult
    private func git(_ arguments: [String], in folder: URL) async throws -> String {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.excludesFile="]
        let run = try await Tool.run("git", identity + arguments, in: folder)
        #expect(run.status == 0, "\(run.errorText)")
        return run.text.trimmingCharacters(in: .newlines)
    }

    @Test func `shows a workflow that is one, of an action that is one`() async throws {
        let folder = try TemporaryFolder()
        let workflow = try folder.write(Array(example(under: "GitHub").utf8), to: "workflow.yml")
        let action = Fixture.root.appending(path: "action.yml")
        for (schema, file) in [("vendor.github-workflows", workflow), ("vendor.github-actions", action)] {
            let check = try await Tool.run(
                Judge.program("check-jsonschema"),
                ["--builtin-schema", schema, file.path]
            )
            #expect(check.status == 0, "\(check.text)")
        }
    }

    /// The steps of the composite action, with the inputs of the workflow, as the runner carries them out.
    private func runAction(in folder: URL) async throws -> Tool.Output {
        let workflow = try await values(example(under: "GitHub"))
        let jobs = try #require(workflow["jobs"] as? [String: [String: Any]])
        let steps = try #require(jobs.values.first?["steps"] as? [[String: Any]])
        let step = try #require(
            steps.first { ($0["uses"] as? String)?.hasPrefix("esim-toolkit/esim-toolkit@") == true }
        )
        let given = try #require(step["with"] as? [String: String])
        let text = try String(contentsOf: Fixture.root.appending(path: "action.yml"), encoding: .utf8)
        let action = try await values(text)
        var context = ["github.action_path": Fixture.root.path]
        for (name, input) in try #require(action["inputs"] as? [String: [String: String]]) {
            context["inputs.\(name)"] = given[name] ?? input["default"] ?? ""
        }
        #expect(given.keys.allSatisfy { context["inputs.\($0)"] != nil })
        // The workflow would build the program; the tests have.
        context["inputs.binary"] = Program.path
        let runs = try #require(action["runs"] as? [String: Any])
        let own = try #require((runs["steps"] as? [[String: Any]])?.first)
        #expect(runs["using"] as? String == "composite" && own["shell"] as? String == "bash")
        var environment: [String: String] = ["LC_ALL": "C"]
        for (name, value) in try #require(own["env"] as? [String: String]) {
            environment[name] = context.reduce(value) { $0.replacing("${{ \($1.key) }}", with: $1.value) }
        }
        #expect(!environment.values.contains { $0.contains("${{") })
        let script = try TemporaryFolder()
        let file = try script.write(Array(try #require(own["run"] as? String).utf8), to: "step.sh")
        let arguments = ["--noprofile", "--norc", "-e", "-o", "pipefail", file.path]
        return try await Tool.run("bash", arguments, environment: environment, in: folder)
    }

    @Test func `shows a workflow that fails with an annotation at the line, and passes once that is put right`()
        async throws
    {
        let bad = [
            "plans/peru.yaml": "# plans\ncode: LPA:1$https://rsp.example.com$A1\n",
            "mails/2026/11/one.eml": "Subject: x\n\nYour code:\nlpa:1$rsp.example.com$A2\n",
            "elsewhere.md": "LPA:1$rsp.example.com$_\n",
        ]
        let folder = try await repository(bad)
        let failed = try await runAction(in: folder.url)
        #expect(failed.status == 1, "\(failed.errorText)")
        let annotations = failed.text.split(separator: "\n").filter { !$0.hasPrefix("::notice") && $0.hasPrefix("::") }
        #expect(
            annotations.map { $0.components(separatedBy: "::")[1] } == [
                "error file=plans/peru.yaml,line=2,col=13,endLine=2,endColumn=20,title=AC_ADDRESS_URL",
                "warning file=mails/2026/11/one.eml,line=4,col=1,endLine=4,endColumn=4,title=AC_PREFIX_CASE",
            ]
        )
        for (name, text) in bad {
            try write(text.replacing("https://", with: "").replacing("lpa:", with: "LPA:"), to: name, in: folder)
        }
        let passed = try await runAction(in: folder.url)
        #expect(passed.status == 0, "\(passed.text)")
    }

    @Test func `shows a hook that stops a commit, and lets it pass once it is put right`() async throws {
        let hooks = try String(contentsOf: Fixture.root.appending(path: ".pre-commit-hooks.yaml"), encoding: .utf8)
        let origin = try await repository([".pre-commit-hooks.yaml": hooks])
        let revision = try await git(["rev-parse", "HEAD"], in: origin.url)
        let shown = try example(under: "pre-commit")
        let tag = try #require(shown.firstMatch(of: /rev: (v[0-9.]+)/)?.1)
        let configuration = shown.replacing("https://github.com/esim-toolkit/esim-toolkit", with: origin.url.path)
            .replacing(tag, with: revision)
        let folder = try await repository([
            ".pre-commit-config.yaml": configuration, "a.md": "x\nLPA:1$rsp.example.com$A_\n", "good.md": "x\n",
        ])
        let cache = try TemporaryFolder()
        let tools = URL(filePath: Program.path).deletingLastPathComponent().path
        let environment = [
            "PRE_COMMIT_HOME": cache.url.path, "LC_ALL": "C",
            "PATH": tools + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
        ]
        let run = {
            try await Tool.run(
                Judge.program("pre-commit"),
                ["run", "--all-files"],
                environment: environment,
                in: folder.url
            )
        }
        let stopped = try await run()
        #expect(stopped.status == 1 && stopped.text.contains("a.md:2:24: error: "), "\(stopped.text)")
        try write("x\nLPA:1$rsp.example.com$A1\n", to: "a.md", in: folder)
        let passed = try await run()
        #expect(passed.status == 0, "\(passed.text)\(passed.errorText)")
    }

    @Test func `shows a configuration that is understood and obeyed`() async throws {
        let folder = try await repository([
            ".esimctl.yml": try example(under: "What a project sets"), "a.md": "LPA:1$rsp.example.com$A1\n",
            "vendor/b.md": "LPA:1$rsp.example.com$_\n", "c.min.js": "'LPA:1$rsp.example.com$_'\n",
        ])
        let run = try await Program.run(["validate", "."], in: folder.url)
        #expect(run.status == 0 && run.text == "1 code checked: 1 valid, 0 with warnings, 0 invalid\n")
        try write("lpa:1$rsp.example.com$A1\n", to: "a.md", in: folder)
        #expect(try await Program.run(["validate", "."], in: folder.url).status == 1)
    }

    /// Each command in the text, in the order of the text.
    @Test func `shows commands that work`() async throws {
        let commands = Self.document.matches(of: /`esimctl (validate [^`]*)`/).map { String($0.1) }
        #expect(commands.count == 3)
        let folder = try await repository(["a.md": "LPA:1$rsp.example.com$_\n"])
        try await git(["update-ref", "refs/remotes/origin/main", "HEAD"], in: folder.url)
        var statuses: [Int32] = []
        for command in commands {
            let run = try await Program.run(command.split(separator: " ").map(String.init), in: folder.url)
            #expect(run.errorText.isEmpty, "\(run.errorText)")
            statuses.append(run.status)
        }
        #expect(statuses == [1, 0, 0])
        let baseline = try #require(Self.document.firstMatch(of: /`--baseline ([^`]*)` passes over/)?.1)
        #expect(try await Program.run(["validate", ".", "--baseline", String(baseline)], in: folder.url).status == 0)
    }
}
