import Localization
import TestSupport
import Testing
import Foundation

@Suite struct `A language` {
    @Test(arguments: [
        ("en", Language.english), ("en_GB.UTF-8", .english), ("es", .spanish), ("ES", .spanish), ("es-PE", .spanish),
        ("es_PE.UTF-8", .spanish), ("es@euro", .spanish), ("es.UTF-8", .spanish), ("zh", .chinese),
        ("zh_CN", .chinese), ("zh_CN.GB18030", .chinese), ("zh-Hans-CN", .chinese), ("Zh-hans", .chinese),
    ])
    func `has many identifiers`(identifier: String, language: Language) {
        #expect(Language(identifier: identifier) == language)
    }

    @Test(arguments: [
        "", "C", "POSIX", "C.UTF-8", "fr_FR.UTF-8", "est", "esp", "e", "español", " es", "_es", "chinese",
    ])
    func `is not made of other identifiers`(identifier: String) {
        #expect(Language(identifier: identifier) == nil)
    }

    @Test(
        arguments: [
            ([:], Language.english),
            (["LANG": "es_PE.UTF-8"], .spanish),
            (["LANG": "zh_CN.UTF-8"], .chinese),
            (["LANG": "es_PE.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"], .chinese),
            (["LANG": "es_PE.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"], .english),
            (["LC_MESSAGES": "zh_CN", "LC_ALL": "es_PE"], .spanish),
            (["LANG": "es_PE.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""], .spanish),
            (["LANG": "", "LC_MESSAGES": "zh-Hans-CN"], .chinese),
            (["LANG": "es_PE.UTF-8", "LC_ALL": "C"], .english),
            (["LANG": "es_PE.UTF-8", "LC_ALL": "POSIX"], .english),
            (["LANG": "es_PE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"], .english),
            (["LC_CTYPE": "es_PE.UTF-8", "LANGUAGE": "es"], .english),
        ] as [([String: String], Language)]
    )
    func `is what the environment asks for`(environment: [String: String], language: Language) {
        #expect(Language(environment: environment) == language)
    }

    @Test func `has a file of its own`() throws {
        let folder = Fixture.root.appending(path: "Sources/Localization")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("Strings+") }
        #expect(Set(files) == Set(Language.allCases.map { "Strings+\($0.rawValue).swift" }))
    }

    @Test func `says each thing in its own words`() {
        let sentences = Language.allCases.map { language in
            let strings = language.strings
            return [
                strings.didYouMean("X"), strings.fixLabel, strings.drewCorrected("X"), strings.drewAsGiven,
                strings.refusedToDraw("X"), strings.pictureTitle("X"), strings.pictureDetails,
                strings.symbolPlace(2, 3, 4), strings.isNoActivationCode,
            ]
        }
        for place in sentences[0].indices {
            let forms = sentences.map { $0[place] }
            #expect(Set(forms).count == Language.allCases.count)
            #expect(!forms.contains(""))
        }
    }
}

@Suite struct `A text for display` {
    @Test(arguments: [
        ("", ""), ("LPA:1$smdp.example.com$A-B", "LPA:1$smdp.example.com$A-B"), ("ñ 激活码 é🙂", "ñ 激活码 é🙂"),
        ("a\tb\nc\r\n", "a\\u{9}b\\u{A}c\\u{D}\\u{A}"), ("\u{0}", "\\u{0}"),
        ("\u{1B}[2J", "\\u{1B}[2J"), ("\u{7F}\u{9B}", "\\u{7F}\\u{9B}"),
        ("A\u{202E}B\u{2066}C", "A\\u{202E}B\\u{2066}C"), ("\u{200B}\u{200D}\u{FEFF}", "\\u{200B}\\u{200D}\\u{FEFF}"),
        ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("a\u{AD}b", "a\\u{AD}b"),
        ("\u{3164}\u{FE0F}", "\\u{3164}\\u{FE0F}"),
        ("\u{E000}\u{E0041}\u{10FFFF}", "\\u{E000}\\u{E0041}\\u{10FFFF}"),
    ])
    func `has nothing in it that a terminal obeys or hides`(text: String, expected: String) {
        #expect(text.escapedForDisplay == expected)
        #expect(expected.escapedForDisplay == expected)
    }
}
