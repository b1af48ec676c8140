internal import COpenSSL

/// Digests, by OpenSSL.
enum Digest {
    /// 20 bytes.
    static func sha1(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        unsafe digest(bytes, count: 20) { unsafe SHA1($0, $1, $2) }
    }

    /// 32 bytes.
    static func sha256(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        unsafe digest(bytes, count: 32) { unsafe SHA256($0, $1, $2) }
    }

    private static func digest(
        _ bytes: ArraySlice<UInt8>,
        count: Int,
        _ make: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?) -> UnsafeMutablePointer<UInt8>?
    ) -> [UInt8] {
        // Safe: the functions read as many bytes as they are told, and write as many as the buffer has.
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            _ = unsafe bytes.withUnsafeBufferPointer { unsafe make($0.baseAddress, $0.count, buffer.baseAddress) }
            initialized = count
        }
    }
}
