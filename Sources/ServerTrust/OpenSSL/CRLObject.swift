internal import COpenSSL

/// The one owner of a CRL as OpenSSL has read it; nothing changes it once it is made.
@safe final class CRLObject: Sendable {
    /// Safe to share because of the above; OpenSSL sorts the entries at the first search, under a lock of its own.
    nonisolated(unsafe) private let pointer: OpaquePointer

    /// Reads the CRL that `bytes` begin with, and says how long it is.
    ///
    /// - Throws: `OpenSSLFailure` when they begin with none.
    static func reading(_ bytes: ArraySlice<UInt8>) throws(OpenSSLFailure) -> (object: CRLObject, length: Int) {
        ERR_clear_error()
        var length = 0
        let pointer = unsafe bytes.withUnsafeBufferPointer { buffer in
            var position = buffer.baseAddress
            let read = unsafe d2i_X509_CRL(nil, &position, buffer.count)
            if let start = buffer.baseAddress, let position = unsafe position {
                length = unsafe start.distance(to: position)
            }
            return unsafe read
        }
        guard let pointer = unsafe pointer else { throw OpenSSLFailure() }
        return (unsafe CRLObject(owning: pointer), length)
    }

    @unsafe private init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_CRL_free(pointer) }

    /// Lends the pointer.
    @unsafe func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        unsafe body(pointer)
    }

    /// How many certificates it takes back.
    var entryCount: Int { unsafe Int(COpenSSL_revokedCount(pointer)) }
}
