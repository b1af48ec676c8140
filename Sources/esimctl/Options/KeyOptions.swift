import ArgumentParser
import SecretBoxes
import SystemPackage

/// The key that codes in stock are sealed with.
struct KeyOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of the key that codes are sealed with. Default: ESIMCTL_KEY_FILE, or the key in ESIMCTL_KEY.",
            valueName: "file"
        )
    )
    var keyFile: String?

    /// The box that the key opens.
    ///
    /// - Throws: `Failure` with status 78 when there is no key, or it is none. It is never quoted.
    func box() throws(Failure) -> AESSecretBox {
        if let path = keyFile, AESSecretBox(text: path.utf8) != nil {
            throw Failure("--key-file names a file, not the key itself", hint: Self.advice, status: .usage)
        }
        if let path = keyFile ?? Environment["ESIMCTL_KEY_FILE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            return try Self.box(ofFile: path)
        }
        guard let text = Environment["ESIMCTL_KEY"], !text.isEmpty else {
            throw Failure("there is no key to seal codes with", hint: Self.advice, status: .configuration)
        }
        guard let box = AESSecretBox(text: text.utf8) else {
            throw Failure("ESIMCTL_KEY: is no key", hint: Self.advice, status: .configuration)
        }
        return box
    }

    /// The box that the key in a file opens.
    static func box(ofFile path: String) throws(Failure) -> AESSecretBox {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.file(path).bytes(upTo: 1024)
        } catch {
            throw Failure("the key: \(error.message)", hint: Self.advice, status: .configuration)
        }
        guard let box = AESSecretBox(text: bytes) else {
            throw Failure("\(path.redactedIfCode): holds no key", hint: Self.advice, status: .configuration)
        }
        if let mode = try? Stat(FilePath(path)).permissions, !mode.isDisjoint(with: [.groupRead, .otherRead]) {
            Diagnostics.say("\(path.redactedIfCode): others can read this key")
            Diagnostics.hint("chmod 600 \(path.redactedIfCode)")
        }
        return box
    }

    private static let advice =
        "64 hexadecimal digits; esimctl inventory new-key FILE makes a key, --key-file or ESIMCTL_KEY_FILE names it"
}
