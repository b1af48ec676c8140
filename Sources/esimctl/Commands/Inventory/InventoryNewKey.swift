import ArgumentParser
import SecretBoxes
import SystemPackage

/// `esimctl inventory new-key`.
struct InventoryNewKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-key",
        abstract: "Make a key to seal codes with, in a file that only its owner reads.",
        discussion: """
            Keep a copy where the store's backups are not: codes whose key is lost cannot be read by anyone.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The file to make; an existing one is never replaced.")
    var file: String

    func run() throws {
        guard let text = AESSecretBox.newKeyText() else {
            throw Failure("OpenSSL has no random numbers", status: .unavailable)
        }
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(file),
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerRead, .ownerWrite]
            )
            try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
        } catch Errno.fileExists {
            throw Failure(
                "\(file.redactedIfCode): already exists",
                hint: "a key is never replaced: codes sealed with it could not be read any more",
                status: .cannotCreate
            )
        } catch {
            throw Failure(writing: file, error as? Errno ?? .ioError)
        }
    }
}
