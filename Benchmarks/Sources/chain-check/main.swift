import Foundation
import SGP22
import ServerTrust

// chain-check LEAF ROOT RUNS AT HOST : what we need for the chain of LEAF and ROOT (DER) at the time AT (seconds since 1970):
// to read both, take them apart, check the path and ask all rules, RUNS times. Prints microseconds for each.
//
// With `kept` behind it the anchors are read once, as for many servers.

let arguments = CommandLine.arguments
guard arguments.count >= 6, let runs = Int(arguments[3]), let seconds = Int64(arguments[4]) else { exit(64) }
let leaf = try [UInt8](Data(contentsOf: URL(filePath: arguments[1])))
let root = try [UInt8](Data(contentsOf: URL(filePath: arguments[2])))
let moment = CertificateDate(secondsSince1970: seconds)
let expectations = CertificateExpectations(at: moment, host: arguments[5])

func verifier() -> ChainVerifier {
    ChainVerifier(anchors: TrustAnchors([ServedCertificate(der: root)].compactMap { TrustAnchor($0, domain: .custom) }))
}

let kept = arguments.count > 6 ? verifier() : nil
var findings = 0
let clock = ContinuousClock()
let time = clock.measure {
    for _ in 0..<runs {
        let chain = (kept ?? verifier()).check([ServedCertificate(der: leaf)], at: moment)
        findings += CertificateRule.findings(in: chain, expecting: expectations).count
        guard chain.path.endsInAnchor, chain.path.problems.isEmpty else { exit(1) }
    }
}
guard findings == 0 else { exit(1) }
print(time / .microseconds(1) / Double(runs))
