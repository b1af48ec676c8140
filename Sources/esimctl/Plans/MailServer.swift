import HTTPTransport
import PlanServices
import Plans

/// The mail server of `--notices`.
enum MailServer {
    /// Mails through the server at `address`. A trial mails through this machine alone.
    static func notifier(_ address: String, from sender: String, isTrial: Bool) throws(Failure) -> any Notifier {
        guard let server = SMTPServer(parsing: address) else {
            throw Failure(
                "--notices: is no mail server",
                hint: "as in smtp://mail.example.com:587, without a user name",
                status: .usage
            )
        }
        guard !isTrial || server.isLocal else {
            throw Failure(
                "--notices: a trial mails through this machine alone",
                hint: "a file, -, or smtp://localhost:25",
                status: .usage
            )
        }
        let client = SMTPClient(server, login: try login())
        return SMTPNotifier(client, from: sender) { error in
            Diagnostics.say("\(server.host): \(error.reason)")
        }
    }

    private static func login() throws(Failure) -> SMTPLogin? {
        guard let user = Environment["ESIMCTL_SMTP_USER"], !user.isEmpty else { return nil }
        guard let path = Environment["ESIMCTL_SMTP_PASSWORD_FILE"], !path.isEmpty else {
            throw Failure(
                "ESIMCTL_SMTP_USER: there is no password to it",
                hint: "put it into a file, and the file's name into ESIMCTL_SMTP_PASSWORD_FILE",
                status: .configuration
            )
        }
        let bytes = try InputFile.file(path).bytes(upTo: 4096)
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        return SMTPLogin(user: user, password: String(decoding: line, as: UTF8.self))
    }
}

extension SMTPError {
    /// The reason in a few words.
    fileprivate var reason: String {
        switch self {
        case .noSuchRecipient: "there is no such recipient"
        case .loginDenied: "does not take the user name and the password"
        case .answered(let status): "did not take a message (\(status))"
        case .transport(let error): error.reason
        }
    }
}
