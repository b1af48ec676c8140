internal import DetachedThreads
internal import Dispatch
internal import Synchronization

/// Work that mostly waits, on threads of its own: Swift's tasks and Dispatch have about one for each core.
public enum SideBySide {
    /// Calls `body` with each number below `count`, in order, on up to `atOnce` threads (1024 at most), and waits for the last.
    public static func forEach(below count: Int, atOnce: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let counter = Counter()
        let group = DispatchGroup()
        let work: @Sendable () -> Void = {
            while case let index = counter.next.wrappingAdd(1, ordering: .relaxed).oldValue, index < count {
                body(index)
            }
        }
        // This thread works too, so that all is done even if the system gives no other.
        for _ in 1..<max(2, min(count, min(atOnce, 1024))) where count > 1 && atOnce > 1 {
            group.enter()
            let hasStarted = DetachedThread.start {
                work()
                group.leave()
            }
            guard hasStarted else {
                group.leave()
                break
            }
        }
        work()
        group.wait()
    }

    private final class Counter: Sendable {
        let next = Atomic(0)
    }
}
