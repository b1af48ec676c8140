internal import Foundation
internal import HTTPTransport
internal import Synchronization

/// Exchanges with PayPal under an access token, which is fetched when there is none, or when the old one is over.
final class PayPalSession: Sendable {
    private struct Token {
        var text: String
        var end: ContinuousClock.Instant
    }

    private let connection: ProviderConnection
    private let clientID: String
    private let secret: APISecret
    /// The lock is held while a token is fetched, so that many threads fetch one.
    private let token = Mutex<Token?>(nil)

    init(connection: ProviderConnection, clientID: String, secret: APISecret) {
        self.connection = connection
        self.clientID = clientID
        self.secret = secret
    }

    /// Sends a request; once more with a new token when PayPal does not take the one that was kept.
    func exchange(
        _ method: HTTPRequest.Method,
        _ target: String,
        key: String? = nil,
        body: String? = nil
    ) -> ProviderConnection.Ending {
        for isLast in [false, true] {
            let token: String
            switch accessToken() {
            case .success(let text): token = text
            case .failure(let refusal): return refusal.ending
            }
            var fields = [
                HTTPField("Authorization", "Bearer \(token)"), HTTPField("Content-Type", "application/json"),
                HTTPField("Prefer", "return=representation"),
            ]
            if let key { fields.append(HTTPField("PayPal-Request-Id", key)) }
            let ending = connection.exchange(method, target, fields: fields, body: body ?? "")
            guard case .answered(let answer) = ending, answer.status == 401, !isLast else { return ending }
            self.token.withLock { kept in
                if kept?.text == token { kept = nil }
            }
        }
        return .notSent
    }

    /// Why there is no token. Nothing of the request itself was sent then.
    private struct Refusal: Error {
        var ending: ProviderConnection.Ending
    }

    private func accessToken() -> Result<String, Refusal> {
        token.withLock { kept in
            if let token = kept, ContinuousClock.now < token.end { return .success(token.text) }
            let credentials = Data("\(clientID):\(secret.text)".utf8).base64EncodedString()
            let fields = [
                HTTPField("Authorization", "Basic \(credentials)"),
                HTTPField("Content-Type", "application/x-www-form-urlencoded"),
            ]
            let ending = connection.exchange(
                .post,
                "/v1/oauth2/token",
                fields: fields,
                body: "grant_type=client_credentials"
            )
            guard case .answered(let answer) = ending else { return .failure(Refusal(ending: .notSent)) }
            guard answer.status == 200, let fresh = decoded(TokenAnswer.self, answer) else {
                switch answer.status {
                case 429: return .failure(Refusal(ending: ending))
                // The secret is wrong, which is for a person to see. Anything else may pass.
                case 400..<500:
                    let code = decoded(PayPalFailure.self, answer)?.word ?? "http_\(answer.status)"
                    return .failure(Refusal(ending: .denied(code: code)))
                default: return .failure(Refusal(ending: .notSent))
                }
            }
            kept = Token(text: fresh.accessToken, end: .now + .seconds(max(0, fresh.expiresIn - 60)))
            return .success(fresh.accessToken)
        }
    }

    private struct TokenAnswer: Decodable {
        var accessToken: String
        var expiresIn: Int

        private enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }
}
