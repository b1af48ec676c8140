/// Cuts documents into blocks that end where their scanner wants them to, and knows lines and columns; one buffer serves
/// many documents.
package struct BlockReader {
    private var buffer: [UInt8]
    /// What the buffer may grow to, where that is less than the kind of document allows.
    private let limit: Int

    /// Where the current block begins.
    package struct Position {
        /// The line and the column of its first byte.
        package var start = TextPlace(line: 1, column: 1)
        /// The line before its first, or what of it is known.
        package var lineBefore: [UInt8] = []
    }

    /// A reader whose buffer has `capacity` bytes to begin with, one at least, and up to `limit` where a block needs more.
    package init(capacity: Int = 1 << 18, limit: Int = .max) {
        buffer = [UInt8](repeating: 0, count: capacity)
        self.limit = limit
    }

    /// Gives the codes of a document to `body`.
    ///
    /// - Parameters:
    ///   - kind: What takes it apart.
    ///   - next: Puts what comes next of the document into a buffer, behind as many bytes, and says how much; 0 at its end.
    ///   - accepts: Looks at the beginning of the document, and may throw to refuse it.
    ///   - body: Takes a code, the block that it is in, and where that begins.
    /// - Throws: what `next` and `accepts` throw.
    package mutating func read(
        _ kind: DocumentKind,
        next: (inout [UInt8], Int) throws -> Int,
        accepts: (Span<UInt8>) throws -> Void,
        _ body: (Span<UInt8>, FoundCode, Position) -> Void
    ) throws {
        var buffer = self.buffer
        self.buffer = []
        defer { self.buffer = buffer }
        var scanner = kind.scanner
        var position = Position()
        var end = 0
        var isStart = true
        while true {
            var isLast = false
            while end < buffer.count {
                let count = try next(&buffer, end)
                isLast = count == 0
                if isLast { break }
                end += count
            }
            if isStart { try accepts(buffer.span.extracting(first: end)) }
            isStart = false
            let isForced = !isLast && buffer.count >= min(kind.largestBlock, limit)
            let done = scanner.scan(buffer.span.extracting(first: end), isLast: isLast) { body($0, $1, position) }
            if isLast { return }
            guard done > 0 else {
                if isForced {
                    // Nothing to cut at in all this: what it holds is looked at, then it is given up.
                    _ = scanner.scan(buffer.span.extracting(first: end), isLast: true) { body($0, $1, position) }
                    position.advance(over: buffer.span, by: end)
                    end = 0
                } else {
                    buffer += [UInt8](repeating: 0, count: buffer.count)
                }
                continue
            }
            position.advance(over: buffer.span, by: done)
            let rest = Array(buffer[done..<end])
            buffer.replaceSubrange(0..<rest.count, with: rest)
            end = rest.count
        }
    }
}

extension BlockReader.Position {
    fileprivate mutating func advance(over block: Span<UInt8>, by count: Int) {
        var lineStart: Int?
        var index = CodeFinder.next(0x0A, in: block, 0..<count)
        var previous: Range<Int> = 0..<0
        while index < count {
            previous = (lineStart ?? 0)..<index
            lineStart = index + 1
            start.line += 1
            index = CodeFinder.next(0x0A, in: block, index + 1..<count)
        }
        if let lineStart {
            start.column = 1
            lineBefore = previous.suffix(4096).map { block[$0] }
            start.column += Self.characters(block, lineStart..<count)
        } else {
            start.column += Self.characters(block, 0..<count)
        }
    }

    static func characters(_ block: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for index in range where block[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}

/// Finds line and column of offsets in a block, quickly for offsets that ascend.
package struct PlaceFinder {
    private var line = 0
    private var lineStart = 0
    private var previous = 0..<0

    package init() {}

    /// The place of `offset`, and the range of the line before it.
    package mutating func place(
        of offset: Int,
        in block: Span<UInt8>,
        _ position: BlockReader.Position
    ) -> (place: TextPlace, lineStart: Int, lineBefore: Range<Int>?) {
        if offset < lineStart { self = PlaceFinder() }
        while true {
            let end = CodeFinder.next(0x0A, in: block, lineStart..<min(offset, block.count))
            guard end < min(offset, block.count) else { break }
            previous = lineStart..<end
            lineStart = end + 1
            line += 1
        }
        let before = BlockReader.Position.characters(block, lineStart..<min(offset, block.count))
        let first = line == 0 ? position.start.column : 1
        let place = TextPlace(line: position.start.line + line, column: first + before)
        return (place, lineStart, line == 0 ? nil : previous)
    }
}
