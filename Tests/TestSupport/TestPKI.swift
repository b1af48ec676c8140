import Foundation

/// Keys and certificates of a test, made by the `openssl` command in a folder of their own.
public final class TestPKI: Sendable {
    private let folder: TemporaryFolder

    /// Makes a CA: `ca.pem`, on P-256.
    public init() async throws {
        folder = try TemporaryFolder()
        try await run(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 "
                + "-subj /CN=Test~CA -addext keyUsage=critical,keyCertSign,cRLSign"
        )
    }

    /// Makes `name.pem` and `name.key`, signed by the CA; the key is on a curve such as `P-256`, or `rsa:2048`.
    public func makeCertificate(
        _ name: String,
        key: String = "P-256",
        subjectAltName: String = "DNS:localhost,IP:127.0.0.1",
        crlAddress: String? = nil
    ) async throws {
        let newKey = key.hasPrefix("rsa") ? "-newkey \(key)" : "-newkey ec -pkeyopt ec_paramgen_curve:\(key)"
        try await run(
            "req -new \(newKey) -nodes -keyout \(name).key -out \(name).csr -subj /CN=\(name) "
                + "-addext subjectAltName=\(subjectAltName)"
                + (crlAddress.map { " -addext crlDistributionPoints=URI:\($0)" } ?? "")
        )
        try await run(
            "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -copy_extensions copy "
                + "-out \(name).pem"
        )
    }

    /// A CRL of the CA that is good for a week and takes back the named certificates because their keys are compromised.
    public func revocationList(of names: [String] = [], form: String = "DER") async throws -> [UInt8] {
        let configuration = """
            [ca]
            default_ca = here
            [here]
            database = index.txt
            crlnumber = crlnumber
            default_md = sha256
            default_crl_days = 7
            certificate = ca.pem
            private_key = ca.key
            crl_extensions = extensions
            [extensions]
            """
        try Data(configuration.utf8).write(to: folder.file("ca.conf"))
        try Data().write(to: folder.file("index.txt"))
        try Data("01\n".utf8).write(to: folder.file("crlnumber"))
        for name in names { try await run("ca -config ca.conf -revoke \(name).pem -crl_reason keyCompromise") }
        try await run("ca -config ca.conf -gencrl -out crl.pem")
        return try await run("crl -in crl.pem -outform \(form)").standardOutput
    }

    /// The path of a file in the folder.
    public func path(_ name: String) -> String { folder.file(name).path }

    /// A file in the folder.
    public func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.file(name))) }

    /// The first certificate of a PEM file, as DER.
    public func der(_ name: String) async throws -> [UInt8] {
        try await Tool.run("openssl", ["x509", "-in", path(name), "-outform", "DER"]).standardOutput
    }

    /// Runs the `openssl` command in the folder, its arguments apart by spaces, with `~` for a space in one.
    @discardableResult
    public func run(_ arguments: String) async throws -> Tool.Output {
        let words = arguments.split(separator: " ").map { $0.replacingOccurrences(of: "~", with: " ") }
        let output = try await Tool.run("openssl", words, in: folder.url)
        guard output.status == 0 else { throw Failure(command: arguments, error: output.errorText) }
        return output
    }

    /// What `openssl` did not do, and why.
    public struct Failure: Error {
        public let command: String
        public let error: String
    }
}
