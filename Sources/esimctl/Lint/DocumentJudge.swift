import DocumentScanning
import QRRendering
import SGP22
import SystemPackage

/// A document to look for codes in.
struct Document: Hashable, Sendable {
    var path: String
    /// Whether it was named, and not found in a folder: then it is said when it cannot be used.
    var isNamed: Bool
    /// Whether git keeps it.
    var isTracked = false
}

/// What was found in one document.
struct DocumentResult: Sendable {
    /// How many codes there are.
    var checked = 0
    /// How many of them have nothing said about them, and are not in `codes`.
    var passed = 0
    /// The others, in order.
    var codes: [CheckedCode] = []
    /// The number that each of `codes` has among all, from 0.
    var ordinals: [Int] = []
    /// What each code is known by, when they are to be compared.
    var hashes: [UInt64] = []
    /// Why it could not be read to its end.
    var failure: Failure?
}

/// Judges the codes of documents; a value that many threads use.
struct DocumentJudge: Sendable {
    var reading: ActivationCode.Reading
    /// Rules that are not reported.
    var ignored: Set<ActivationCode.Rule>
    /// Whether codes with nothing to say about are wanted too.
    var wantsFaultlessCodes: Bool
    /// Whether codes are to be compared with those of other documents.
    var comparesCodes: Bool

    func judge(_ document: Document, with reader: inout BlockReader) -> DocumentResult {
        var result = DocumentResult()
        var places = PlaceFinder()
        var line = 0
        do {
            let kind = DocumentKind(path: document.path) ?? .text
            let descriptor = try FileDescriptor.open(FilePath(document.path), .readOnly)
            defer { try? descriptor.close() }
            try reader.read(kind) { buffer, end in
                try descriptor.read(into: &buffer, from: end)
            } accepts: {
                try accept($0, document)
            } _: { block, found, position in
                if position.start.line != line {
                    places = PlaceFinder()
                    line = position.start.line
                }
                take(found, in: block, position, document, &places, &result)
            }
        } catch let error as Errno {
            result.failure = Failure(reading: document.path, error)
        } catch let failure as Failure {
            result.failure = failure
        } catch DocumentRefusal.picture {
            return judge(pictureIn: document)
        } catch {
            // Binary data in a folder.
        }
        return result
    }

    /// Why a document is not read as text.
    private enum DocumentRefusal: Error {
        case picture, binary
    }

    private func accept(_ start: Span<UInt8>, _ document: Document) throws {
        if ImageReader.isPicture(start) { throw DocumentRefusal.picture }
        let count = min(start.count, 8192)
        let isWide = count >= 2 && (start[0] == 0xFF && start[1] == 0xFE || start[0] == 0xFE && start[1] == 0xFF)
        guard isWide || CodeFinder.next(0, in: start, 0..<count) < count else { return }
        guard document.isNamed else { throw DocumentRefusal.binary }
        throw Failure(
            "\(document.path): is \(isWide ? "UTF-16 text" : "binary data, not text")",
            hint: isWide ? "save it as UTF-8" : nil,
            status: .unusableInput
        )
    }

    private func take(
        _ found: FoundCode,
        in block: Span<UInt8>,
        _ position: BlockReader.Position,
        _ document: Document,
        _ places: inout PlaceFinder,
        _ result: inout DocumentResult
    ) {
        let ordinal = result.checked
        result.checked += 1
        let isFaultless =
            if let decoded = found.decoded { ActivationCode.isFaultless(decoded.bytes.span) } else {
                ActivationCode.isFaultless(block.extracting(found.range))
            }
        if isFaultless && !wantsFaultlessCodes && !document.isTracked {
            result.passed += 1
            guard comparesCodes else { return }
            if let decoded = found.decoded {
                result.hashes.append(CodeHash.hash(faultless: decoded.bytes.span))
            } else {
                result.hashes.append(CodeHash.hash(faultless: block.extracting(found.range)))
            }
            return
        }
        let input = found.decoded?.bytes ?? found.range.map { block[$0] }
        let (start, lineStart, lineBefore) = places.place(of: found.range.lowerBound, in: block, position)
        var code = CheckedCode(input, in: .document(document), at: start, reading: reading)
        code.path = found.path
        if comparesCodes { result.hashes.append(CodeHash.hash(of: code.inspection)) }
        if found.isLinkAtHome {
            // In an address LPA: is a scheme, and browsers write those in small letters.
            let isScheme = input.starts(with: "lpa:".utf8)
            code.findings.removeAll { $0.problem.isInstallLink || isScheme && $0.rule == .prefixCase }
        }
        if document.isTracked && code.inspection.code != nil { code.add(.inClear) }
        code.ignored = ignored
        if !code.findings.isEmpty || comparesCodes {
            let line = (lineStart..<CodeFinder.next(0x0A, in: block, lineStart..<block.count)).map { block[$0] }
            let before = lineBefore.map { range in range.map { block[$0] } } ?? position.lineBefore
            code.ignored.formUnion(InlineIgnore.rules(in: line))
            code.ignored.formUnion(InlineIgnore.rules(in: before))
        }
        keep(code, ordinal, &result) { code in
            guard let decoded = found.decoded else { return }
            var finder = places
            code.places = (decoded.origins + [found.range.upperBound]).map {
                finder.place(of: $0, in: block, position).place
            }
        }
    }

    /// Takes off what is ignored, and keeps the code when there is something to say about it, or when all are wanted.
    private func keep(
        _ code: CheckedCode,
        _ ordinal: Int,
        _ result: inout DocumentResult,
        complete: (inout CheckedCode) -> Void
    ) {
        var code = code
        code.findings.removeAll { code.ignored.contains($0.rule) }
        guard !code.findings.isEmpty || wantsFaultlessCodes else {
            result.passed += 1
            return
        }
        complete(&code)
        result.codes.append(code)
        result.ordinals.append(ordinal)
    }
}

extension DocumentJudge {
    /// Judges the QR codes of a picture that are meant as activation codes.
    private func judge(pictureIn document: Document) -> DocumentResult {
        var result = DocumentResult()
        do {
            let picture = PictureFile.file(document.path)
            for (index, symbol) in try picture.symbols(ImageReader()).enumerated() {
                let scanned = ScannedCode(symbol, index: index + 1, of: picture)
                if scanned.content != .other { take(scanned, of: document, &result) }
            }
        } catch {
            result.failure = error
            if !document.isNamed {
                let exclusion = "to leave a picture out: exclude, in \(LintConfiguration.fileName)"
                result.failure?.hint = error.hint.map { "\($0); \(exclusion)" } ?? exclusion
            }
        }
        return result
    }

    private func take(_ scanned: ScannedCode, of document: Document, _ result: inout DocumentResult) {
        let ordinal = result.checked
        result.checked += 1
        let bytes = scanned.symbol.bytes
        let start = TextPlace(line: 1, column: 1)
        var code = CheckedCode(bytes, in: .document(document), at: start, reading: reading)
        if comparesCodes { result.hashes.append(CodeHash.hash(of: code.inspection)) }
        code.places = [TextPlace](repeating: start, count: bytes.count + 1)
        code.symbol = SymbolPlace(index: scanned.index, corner: scanned.symbol.corners.first)
        // A symbol is where an install link is at home.
        code.findings.removeAll { $0.problem.isInstallLink }
        if document.isTracked && code.inspection.code != nil { code.add(.inClear) }
        code.ignored = ignored
        keep(code, ordinal, &result) { _ in }
    }
}

extension ActivationCode.Problem {
    fileprivate var isInstallLink: Bool {
        guard case .installLink = self else { return false }
        return true
    }
}
