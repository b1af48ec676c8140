import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

/// Makes keys, certificates and CRLs with the `openssl` command, in a folder of its own.
final class TestAuthority: Sendable {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "esim-toolkit-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let rootExtensions = """
        basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        certificatePolicies=critical,2.23.146.1.2.1.0
        subjectKeyIdentifier=hash
        """
    static let leafExtensions = """
        keyUsage=critical,digitalSignature
        extendedKeyUsage=critical,serverAuth,clientAuth
        certificatePolicies=2.23.146.1.2.1.3
        subjectAltName=DNS:rsp.example.org,RID:2.999.10
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        crlDistributionPoints=URI:http://crl.example.org/a.crl
        """
    static let intermediateExtensions = """
        basicConstraints=critical,CA:TRUE
        keyUsage=critical,keyCertSign,cRLSign
        subjectKeyIdentifier=hash
        authorityKeyIdentifier=keyid
        """
    /// Within the validity of every certificate that is made without dates.
    static let moment = CertificateDate(parsing: "2026-06-01") ?? CertificateDate(secondsSince1970: 0)

    /// Makes the key `name`, with the arguments of `openssl genpkey`.
    func key(_ name: String, _ arguments: [String] = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"])
        async throws
    {
        try await openssl(["genpkey"] + arguments + ["-out", "\(name).key"])
    }

    /// Makes the certificate `name` for the key `key`, signed by the certificate `issuer` and its key, or by itself.
    @discardableResult
    func certificate(
        _ name: String,
        key: String? = nil,
        subject: String? = nil,
        issuer: String? = nil,
        issuerKey: String? = nil,
        extensions: String,
        from: String = "20260101000000Z",
        until: String = "20270101000000Z",
        digest: String = "-sha256"
    ) async throws -> ServedCertificate {
        let key = key ?? name
        if !FileManager.default.fileExists(atPath: folder.appending(path: "\(key).key").path) {
            try await self.key(key)
        }
        try await openssl(
            ["req", "-new", "-key", "\(key).key", "-subj", subject ?? "/O=Example/CN=\(name)", "-out", "\(name).csr"]
        )
        try write("[e]\n\(extensions)\n", to: "\(name).cnf")
        // `openssl ca` is the one command of 3.0 that takes both dates.
        try write("", to: "\(name).index")
        try write(
            """
            [ca]
            default_ca=c
            [c]
            database=\(name).index
            new_certs_dir=.
            default_md=sha256
            policy=p
            preserve=yes
            unique_subject=no
            rand_serial=yes
            [p]
            C=optional
            O=optional
            OU=optional
            CN=optional
            """,
            to: "\(name).ca.cnf"
        )
        let signer =
            issuer.map { ["-cert", "\($0).pem", "-keyfile", "\(issuerKey ?? $0).key"] } ?? [
                "-selfsign", "-keyfile", "\(key).key",
            ]
        try await openssl(
            ["ca", "-batch", "-notext", "-config", "\(name).ca.cnf", "-in", "\(name).csr", "-out", "\(name).pem"]
                + signer
                + ["-extfile", "\(name).cnf", "-extensions", "e", "-startdate", from, "-enddate", until, "-md"]
                + [String(digest.dropFirst())]
        )
        return try served(name)
    }

    /// The certificate `name`.
    func served(_ name: String) throws -> ServedCertificate {
        try #require(CertificateFile(bytes("\(name).pem")).certificates.first)
    }

    /// A CRL of `issuer` that takes back `revoked`.
    func revocationList(
        issuer: String,
        issuerKey: String? = nil,
        revoking revoked: [String] = [],
        until: String = "20270101000000Z"
    ) async throws -> [UInt8] {
        let name = "crl-\(UUID().uuidString)"
        let entries = try revoked.map {
            let serial = try #require(served($0).certificate).serialNumber.map { String(format: "%02X", $0) }.joined()
            return "R\t270101000000Z\t260201000000Z,keyCompromise\t\(serial)\tunknown\t/CN=\($0)\n"
        }
        try write(entries.joined(), to: "\(name).index")
        try write("01\n", to: "\(name).number")
        try write(
            "[ca]\ndefault_ca=c\n[c]\ndatabase=\(name).index\ncrlnumber=\(name).number\ndefault_md=sha256\n"
                + "crl_extensions=x\n[x]\nauthorityKeyIdentifier=keyid\n",
            to: "\(name).cnf"
        )
        try await openssl([
            "ca", "-gencrl", "-config", "\(name).cnf", "-cert", "\(issuer).pem", "-keyfile",
            "\(issuerKey ?? issuer).key", "-crl_lastupdate", "20260101000000Z", "-crl_nextupdate", until, "-out",
            "\(name).pem",
        ])
        return try bytes("\(name).pem")
    }

    func bytes(_ file: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: file)))
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: file))
    }

    @discardableResult
    func openssl(_ arguments: [String]) async throws -> [UInt8] {
        let output = try await Tool.run("openssl", arguments, in: folder)
        try #require(output.status == 0, "openssl \(arguments.joined(separator: " ")): \(output.errorText)")
        return output.standardOutput
    }
}

extension [ServedCertificate] {
    /// Anchors of these, in the domain `custom`.
    var anchors: TrustAnchors { TrustAnchors(compactMap { TrustAnchor($0, domain: .custom) }) }
}
