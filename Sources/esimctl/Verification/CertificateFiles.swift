import SGP22
import ServerTrust

extension InputFile {
    /// The certificates in it, in their order.
    ///
    /// - Throws: `Failure` when it cannot be read, or holds none; a certificate that cannot be read is one of the result.
    func certificates() throws(Failure) -> [ServedCertificate] {
        let limit = CertificateFile.Limits.standard
        do {
            return try CertificateFile(bytes(upTo: limit.bytes)).certificates
        } catch let failure as Failure {
            throw failure
        } catch let error as CertificateFile.ReadError {
            throw Failure(in: displayName, error)
        } catch {
            throw Failure("\(displayName): cannot be read", status: .notDone)
        }
    }

    /// The CRLs in it.
    ///
    /// - Throws: `Failure` when it cannot be read, or is no CRL.
    func revocationLists() throws(Failure) -> [RevocationList] {
        do {
            return try RevocationList.lists(in: bytes(upTo: RevocationList.byteLimit))
        } catch let failure as Failure {
            throw failure
        } catch RevocationList.ReadError.tooManyBytes(let limit) {
            throw Failure(
                "\(displayName): is larger than \(limit >> 20) MiB, the most that is read",
                status: .unusableInput
            )
        } catch RevocationList.ReadError.unreadable(let reason) {
            throw Failure("\(displayName): is no CRL (\(reason))", status: .unusableInput)
        } catch {
            throw Failure("\(displayName): cannot be read", status: .notDone)
        }
    }
}

extension Failure {
    fileprivate init(in file: String, _ error: CertificateFile.ReadError) {
        switch error {
        case .empty: self.init("\(file): is empty", status: .unusableInput)
        case .tooManyBytes(let limit):
            self.init("\(file): is larger than \(limit >> 20) MiB, the most that is read", status: .unusableInput)
        case .tooManyCertificates(let limit):
            self.init("\(file): holds more than \(limit) certificates, the most that are read", status: .unusableInput)
        case .noCertificates:
            self.init("\(file): holds no certificate", hint: "PEM, DER or PKCS#7", status: .unusableInput)
        }
    }
}
