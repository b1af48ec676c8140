import PlanServices
import Plans

/// The mail server of `--notices`.
enum MailServer {
    static func notifier(_ address: String, from sender: String, _ isTrial: Bool) throws(Failure) -> any Notifier {
        throw Failure("mail: not here yet", status: .unavailable)
    }
}
