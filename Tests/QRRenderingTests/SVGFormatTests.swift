import Foundation
import QRRendering
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct SVGFormatTests {
    @Test(arguments: Array(stride(from: 10, through: 259, by: 9)))
    func `rsvg-convert draws what zbarimg reads back byte for byte`(bytes: Int) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let image = try ImageFormat.svg.image(of: QRSymbol(code), description: .sample)
        let drawing = try await Tool.run("rsvg-convert", ["--dpi-x=300", "--dpi-y=300"], input: image)
        #expect(drawing.status == 0, "\(drawing.errorText)")
        #expect(try await Scanner.bytes(in: drawing.standardOutput) == Array(code.utf8))
    }

    @Test func `is measured in modules and printed in millimetres, quiet zone included`() throws {
        let root = try svgElement(size: ModuleSize(millimetres: 0.8))
        #expect(root.attributes["viewBox"] == "0 0 37 37")
        #expect(root.attributes["width"] == "29.6mm")
        #expect(root.attributes["height"] == "29.6mm")
        #expect(try svgElement(size: ModuleSize(millimetres: 1)).attributes["width"] == "37mm")
        #expect(try svgElement(size: ModuleSize(millimetres: 0.333)).attributes["width"] == "12.321mm")
        #expect(try svgElement(size: ModuleSize(millimetres: 0.1)).attributes["width"] == "3.7mm")
    }

    @Test func `the drawing starts behind the quiet zone and is as dark as the symbol`() throws {
        let symbol = try QRSymbol(SampleCodes.specification)
        let path = try #require(svgElement(size: .standard).children.last?.attributes["d"])
        var drawn: Set<[Int]> = []
        for run in path.split(separator: "M") {
            // "4 4h7v1h-7z"
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            try #require(numbers.count == 5 && numbers[3] == 1 && numbers[2] == numbers[4])
            for column in numbers[0]..<numbers[0] + numbers[2] {
                #expect(drawn.insert([column - 4, numbers[1] - 4]).inserted)
            }
        }
        let dark = (0..<symbol.width).flatMap { row in
            (0..<symbol.width).filter { symbol[$0, row] }.map { [$0, row] }
        }
        #expect(drawn == Set(dark))
    }

    @Test(arguments: [
        ("<b>&\"'</b>", "<b>&\"'</b>"),
        ("]]>", "]]>"),
        ("</title><script>", "</title><script>"),
        ("a\u{0}\u{1}\u{8}\u{B}\u{C}\u{1F}b", "ab"),
        ("a\u{FFFE}\u{FFFF}b\u{FFFD}\u{1F4F1}", "ab\u{FFFD}\u{1F4F1}"),
        ("tab\tline\nreturn\rend", "tab\tline\nreturn\rend"),
        ("Señal 信号", "Señal 信号"),
    ])
    func `a description arrives as it was given, without what XML cannot hold`(text: String, arrives: String) throws {
        let root = try svgElement(size: .standard, description: ImageDescription(title: text, details: "D" + text))
        #expect(root.children.map(\.name) == ["title", "desc", "rect", "path"])
        #expect(root.children[0].text.unicodeScalars.elementsEqual(arrives.unicodeScalars))
        #expect(root.children[1].text.unicodeScalars.elementsEqual("D\(arrives)".unicodeScalars))
    }

    @Test func `a screen reader finds one image, its title and its description`() throws {
        let root = try svgElement(size: .standard)
        #expect(root.attributes["role"] == "img")
        let ids = try #require(root.attributes["aria-labelledby"]).split(separator: " ").map(String.init)
        #expect(ids == root.children.prefix(2).compactMap { $0.attributes["id"] })
    }

    /// The root of the image of the specification's example, as an XML parser sees it.
    private func svgElement(size: ModuleSize, description: ImageDescription = .sample) throws -> Element {
        let symbol = try QRSymbol(SampleCodes.specification)
        let parser = XMLParser(
            data: try Data(ImageFormat.svg.image(of: symbol, moduleSize: size, description: description))
        )
        let reader = ElementReader()
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        return try #require(reader.root)
    }
}

/// An XML element with its text.
private struct Element {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    var text = ""
}

/// Builds elements from the events of a parser.
private final class ElementReader: NSObject, XMLParserDelegate {
    private var open: [Element] = []
    var root: Element?

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        open[open.count - 1].text += text
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        let element = open.removeLast()
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
}
