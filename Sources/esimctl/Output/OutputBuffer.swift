import SystemPackage

/// Collects output and writes it in large pieces.
struct OutputBuffer {
    private let descriptor: FileDescriptor
    private var pending: [UInt8] = []
    private var failure: Errno?

    init(_ descriptor: FileDescriptor) {
        self.descriptor = descriptor
    }

    mutating func write(_ text: String) {
        write(text.utf8)
    }

    mutating func write(_ bytes: some Sequence<UInt8>) {
        pending.append(contentsOf: bytes)
        if pending.count >= 1 << 16 { drain() }
    }

    mutating func write(_ bytes: Span<UInt8>) {
        // Safe: the pointer is used only while the span lends it.
        unsafe bytes.withUnsafeBufferPointer { unsafe pending.append(contentsOf: $0) }
        if pending.count >= 1 << 16 { drain() }
    }

    /// Writes what is left.
    ///
    /// - Throws: `Failure` when something could not be written, now or earlier.
    mutating func flush() throws(Failure) {
        drain()
        if let failure { throw Failure(writing: "standard output", failure) }
    }

    private mutating func drain() {
        defer { pending.removeAll(keepingCapacity: true) }
        guard failure == nil else { return }
        do {
            try descriptor.writeAll(pending)
        } catch let error as Errno {
            failure = error
        } catch {
            failure = .ioError
        }
    }
}
