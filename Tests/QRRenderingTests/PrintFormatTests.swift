import Foundation
import QRRendering
import TestSupport
import Testing

/// PDF and EPS, drawn by programs that are not ours.
struct PrintFormatTests {
    @Test(arguments: [10, 43, 61, 120, 190, 259], [0.4, 0.8, 2.5])
    func `pdftoppm draws what zbarimg reads back byte for byte`(bytes: Int, millimetres: Double) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let size = try ModuleSize(millimetres: millimetres)
        let image = try ImageFormat.pdf.image(of: QRSymbol(code), moduleSize: size, description: .sample)
        let page = try await Tool.run("pdftoppm", ["-r", "300", "-png", "-"], input: image)
        #expect(page.status == 0 && page.errorText.isEmpty, "\(page.errorText)")
        #expect(try await Scanner.bytes(in: page.standardOutput) == Array(code.utf8))
    }

    @Test(arguments: [10, 61, 259], [0.4, 0.8, 2.5])
    func `Ghostscript draws what zbarimg reads back byte for byte`(bytes: Int, millimetres: Double) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let size = try ModuleSize(millimetres: millimetres)
        let image = try ImageFormat.eps.image(of: QRSymbol(code), moduleSize: size, description: .sample)
        let page = try await Tool.run(
            "gs",
            ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pnggray", "-r300", "-sOutputFile=-", "-"],
            input: image
        )
        #expect(page.status == 0, "\(page.errorText)")
        #expect(try await Scanner.bytes(in: page.standardOutput) == Array(code.utf8))
    }

    @Test func `pdfinfo finds the size on paper, the title and the subject`() async throws {
        let description = ImageDescription(title: "eSIM (código) \\ 信号", details: "Scan it.")
        let symbol = try QRSymbol(SampleCodes.specification)
        let size = try ModuleSize(millimetres: 1)
        let image = try ImageFormat.pdf.image(of: symbol, moduleSize: size, description: description)
        let folder = try TemporaryFolder()
        let info = try await Tool.run("pdfinfo", ["-enc", "UTF-8", folder.write(image, to: "code.pdf").path])
        #expect(info.status == 0 && info.errorText.isEmpty, "\(info.errorText)")
        #expect(info.text.contains("Title:           eSIM (código) \\ 信号\n"))
        #expect(info.text.contains("Subject:         Scan it.\n"))
        // 37 mm are 104.88 points.
        #expect(info.text.contains("Page size:       104.882 x 104.882 pts"), "\(info.text)")
        #expect(info.text.contains("Pages:           1\n"))
    }

    @Test func `an EPS says how large it is, and keeps its title in one line of ASCII`() throws {
        let description = ImageDescription(title: "a\nshowpage señal", details: "")
        let symbol = try QRSymbol(SampleCodes.specification)
        let image = try ImageFormat.eps.image(of: symbol, description: description)
        let lines = String(decoding: image, as: UTF8.self).split(separator: "\n").map(String.init)
        // 29.6 mm
        #expect(lines[0] == "%!PS-Adobe-3.0 EPSF-3.0")
        #expect(lines[1] == "%%Title: a?showpage se?al")
        #expect(lines[2] == "%%BoundingBox: 0 0 84 84")
        #expect(lines[3] == "%%HiResBoundingBox: 0 0 83.905512 83.905512")
        #expect(image.allSatisfy { $0 < 0x80 })
    }

    @Test func `plain text shows the symbol in half blocks, and no escape sequence`() throws {
        let symbol = try QRSymbol(SampleCodes.specification)
        let text = try String(decoding: ImageFormat.txt.image(of: symbol, description: .sample), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count == (symbol.width + 9) / 2)
        for (index, line) in lines.enumerated() {
            for (column, character) in line.enumerated() {
                let (above, below) = (symbol[column - 4, 2 * index - 4], symbol[column - 4, 2 * index - 3])
                let expected: Character = above ? (below ? "█" : "▀") : below ? "▄" : " "
                #expect(character == expected)
            }
            #expect(line.count == symbol.width + 8)
        }
    }
}
