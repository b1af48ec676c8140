import Plans

/// What the events of a subscription say about its columns, and the row that was compared with it last.
///
/// What neither an event nor the row has changed since is as equal as it was then.
struct Replay {
    /// By column; empty for what holds nothing.
    private var texts: [String]
    private var row: [RowValue]
    /// The columns that events have named since the last comparison, a bit for each.
    private var named: UInt64 = 0

    private static let places = Dictionary(
        uniqueKeysWithValues: Subscription.columns.enumerated().map { ($1, $0) }
    )
    /// What events say nothing of: their own number, and what only the customer may know.
    private static let unlogged = ["tenant_id", "id", "event_seq", "confirmation_token"].compactMap { places[$0] }

    init() {
        texts = Array(repeating: "", count: Subscription.columns.count)
        row = Array(repeating: .null, count: Subscription.columns.count)
    }

    mutating func add(_ event: Event) {
        for pair in event.fields.pairs {
            guard let place = Self.places[pair.name] else { continue }
            texts[place] = pair.value
            named |= 1 << UInt64(place)
        }
    }

    /// In what a row is not what its events say.
    mutating func differences(from new: [RowValue]) -> [String] {
        var differences: [String] = []
        var different: UInt64 = 0
        for place in new.indices where new[place] != row[place] || named & 1 << UInt64(place) != 0 {
            guard !Self.unlogged.contains(place), new[place].text != texts[place] else { continue }
            differences.append("\(Subscription.columns[place]) is \(texts[place]), not \(new[place].text)")
            different |= 1 << UInt64(place)
        }
        row = new
        named = different
        return differences
    }
}

extension RowValue {
    /// As events write it.
    fileprivate var text: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .text(let text): text
        }
    }
}
