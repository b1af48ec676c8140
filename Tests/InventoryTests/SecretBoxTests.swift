import Plans
import SecretBoxes
import Testing

@Suite struct `A box of secrets` {
    private let key = [UInt8](repeating: 7, count: 32)

    @Test(arguments: ["", "LPA:1$rsp.example.com$A-1", String(repeating: "é漢", count: 100)])
    func `opens what it has sealed, and seals no text the same way twice`(text: String) throws {
        let box = try #require(AESSecretBox(key: key))
        let sealed = [try box.seal(text, for: "f"), try box.seal(text, for: "f")]
        #expect(try box.open(sealed[0], for: "f") == text)
        #expect(try box.open(sealed[1], for: "f") == text)
        #expect(sealed[0] != sealed[1])
    }

    @Test func `names the key that it would take`() throws {
        let (box, other) = (try #require(AESSecretBox(key: key)), try #require(AESSecretBox(key: Array(0..<32))))
        let sealed = try box.seal("secret", for: "f")
        #expect(throws: SecretBoxError.otherKey(sealedWith: box.keyID, ours: other.keyID)) {
            try other.open(sealed, for: "f")
        }
    }

    @Test func `does not open what was changed anywhere, or moved to another row`() throws {
        let box = try #require(AESSecretBox(key: key))
        let sealed = Array(try box.seal("LPA:1$rsp.example.com$A-1", for: "f"))
        #expect(throws: SecretBoxError.damaged) { try box.open(String(sealed), for: "g") }
        let start = try #require(sealed.lastIndex(of: ".")) + 1
        for index in sealed.indices[start...] {
            var changed = sealed
            changed[index] = changed[index] == "0" ? "1" : "0"
            #expect(throws: SecretBoxError.damaged) { try box.open(String(changed), for: "f") }
            #expect(throws: SecretBoxError.damaged) { try box.open(String(sealed[..<index]), for: "f") }
        }
    }

    @Test func `takes 64 hexadecimal digits for a key, and nothing else`() throws {
        let text = try #require(AESSecretBox.newKeyText())
        #expect(AESSecretBox(text: text.utf8) != nil && text.count == 65)
        #expect(AESSecretBox(text: text.uppercased().utf8)?.keyID == AESSecretBox(text: text.utf8)?.keyID)
        for wrong in ["", String(text.dropLast(2)), text + "0", String(repeating: "g", count: 64)] {
            #expect(AESSecretBox(text: wrong.utf8) == nil)
        }
        #expect(AESSecretBox(key: Array(0..<31)) == nil)
    }

    @Test func `tells nothing of its key`() throws {
        let box = try #require(AESSecretBox(key: key))
        for text in ["\(box)", String(reflecting: box), "\(box.keyID)"] { #expect(!text.contains("7, 7")) }
        var dumped = ""
        dump(box, to: &dumped)
        #expect(dumped.contains(box.keyID) && !dumped.contains("sealingKey"))
    }

    @Test func `knows the same text again, under the same key only`() throws {
        let (box, other) = (try #require(AESSecretBox(key: key)), try #require(AESSecretBox(key: Array(0..<32))))
        #expect(box.fingerprint("a") == box.fingerprint("a") && box.fingerprint("a") != box.fingerprint("b"))
        #expect(box.fingerprint("a") != other.fingerprint("a"))
    }
}
