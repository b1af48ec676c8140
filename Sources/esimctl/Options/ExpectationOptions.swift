public import ArgumentParser
public import SGP22
import SystemPackage

/// What a chain of certificates is held against.
struct ExpectationOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The name that the certificate has to be for. Default: the target's.", valueName: "name")
    )
    var host: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Judge as of a moment: 2026-11-23, or 2026-11-23T18:00:00Z. Default: now.",
            valueName: "time"
        )
    )
    var at: String?

    @Option(name: .long, help: ArgumentHelp("Warn when a certificate ends within so many days.", valueName: "days"))
    var expiresIn = "30d"

    @Option(name: .long, help: ArgumentHelp("The SM-DP+ OID that has to be in the certificate.", valueName: "oid"))
    var smdpOid: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The key of the CI that the chain has to end in, in hexadecimal.", valueName: "hex")
    )
    var ciPkid: String?

    @Option(name: .long, help: "What the certificate has to be for: tls, auth or pb.")
    var role = CertificateUse.tls

    @Option(name: .long, help: "The edition of SGP.22: v3, which includes the v2 variant, or v2.")
    var spec = CertificateExpectations.Specification.v3

    @Option(name: .long, help: "Whose rules: gsma, or web for a server with a certificate of a public CA.")
    var profile = CertificateExpectations.Profile.gsma

    @Flag(
        name: .customLong("match-ci-by-key"),
        help: "Take a CI whose key is right and whose name is not, as an eUICC does: a warning, no error."
    )
    var matchesCIByKey = false

    func validate() throws {
        // Not quoted: it may be an activation code in the wrong place.
        guard host?.contains(where: { "$@/%".contains($0) || $0.isWhitespace }) != true else {
            throw ValidationError("--host takes the name of a host, such as rsp.example.com")
        }
        _ = try expectations(at: CertificateDate(secondsSince1970: 0))
    }

    /// What the options ask for; `now` is the moment without `--at`.
    func expectations(at now: CertificateDate) throws -> CertificateExpectations {
        var expectations = CertificateExpectations(
            at: try moment ?? now,
            host: host,
            use: role,
            specification: spec,
            profile: profile,
            expiryWarningDays: try days,
            matchesCIByKey: matchesCIByKey
        )
        if let smdpOid {
            guard let oid = try? ObjectIdentifier(parsing: smdpOid) else {
                throw ValidationError("--smdp-oid takes an OID such as 2.999.10")
            }
            expectations.smdpOID = oid
        }
        if let ciPkid {
            guard let key = KeyIdentifier(hexadecimal: ciPkid) else {
                throw ValidationError("--ci-pkid takes hexadecimal digits, two for each byte")
            }
            guard key.bytes.count >= Self.shortestKeyIdentifier else {
                throw ValidationError(
                    "--ci-pkid takes a whole key identifier, 40 digits as a rule; esimctl ca list shows them"
                )
            }
            expectations.ciPKID = key
        }
        return expectations
    }

    /// RFC 7093 has identifiers of 160 bits, RFC 5280 4.2.1.2 also one of 64.
    private static let shortestKeyIdentifier = 8

    private var moment: CertificateDate? {
        get throws {
            guard let at else { return nil }
            guard let date = CertificateDate(parsing: at) else {
                throw ValidationError("--at takes a date such as 2026-11-23 or 2026-11-23T18:00:00Z")
            }
            return date
        }
    }

    private var days: Int {
        get throws {
            let digits = expiresIn.hasSuffix("d") ? expiresIn.dropLast() : expiresIn[...]
            guard let days = Int(digits), (0...36500).contains(days) else {
                throw ValidationError("--expires-in takes a number of days from 0d to 36500d, as in 30d")
            }
            return days
        }
    }
}

extension CertificateUse: ExpressibleByArgument {}
extension CertificateExpectations.Specification: ExpressibleByArgument {}
extension CertificateExpectations.Profile: ExpressibleByArgument {}
