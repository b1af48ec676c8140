import QRRendering
import TestSupport
import Testing

/// The formats that are made of characters.
struct TextFormatTests {
    @Test(arguments: Array(stride(from: 10, through: 259, by: 25)), Screen.Theme.allCases)
    func `the terminal shows what zbarimg reads, whatever its theme`(bytes: Int, theme: Screen.Theme) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let screen = try Screen(text(of: .terminal, code), theme: theme)
        let image = screen.portableGreyMap(theme: theme)
        #expect(try await Scanner.bytes(in: image, kind: "pgm") == Array(code.utf8))
    }

    @Test(arguments: Array(stride(from: 10, through: 259, by: 25)))
    func `plain text on a light ground is what zbarimg reads`(bytes: Int) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let screen = try Screen(text(of: .ascii, code), theme: .light)
        let image = screen.portableGreyMap(theme: .light)
        #expect(try await Scanner.bytes(in: image, kind: "pgm") == Array(code.utf8))
    }

    @Test(arguments: Screen.Theme.allCases)
    func `the terminal looks the same in every theme`(theme: Screen.Theme) throws {
        let code = SampleCodes.specification
        #expect(try Screen(text(of: .terminal, code), theme: theme).rows == expectedRows(code, blankBelow: true))
    }

    @Test func `plain text is drawn in two characters per module, without escape sequences`() throws {
        let code = SampleCodes.specification
        let text = try text(of: .ascii, code)
        #expect(Set(text) == ["#", " ", "\n"])
        let doubled = expectedRows(code, blankBelow: false).map { row in
            row.map { $0 ? "  " : "##" }.joined() + "\n"
        }
        #expect(text == doubled.joined())
    }

    private func text(of format: ImageFormat, _ code: String) throws -> String {
        String(decoding: try format.image(of: QRSymbol(code), description: .sample), as: UTF8.self)
    }

    /// Whether each module of the symbol and its quiet zone is light; with a light row below, if lines come in pairs.
    private func expectedRows(_ code: String, blankBelow: Bool) -> [[Bool]] {
        guard let symbol = try? QRSymbol(code) else { return [] }
        let visible = -4..<symbol.width + 4
        return (visible.lowerBound..<visible.upperBound + (blankBelow ? 1 : 0)).map { row in
            visible.map { !symbol[$0, row] }
        }
    }
}
