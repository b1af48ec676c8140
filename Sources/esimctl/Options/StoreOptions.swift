import ArgumentParser
import PlanStores
import Plans
import Vouchers

/// Where the plan records are, and which clock counts.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of plan records. Default: ESIMCTL_STORE, or esimctl/plans.sqlite under XDG_DATA_HOME.",
            valueName: "file"
        )
    )
    var store: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For trials: act as if it were this time, as in 2026-01-31T13:00:00Z. Default: ESIMCTL_NOW, or the true time.",
            valueName: "time"
        )
    )
    var clock: String?

    /// Where the rules of time zones come from.
    static let zones = SystemZones(folder: Environment["TZDIR"] ?? "/usr/share/zoneinfo")

    /// The time that a trial is to believe; `nil` for the true one.
    var trialTime: Instant? {
        get throws(Failure) {
            guard let text = clock ?? Environment["ESIMCTL_NOW"].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
            switch Voucher.Moment(parsing: text) {
            case .instant(let seconds, _): return Instant(seconds: Int64(seconds))
            case .day(let day):
                guard let date = CivilDate(year: day.year, month: day.month, day: day.day) else { break }
                return Instant(seconds: CivilDateTime(date, secondOfDay: 0).secondsSince1970)
            case nil: break
            }
            throw Failure(
                "--clock: is no time",
                hint: "write it as in 2026-01-31T13:00:00Z or 2026-01-31T08:00:00-05:00",
                status: .usage
            )
        }
    }

    /// The path of the file.
    var path: String {
        get throws(Failure) {
            if let path = store ?? Environment["ESIMCTL_STORE"], !path.isEmpty { return path }
            if let data = Environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/esimctl/plans.sqlite" }
            if let home = Environment["HOME"], home.hasPrefix("/") {
                return home + "/.local/share/esimctl/plans.sqlite"
            }
            throw Failure(
                "it is not known where plan records are kept",
                hint: "set HOME or ESIMCTL_STORE, or give --store",
                status: .configuration
            )
        }
    }
}
