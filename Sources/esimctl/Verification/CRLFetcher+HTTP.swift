import HTTPTransport
import ServerTrust

extension CRLFetcher {
    /// Fetches over HTTP, and keeps what it gets in the folder for caches.
    ///
    /// - Parameter allowingPrivateAddresses: Whether loopback and private networks may be asked. The addresses are written by
    ///   whoever wrote the certificates.
    convenience init(allowingPrivateAddresses: Bool) {
        let client = HTTPClient(trust: .webPKI, addresses: allowingPrivateAddresses ? .any : .publicOnly)
        let cache = CRLCache.standardPath(environment: { Environment[$0] }).map(CRLCache.init)
        self.init(cache: cache) { address throws(DownloadFailure) in
            guard let url = try? HTTPURL(parsing: address) else {
                throw DownloadFailure(reason: "the address cannot be read")
            }
            let response: HTTPResponse
            do throws(HTTPTransportError) {
                response = try client.send(HTTPRequest(.get, url))
            } catch {
                throw DownloadFailure(reason: error.reason)
            }
            guard response.status == 200 else {
                throw DownloadFailure(reason: "the server has answered \(response.status)")
            }
            return response.body
        }
    }
}
