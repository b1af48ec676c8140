import HTTPService
import SystemPackage

extension Failure {
    /// A port on 127.0.0.1 that cannot be listened at.
    init(listeningAt port: UInt16, _ error: HTTPServiceError) {
        let place = "port \(port) of 127.0.0.1"
        switch error {
        case .system(_, Errno.addressInUse.rawValue):
            self.init(
                "\(place) is in use",
                hint: "name another one, or 0 for any that is free",
                status: .notDone
            )
        case .system(_, Errno.permissionDenied.rawValue):
            self.init(
                "\(place) may not be listened at",
                hint: "those below 1024 belong to the administrator",
                status: .notDone
            )
        case .system(_, let number):
            self.init("\(place) cannot be listened at (\(Errno(rawValue: number)))", status: .notDone)
        case .openSSL(let reasons):
            self.init("\(place) cannot be listened at (\(reasons.joined(separator: ", ")))", status: .notDone)
        }
    }
}
