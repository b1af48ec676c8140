import SGP22

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension CertificateDate {
    /// The machine's idea of the present.
    static var now: CertificateDate {
        CertificateDate(secondsSince1970: Int64(time(nil)))
    }
}
