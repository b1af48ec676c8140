/// Why nobody was reached.
public enum Unreachable: Error, Hashable, Sendable {
    /// No address is known for the name.
    case nameNotFound(String)
    /// It could not be found out what address the name has; the system's reason.
    case nameServerFailed(name: String, reason: String)
    /// Nobody listens there.
    case refused(address: String)
    /// No way leads there.
    case noRoute(address: String)
    /// The deadline has passed. The address is `nil` while that is what was waited for.
    case timedOut(Phase, address: String?)
    /// Another reason of the system's.
    case failed(address: String, errno: Int32)

    /// What was waited for.
    public enum Phase: String, Hashable, Sendable {
        case name, connection, handshake
    }
}
