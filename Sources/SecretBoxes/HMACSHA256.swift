internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104), by OpenSSL.
enum HMACSHA256 {
    /// The 32 bytes of the code.
    static func code(of message: [UInt8], key: [UInt8]) -> [UInt8] {
        // Safe: as many bytes are read as are told, and 32 are written.
        var code = [UInt8](repeating: 0, count: 32)
        var count: CUnsignedInt = 0
        let made = unsafe HMAC(EVP_sha256(), key, CInt(key.count), message, message.count, &code, &count)
        precondition(unsafe made != nil && count == 32, "OpenSSL has no SHA-256")
        return code
    }
}

/// Bytes that nobody can guess.
enum Randomness {
    /// So many of them; `nil` when the system has none.
    static func bytes(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        guard unsafe RAND_bytes(&bytes, CInt(count)) == 1 else { return nil }
        return bytes
    }
}
