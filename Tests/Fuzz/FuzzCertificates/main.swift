import CertificateLaws
import FuzzDriver
import SGP22

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Within the validity of what `scripts/chain.sh` has just made.
let moment = CertificateDate(secondsSince1970: Int64(time(nil)) + 3600)

fuzz { brokenCertificateLaws(of: $0, at: moment) }
