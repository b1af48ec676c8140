internal import COpenSSL

/// The one owner of a store of anchors: those that it is given and no others. Nothing is added once it is made.
@safe final class AnchorStore: Sendable {
    /// Safe to share because of the above; OpenSSL looks into it under a lock of its own.
    nonisolated(unsafe) private let pointer: OpaquePointer?
    /// They live as long as the store, so that their addresses stay theirs.
    private let anchors: [X509Object]

    init(_ anchors: [X509Object]) {
        self.anchors = anchors
        unsafe pointer = X509_STORE_new()
        for anchor in anchors { _ = unsafe anchor.withPointer { unsafe X509_STORE_add_cert(pointer, $0) } }
    }

    deinit { unsafe X509_STORE_free(pointer) }

    /// Lends the pointer; `nil` when there was no memory.
    @unsafe func withPointer<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
        unsafe body(pointer)
    }
}
