import Foundation
import TestSupport
import Testing

/// A folder of pictures to lint.
private struct Album: ~Copyable {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func draw(_ text: String, as name: String) async throws {
        try await Tool.run("qrencode", ["-t", "PNG", "-s", "6", "-o", name, "--", text], in: folder.url)
    }

    func validate(_ arguments: [String], environment: [String: String] = [:]) async throws -> Tool.Output {
        try await Program.run(["validate"] + arguments, environment: environment, in: folder.url)
    }
}

private let bad = "LPA:1$rsp.example.com$SECRET_1"

@Suite struct `The linter, of pictures` {
    @Test func `knows them by what is in them, whatever they are called`() async throws {
        let album = try Album()
        for name in ["code.png", "code.txt", "code"] { try await album.draw(bad, as: name) }
        try await Tool.run("convert", ["code.png", "jpeg:code.gif"], in: album.folder.url)
        _ = try album.folder.write(Array("\(bad)\n".utf8), to: "text.png")
        for inputs in [["."], ["code", "code.gif", "code.png", "code.txt", "text.png"]] {
            let run = try await album.validate(inputs)
            let places = run.text.split(separator: "\n").filter { $0.contains("[AC_TOKEN_CHAR]") }
                .compactMap { $0.split(separator: " ").first }
            #expect(run.status == 1 && run.errorText.isEmpty && !run.text.contains("SECRET"))
            #expect(places == ["code:1:1:", "code.gif:1:1:", "code.png:1:1:", "code.txt:1:1:", "text.png:1:29:"])
        }
    }

    @Test func `says which code of a picture, in every format`() async throws {
        let album = try Album()
        try await album.draw("LPA:1$rsp.example.com$A1", as: "0.png")
        try await album.draw(bad, as: "1.png")
        try await album.draw("WIFI:T:WPA;S:home;P:x;;", as: "2.png")
        try await Tool.run("convert", ["0.png", "1.png", "2.png", "+append", "all.png"], in: album.folder.url)
        let place = "code 2 at 222,24"
        let text = try await album.validate(["all.png"]).text
        #expect(text.hasPrefix("all.png:1:1: error: \(place): the matching ID has “_”"))
        #expect(text.hasSuffix("2 codes checked: 1 valid, 0 with warnings, 1 invalid\n"))
        let json = try await ValidateReport(album.validate(["all.png", "--format", "json"]).standardOutput)
        #expect(json.results.map(\.path) == ["code 1 at 24,24", place])
        #expect(json.results.allSatisfy { $0.line == 1 && $0.column == 1 })
        let github = try await album.validate(["all.png", "--format", "github"]).text
        #expect(
            github.hasPrefix("::error file=all.png,line=1,col=1,endLine=1,title=AC_TOKEN_CHAR::\(place): the matching")
        )
        let sarif = try await album.validate(["all.png", "--format", "sarif"]).text
        #expect(sarif.contains("\"fullyQualifiedName\":\"\(place)\"") && sarif.contains("\"text\":\"\(place): the"))
        let junit = try await album.validate(["all.png", "--format", "junit"]).text
        #expect(junit.contains("name=\"\(place) LPA:1$rsp.example.com$****\""))
        #expect(try await album.validate(["all.png", "--lang", "es"]).text.contains("código 2 en 222,24: "))
    }

    @Test func `finds a code twice, in a picture and in a text`() async throws {
        let album = try Album()
        try await album.draw("LPA:1$rsp.example.com$A1", as: "a.png")
        _ = try album.folder.write(Array("LPA:1$rsp.example.com$A1\n".utf8), to: "b.md")
        try await album.draw("LPA:1$RSP.example.com$A1", as: "c.png")
        let text = try await album.validate(["."]).text
        #expect(text.contains("b.md:1:1: warning: the same code stands in a.png:1;"))
        #expect(text.contains("c.png:1:1: warning: code 1 at 24,24: the same code stands in a.png:1;"))
    }

    @Test func `has nothing against what qr draws`() async throws {
        let album = try Album()
        for (name, options) in [("a.png", []), ("b.png", ["--link", "apple"])] {
            let arguments = ["qr", "LPA:1$rsp.example.com$A\(name.prefix(1).uppercased())", "-o", name]
            #expect(try await Program.run(arguments + options, in: album.folder.url).status == 0)
        }
        let run = try await album.validate([".", "--fail-on", "note"])
        #expect(run.status == 0 && run.text == "2 codes checked: 2 valid, 0 with warnings, 0 invalid\n", "\(run.text)")
    }

    @Test func `refuses bombs and damaged pictures, and goes on with the others`() async throws {
        let album = try Album()
        try await album.draw(bad, as: "good.png")
        let good = try Array(Data(contentsOf: album.folder.file("good.png")))
        var bomb = good
        bomb.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
        _ = try album.folder.write(bomb, to: "bomb.png")
        _ = try album.folder.write(Array(good.prefix(200)), to: "cut.png")
        let run = try await album.validate(["."])
        #expect(run.status == 65 && run.text.contains("good.png:1:1: error: "))
        #expect(run.errorText.contains("bomb.png: 100000 × 100000 pixels are more than 100 megapixels"))
        #expect(run.errorText.contains("cut.png: the picture is damaged or cut off\nhint: to leave a picture out: "))
        _ = try album.folder.write(Array("exclude: ['[bc]*.png']\n".utf8), to: ".esimctl.yml")
        #expect(try await album.validate(["."]).status == 1)
    }

    /// A library that is none stands for one that is not there.
    @Test func `says once that zxing-cpp is not installed`() async throws {
        let album = try Album()
        for name in ["a.png", "b.png", "c.png"] { try await album.draw(bad, as: name) }
        _ = try album.folder.write(Array("\(bad)\n".utf8), to: "d.md")
        try FileManager.default.createDirectory(at: album.folder.file("lib"), withIntermediateDirectories: false)
        for number in 2...3 { _ = try album.folder.write([0], to: "lib/libZXing.so.\(number)") }
        let run = try await album.validate(
            ["."],
            environment: ["LD_LIBRARY_PATH": album.folder.file("lib").path]
        )
        #expect(run.status == 69 && run.text.contains("d.md:1:29: error: "))
        #expect(run.errorText.split(separator: "\n").count == 2)
        #expect(run.errorText.hasPrefix("esimctl: zxing-cpp, which finds codes in pictures, is not installed\nhint: "))
    }
}
