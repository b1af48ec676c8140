import Plans

/// Something that a person has to look at, in JSON.
struct AlertJSON: Encodable {
    var kind, subject, raisedAt: String

    init(_ alert: Alert) {
        kind = alert.kind.rawValue
        subject = alert.subject
        raisedAt = alert.raisedAt.description
    }
}
