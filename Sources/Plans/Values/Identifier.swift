/// The name of one row of a kind, unique within its tenant: letters, digits and `.-_:/`, at most 128 bytes.
///
/// The kind is part of the type, so that a line's name cannot be taken for a subscription's.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as it stands in the store.
    public let text: String

    /// Takes a name that comes from our own code or store as it is.
    public init(_ text: String) {
        self.text = text
    }

    /// Takes a name from outside; `nil` when it is empty, too long, or has a character that does not belong in a name.
    public init?(checking text: String) {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: ".-_:/".utf8.contains(byte)
            }
        }
        guard isName, (1...128).contains(text.utf8.count) else { return nil }
        self.text = text
    }

    /// The name itself.
    public var description: String { text }

    /// The order of the bytes, the same on every machine and in every store.
    public static func < (one: Self, other: Self) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }
}

/// What tenants are named after; there is no row of it that the engine reads.
public enum Tenant: Sendable {}

public typealias TenantID = Identifier<Tenant>
public typealias AccountID = Identifier<Account>
public typealias LineID = Identifier<Line>
public typealias PaymentMethodID = Identifier<PaymentMethod>
public typealias SubscriptionID = Identifier<Subscription>
public typealias ChargeID = Identifier<Charge>

extension Identifier where Subject == Tenant {
    /// The tenant of a store that has only one.
    public static var sole: Self { Self("main") }
}
