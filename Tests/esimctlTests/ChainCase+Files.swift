import CertificateFixtures
import Lab
import SGP22
import TestSupport

extension ChainCase {
    /// Writes `chain.pem`, `ca.pem`, and the CRLs as `0.crl` and so on.
    func write(to folder: borrowing TemporaryFolder) throws {
        _ = try folder.write(Array(PEM.certificates(served).utf8), to: "chain.pem")
        _ = try folder.write(Array(PEM.certificates(anchors).utf8), to: "ca.pem")
        for (index, crl) in crls.enumerated() { _ = try folder.write(crl, to: "\(index).crl") }
    }

    /// The options of `verify` that name those files and say what the chain is held against.
    var options: [String] {
        let expected = expectations
        var options = [
            "--chain", "chain.pem", "--ca", "ca.pem", "--at", "\(expected.at)", "--role", expected.use.rawValue,
            "--spec", expected.specification.rawValue, "--expires-in", "\(expected.expiryWarningDays)d",
            "--profile", expected.profile.rawValue,
        ]
        if let host = expected.host { options += ["--host", host] }
        if let oid = expected.smdpOID { options += ["--smdp-oid", "\(oid)"] }
        if let key = expected.ciPKID { options += ["--ci-pkid", "\(key)"] }
        if expected.requiresCRL { options.append("--require-crl") }
        if expected.matchesCIByKey { options.append("--match-ci-by-key") }
        for index in crls.indices { options += ["--crl", "\(index).crl"] }
        return options
    }
}
