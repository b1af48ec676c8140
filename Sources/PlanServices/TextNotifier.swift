internal import Localization
public import Plans

/// Writes messages to customers into a file or to standard output, each as it would be mailed.
public struct TextNotifier: Notifier {
    private let stream: TextStream

    public init(_ stream: TextStream) {
        self.stream = stream
    }

    /// Writes one message.
    public func deliver(_ notice: Notice) -> DeliveryOutcome {
        let message = notice.message
        let recipient = notice.email.isEmpty ? "account \(notice.account)" : notice.email.escapedForDisplay
        let head = "Notice: \(notice.id)\nTo: \(recipient)\nSubject: \(message.subject)\n\n"
        do {
            try stream.append(head + message.body + "\n")
            return .delivered
        } catch {
            return .failed
        }
    }
}
