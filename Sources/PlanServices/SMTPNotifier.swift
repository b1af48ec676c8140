public import HTTPTransport
internal import Localization
public import Plans

/// Mails messages to customers.
public struct SMTPNotifier: Notifier {
    private let client: SMTPClient
    private let sender: String
    /// Is told why a message was not taken; nothing of the message is in it.
    private let complain: @Sendable (SMTPError) -> Void

    /// The sender is a bare address, `name@host`.
    public init(_ client: SMTPClient, from sender: String, complain: @escaping @Sendable (SMTPError) -> Void = { _ in })
    {
        self.client = client
        self.sender = sender
        self.complain = complain
    }

    /// Hands one message in.
    public func deliver(_ notice: Notice) -> DeliveryOutcome {
        guard MailAddress.isPlain(notice.email) else { return .refused }
        let mail = NoticeMail(notice, from: sender)
        do {
            try client.send(mail.bytes, from: sender, to: notice.email)
            return .delivered
        } catch {
            complain(error)
            return error == .noSuchRecipient ? .refused : .failed
        }
    }
}
