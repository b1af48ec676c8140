import PlanServices
import PlanStores
import Plans
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The store of a command, open, with all that the engine needs around it.
struct OpenStore {
    let path: String
    let store: SQLiteStore
    let engine: PlanEngine
    /// The clock of a trial; `nil` when the time is the true one.
    let trialClock: TrialClock?

    /// Opens the store that the options name.
    ///
    /// A command that begins something makes it when it is not there. One that was made in a trial opens in trials only, and no
    /// trial touches any other: its billing time would stay ahead for good.
    init(_ options: StoreOptions, makes: Bool = false) throws(Failure) {
        path = try options.path
        let trialTime = try options.trialTime
        let isThere = (try? Stat(FilePath(path))) != nil
        guard isThere || makes else {
            throw Failure(
                "\(path): there is no store",
                hint: "esimctl plan import makes one, or name another with --store or ESIMCTL_STORE",
                status: .noInput
            )
        }
        if !isThere { try Self.makeFile(path) }
        SQLiteStore.leaveOutMemoryStatistics()
        do {
            store = try SQLiteStore(path: path, makes: makes)
        } catch {
            throw Failure(error, store: path)
        }
        let clock: any PlanClock
        if let trialTime {
            let trial = TrialClock(at: trialTime)
            (trialClock, clock) = (trial, trial)
            Diagnostics.say("trial: the time is taken to be \(trialTime); nothing here is real")
        } else {
            (trialClock, clock) = (nil, SystemClock())
        }
        engine = PlanEngine(
            store: store,
            clock: clock,
            zones: StoreOptions.zones,
            gateways: try PaymentGateways.all(isTrial: trialTime != nil, clock: clock),
            makeToken: trialTime.map(TrialTokens.maker) ?? ConfirmationToken.random
        )
        do {
            try TrialMark.check(store, trialTime, path: path)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(plans: error, store: path)
        }
    }

    /// What the billing time is.
    var now: Instant { engine.clock.now }

    /// What can be asked of the engine; `actor` goes into the history.
    func service(as actor: String = "customer") -> PlanService { PlanService(engine, actor: actor) }

    /// Runs `body` and says in our words why it was refused.
    func refusing<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error where error is PlanError || error is StoreError || error is ZoneError {
            throw Failure(plans: error, store: path)
        }
    }

    /// The rules of a customer's zone.
    func rules(_ zone: ZoneName) throws(Failure) -> any ZoneRules {
        do {
            return try engine.zones.rules(for: zone)
        } catch {
            throw Failure(error)
        }
    }

    /// An empty file that only its owner reads: there will be customers' addresses in it.
    private static func makeFile(_ path: String) throws(Failure) {
        do {
            var folder = FilePath()
            if FilePath(path).isAbsolute { folder = "/" }
            for component in FilePath(path).removingLastComponent().components {
                folder.append(component)
                guard unsafe mkdir(folder.string, 0o700) == 0 || (try? Stat(folder)) != nil else {
                    throw Errno(rawValue: errno)
                }
            }
            let file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite]
            )
            try file.close()
        } catch {
            throw Failure(writing: path, error as? Errno ?? .ioError)
        }
    }
}
