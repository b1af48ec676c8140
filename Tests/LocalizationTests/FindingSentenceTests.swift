import Localization
import SGP22
import Testing

@Suite struct `The sentences about findings` {
    @Test func `are tested for every rule`() {
        #expect(Set(SampleProblems.all.map(\.rule)) == Set(ActivationCode.Rule.allCases))
    }

    @Test(arguments: SampleProblems.all)
    func `differ from language to language`(problem: ActivationCode.Problem) {
        let sentences = Language.allCases.map { $0.strings.problem(problem) }
        #expect(Set(sentences).count == Language.allCases.count)
        let advice = Language.allCases.compactMap { $0.strings.advice(problem) }
        #expect(advice.isEmpty || Set(advice).count == Language.allCases.count, "advice in some languages only")
    }

    @Test(arguments: Language.allCases, SampleProblems.all)
    func `fit behind the place of the finding`(language: Language, problem: ActivationCode.Problem) throws {
        for text in [language.strings.problem(problem), language.strings.advice(problem)].compactMap(\.self) {
            let (first, last) = (try #require(text.first), try #require(text.last))
            #expect(!first.isUppercase || text.hasPrefix("SM-DP+") || language == .chinese)
            #expect(![".", "。", "!", "！", "?", "？"].contains(last))
            #expect(!text.contains { $0.isNewline })
            #expect(text == text.escapedForDisplay)
            #expect(!first.isWhitespace && !last.isWhitespace && !text.contains("  "))
        }
    }

    /// None of the commonest words of English; the Unicode names of characters, in capitals, do not count.
    @Test(arguments: SampleProblems.all)
    func `leave no English in the other languages`(problem: ActivationCode.Problem) {
        for strings in [Language.spanish.strings, Language.chinese.strings] {
            for text in [strings.problem(problem), strings.advice(problem)].compactMap(\.self) {
                let words = text.split { !$0.isLetter }.map(String.init)
                #expect(
                    Set(words).isDisjoint(with: ["the", "is", "are", "has", "there", "this", "write", "not", "with"])
                )
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `keep to the quotation marks of the language`(language: Language) {
        let marks: [Language: Set<Character>] = [.english: ["“", "”"], .spanish: ["«", "»"], .chinese: ["“", "”"]]
        let foreign = Set<Character>(["“", "”", "«", "»", "\""]).subtracting(marks[language] ?? [])
        for problem in SampleProblems.all {
            #expect(foreign.isDisjoint(with: language.strings.problem(problem)))
            #expect(foreign.isDisjoint(with: language.strings.advice(problem) ?? ""))
        }
    }

    /// A space between Chinese and Latin text, none between Chinese characters or beside full-width marks.
    @Test(arguments: SampleProblems.all)
    func `are spaced alike in Chinese`(problem: ActivationCode.Problem) {
        let strings = Language.chinese.strings
        for text in [strings.problem(problem), strings.advice(problem)].compactMap(\.self) {
            for (one, next) in zip(text, text.dropFirst()) {
                let kinds = Set([one, next].map(Kind.init))
                #expect(kinds != [.chinese, .latin], "\(one)\(next) in \(text)")
                #expect(kinds != [.mark, .space], "\(one)\(next) in \(text)")
            }
            let characters = Array(text)
            for (place, space) in characters.enumerated() where space == " " {
                let neighbours = [characters[place - 1], characters[place + 1]].map(Kind.init)
                #expect(neighbours != [.chinese, .chinese], "in \(text)")
            }
        }
    }

    private enum Kind: Hashable {
        case chinese, latin, mark, space

        init(_ character: Character) {
            switch character {
            case " ": self = .space
            case "“", "”", "，", "。", "：", "；", "、", "（", "）": self = .mark
            case "\u{4E00}"..."\u{9FFF}": self = .chinese
            default: self = .latin
            }
        }
    }

    @Test(arguments: [
        (Language.english, "“_” (U+005F LOW LINE)", "“О” (U+041E CYRILLIC CAPITAL LETTER O)", "“O”", "byte 0xFF"),
        (.spanish, "«_» (U+005F LOW LINE)", "«О» (U+041E CYRILLIC CAPITAL LETTER O)", "«O»", "byte 0xFF"),
        (.chinese, "“_”（U+005F LOW LINE）", "“О”（U+041E CYRILLIC CAPITAL LETTER O）", "“O”", "字节 0xFF"),
    ])
    func `name characters as the language does`(
        language: Language,
        ascii: String,
        foreign: String,
        lookAlike: String,
        byte: String
    ) throws {
        let say = language.strings.problem
        #expect(say(.tokenCharacter("_")).contains(ascii))
        let letter = try #require(SampleProblems.nonASCII(in: Array("LPA:1$a.example$A\u{41E}B".utf8)).first)
        #expect(say(letter).contains(foreign))
        #expect(say(letter).contains(lookAlike))
        let noText = try #require(SampleProblems.nonASCII(in: Array("LPA:1$a.example$A".utf8) + [0xFF]).first)
        #expect(say(noText).contains(byte))
    }

    @Test(arguments: Language.allCases)
    func `count in the plural and in the singular`(language: Language) {
        for plural in [ActivationCode.Problem.trailingDelimiter(count:), ActivationCode.Problem.extraFields(count:)] {
            #expect(language.strings.problem(plural(1)) != language.strings.problem(plural(2)))
            #expect(language.strings.problem(plural(2)).contains("2"))
        }
    }

    /// Characters that a terminal would obey or hide, in each place where a sentence can hold one.
    @Test(arguments: Language.allCases, ["\u{1B}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{301}"])
    func `name what could harm and never write it`(language: Language, scalar: Unicode.Scalar) {
        let problems =
            [
                .addressCharacter(scalar), .tokenCharacter(scalar), .controlCharacter(scalar),
            ] + SampleProblems.nonASCII(in: Array("LPA:1$smdp.example.com$A\(scalar)B".utf8))
        let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
        for problem in problems {
            let text = language.strings.problem(problem)
            #expect(!text.unicodeScalars.contains(scalar))
            #expect(text.contains("U+") && text.contains(hexadecimal))
        }
    }

    @Test(arguments: Language.allCases)
    func `escape a format that is no digit`(language: Language) {
        let text = language.strings.problem(.formatUnsupported(.version("\u{202E}")))
        #expect(text.contains("\\u{202E}"))
    }

    @Test(arguments: [
        (Language.english, ["error", "warning", "note"]), (.spanish, ["error", "advertencia", "nota"]),
        (.chinese, ["错误", "警告", "提示"]),
    ])
    func `have words for how much they weigh`(language: Language, words: [String]) {
        #expect([Severity.error, .warning, .note].map(language.strings.severity) == words)
    }
}

@Suite struct `The closing line` {
    @Test(arguments: [
        (Language.english, "1 code checked: 1 valid, 0 with warnings, 0 invalid"),
        (.spanish, "1 código revisado: 1 válido, 0 con advertencias, 0 no válidos"),
        (.chinese, "已检查 1 个激活码：1 个有效，0 个有警告，0 个无效"),
    ])
    func `speaks of one code`(language: Language, line: String) {
        var tally = Strings.Tally()
        tally.checked = 1
        tally.valid = 1
        #expect(language.strings.summary(tally) == line)
    }

    @Test(arguments: [
        (Language.english, "8 codes checked: 5 valid, 2 with warnings, 1 invalid"),
        (.spanish, "8 códigos revisados: 5 válidos, 2 con advertencias, 1 no válido"),
        (.chinese, "已检查 8 个激活码：5 个有效，2 个有警告，1 个无效"),
    ])
    func `speaks of several`(language: Language, line: String) {
        var tally = Strings.Tally()
        (tally.checked, tally.valid, tally.warnings, tally.invalid) = (8, 5, 2, 1)
        #expect(language.strings.summary(tally) == line)
    }
}
