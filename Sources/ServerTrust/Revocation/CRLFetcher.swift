internal import SGP22
internal import Synchronization

/// Fetches the CRLs that certificates name, each once however many threads ask for it.
///
/// It does not know HTTP: it is given a function that does, with the limits of time, size and address that belong to
/// addresses which someone else has written.
public final class CRLFetcher: Sendable {
    /// Gets what is at an address that begins with `http://` or `https://`. It may block.
    public typealias Download = @Sendable (_ address: String) throws(DownloadFailure) -> [UInt8]

    /// Why nothing has come, in a few words.
    public struct DownloadFailure: Error, Hashable, Sendable {
        public let reason: String

        public init(reason: String) {
            self.reason = reason
        }
    }

    /// An address from which no CRL was had.
    public struct Failure: Hashable, Sendable {
        public let address: String
        public let reason: String
    }

    private let cache: CRLCache?
    private let download: Download
    private let slots = Mutex<[String: Slot]>([:])

    /// - Parameters:
    ///   - cache: Where CRLs are kept beyond this process; `nil` for nowhere.
    ///   - download: Gets what is at an address.
    public init(cache: CRLCache?, download: @escaping Download) {
        self.cache = cache
        self.download = download
    }

    /// The most addresses of one chain that are asked; a certificate of the GSMA's PKI names one or two.
    public static let addressLimit = 8
    /// No further address of a chain is asked after this time.
    public static let timeLimit = Duration.seconds(30)
    /// An address from which nothing has come is asked again after this time.
    static let pauseAfterFailure = Duration.seconds(300)

    /// What has come from one address.
    struct Fetched: Sendable {
        let address: String
        let lists: [RevocationList]
        /// As they came; `nil` when they are from the cache.
        let bytes: [UInt8]?
    }

    /// What is known about one address. Its lock is held while somebody asks, so that the others wait for the answer.
    private final class Slot: Sendable {
        struct Content {
            var fetched: Fetched?
            var isKept = false
            var failure: String?
            var askAgain: ContinuousClock.Instant?
        }
        let content = Mutex(Content())
    }

    /// The CRLs that the certificates of a path name, its anchor aside.
    func fetch(for path: ServedChain.Path, now: CertificateDate) -> (fetched: [Fetched], failures: [Failure]) {
        var fetched: [Fetched] = []
        var failures: [Failure] = []
        let deadline = Deadline(in: Self.timeLimit)
        for address in path.crlAddresses.prefix(Self.addressLimit) {
            guard !deadline.hasPassed else {
                failures.append(Failure(address: address, reason: "there was no time left to ask"))
                continue
            }
            let answer = lists(from: address, now: now)
            if let lists = answer.fetched { fetched.append(lists) }
            if let reason = answer.failure { failures.append(Failure(address: address, reason: reason)) }
        }
        return (fetched, failures)
    }

    private func lists(from address: String, now: CertificateDate) -> (fetched: Fetched?, failure: String?) {
        guard address.isWebAddress else { return (nil, "the address is neither http nor https") }
        let slot = slots.withLock { slots in
            let slot = slots[address] ?? Slot()
            slots[address] = slot
            return slot
        }
        return slot.content.withLock { content in
            if let fetched = content.fetched, fetched.lists.areInDate(now) { return (fetched, nil) }
            if let askAgain = content.askAgain, ContinuousClock.now < askAgain {
                return (content.fetched, content.failure)
            }
            let kept = cache?.lists(from: address) ?? []
            if kept.areInDate(now) {
                content = .init(fetched: Fetched(address: address, lists: kept, bytes: nil))
                return (content.fetched, nil)
            }
            do throws(DownloadFailure) {
                let bytes = try download(address)
                let lists = try Self.lists(in: bytes)
                content = .init(fetched: Fetched(address: address, lists: lists, bytes: bytes))
            } catch {
                // One that is out of date still tells who was revoked before.
                let stale = kept.isEmpty ? nil : Fetched(address: address, lists: kept, bytes: nil)
                content = .init(
                    fetched: content.fetched ?? stale,
                    failure: error.reason,
                    askAgain: .now + Self.pauseAfterFailure
                )
            }
            return (content.fetched, content.failure)
        }
    }

    private static func lists(in bytes: [UInt8]) throws(DownloadFailure) -> [RevocationList] {
        do {
            return try RevocationList.lists(in: bytes)
        } catch {
            switch error {
            case .tooManyBytes(let limit): throw DownloadFailure(reason: "it is larger than \(limit >> 20) MiB")
            case .unreadable(let reason): throw DownloadFailure(reason: "what came is no CRL: \(reason)")
            }
        }
    }

    /// Keeps on disk what has proved good.
    func keep(_ fetched: Fetched, now: CertificateDate) {
        guard let bytes = fetched.bytes, fetched.lists.areInDate(now) else { return }
        let slot = slots.withLock { $0[fetched.address] }
        slot?.content.withLock { content in
            if content.isKept { return }
            cache?.keep(bytes, from: fetched.address)
            content.isKept = true
        }
    }

    /// Forgets what has proved bad if it came from the cache, so that it is asked for anew. What has just come would come
    /// again.
    ///
    /// - Returns: whether it was forgotten.
    func forget(_ fetched: Fetched) -> Bool {
        guard fetched.bytes == nil else { return false }
        let slot = slots.withLock { $0[fetched.address] }
        slot?.content.withLock { content in
            if content.fetched?.lists.map(\.sha256) == fetched.lists.map(\.sha256) { content = .init() }
        }
        cache?.forget(fetched.address)
        return true
    }
}

extension ServedChain.Path {
    /// Where its certificates say that their issuers' CRLs are, each once, the leaf's first.
    fileprivate var crlAddresses: [String] {
        var addresses: [String] = []
        for link in links where !link.isAnchor {
            for address in link.certificate.crlDistributionPoints.value ?? [] where !addresses.contains(address) {
                addresses.append(address)
            }
        }
        return addresses
    }
}

extension [RevocationList] {
    /// Whether there are any, and each is the latest that its maker has promised.
    fileprivate func areInDate(_ now: CertificateDate) -> Bool {
        !isEmpty
            && allSatisfy { list in
                guard let nextUpdate = list.nextUpdate else { return false }
                return list.thisUpdate <= now && now < nextUpdate
            }
    }
}

extension String {
    fileprivate var isWebAddress: Bool {
        let start = prefix(8).lowercased()
        return (start.hasPrefix("http://") || start == "https://") && utf8.count <= 2048
    }
}
