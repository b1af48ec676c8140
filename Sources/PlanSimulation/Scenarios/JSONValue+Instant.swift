import Plans
import StrictJSON

extension JSONValue {
    /// The moment as scenarios write it.
    init(_ instant: Instant?) { self = instant.map { .string($0.description) } ?? .null }
}
