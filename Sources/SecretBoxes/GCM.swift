internal import COpenSSL

/// AES-256 in Galois/Counter Mode under one key and nonce, by OpenSSL's EVP.
struct GCM {
    /// 32 bytes.
    var key: [UInt8]
    /// 12 bytes, never the same twice under one key.
    var nonce: [UInt8]

    static let nonceSize = 12
    static let tagSize = 16

    /// The ciphertext with its tag behind it; `nil` when OpenSSL fails.
    func sealed(_ text: [UInt8], with associated: [UInt8]) -> [UInt8]? {
        guard let context = CipherContext(), context.begin(key, nonce, isSealing: true),
            context.associate(associated), let sealed = context.update(text), context.finish(),
            let tag = context.tag
        else { return nil }
        return sealed + tag
    }

    /// The text; `nil` when anything of it, of the tag or of the associated bytes is not what was sealed.
    func opened(_ sealed: [UInt8], with associated: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.tagSize, let context = CipherContext(),
            context.begin(key, nonce, isSealing: false), context.associate(associated),
            let text = context.update(Array(sealed.dropLast(Self.tagSize))),
            context.expect(Array(sealed.suffix(Self.tagSize))), context.finish()
        else { return nil }
        return text
    }
}

/// The one owner of a cipher context.
@safe private final class CipherContext {
    private let pointer: OpaquePointer

    init?() {
        guard let pointer = unsafe EVP_CIPHER_CTX_new() else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe EVP_CIPHER_CTX_free(pointer) }

    // Safe: OpenSSL reads as many bytes as it is told, of the key as many as the cipher has, and writes no more than the buffers hold.

    func begin(_ key: [UInt8], _ nonce: [UInt8], isSealing: Bool) -> Bool {
        guard key.count == 32, nonce.count == GCM.nonceSize else { return false }
        return unsafe EVP_CipherInit_ex(pointer, EVP_aes_256_gcm(), nil, key, nonce, isSealing ? 1 : 0) == 1
    }

    func associate(_ bytes: [UInt8]) -> Bool {
        var count: CInt = 0
        return unsafe EVP_CipherUpdate(pointer, nil, &count, bytes, CInt(bytes.count)) == 1
    }

    func update(_ bytes: [UInt8]) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: bytes.count + 16)
        var count: CInt = 0
        guard unsafe EVP_CipherUpdate(pointer, &output, &count, bytes, CInt(bytes.count)) == 1 else { return nil }
        return Array(output.prefix(Int(count)))
    }

    func expect(_ tag: [UInt8]) -> Bool {
        var tag = tag
        return unsafe EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, CInt(GCM.tagSize), &tag) == 1
    }

    /// In this mode nothing is left to write at the end.
    func finish() -> Bool {
        var rest = [UInt8](repeating: 0, count: 16)
        var count: CInt = 0
        return unsafe EVP_CipherFinal_ex(pointer, &rest, &count) == 1
    }

    var tag: [UInt8]? {
        var tag = [UInt8](repeating: 0, count: GCM.tagSize)
        guard unsafe EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, CInt(GCM.tagSize), &tag) == 1 else {
            return nil
        }
        return tag
    }
}
