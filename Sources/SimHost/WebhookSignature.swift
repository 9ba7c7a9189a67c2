// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// Checks a signature of Standard Webhooks 1.0.0: HMAC-SHA256 over `<id>.<timestamp>.<body>`.
struct WebhookSignature: Sendable {
    /// How far the sender's clock may be away, seconds (the reference libraries' five minutes).
    private static let tolerance = 300

    private let key: SymmetricKey

    /// The key of `whsec_` and base64; nil when malformed.
    init?(secret: String) {
        let prefix = "whsec_"
        guard secret.hasPrefix(prefix),
            let bytes = Data(base64Encoded: String(secret.dropFirst(prefix.count))), !bytes.isEmpty
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// Whether one of the header's signatures fits; `unixNow` in seconds.
    func isValid(_ request: CaughtRequest, unixNow: Int) -> Bool {
        guard let id = request.id, let timestamp = request.timestamp,
            let sent = Int(timestamp), abs(unixNow - sent) <= Self.tolerance
        else { return false }
        let signed = Data("\(id).\(timestamp).".utf8) + Data(request.body)
        return (request.signature ?? "").split(separator: " ").contains { entry in
            guard entry.hasPrefix("v1,"),
                let code = Data(base64Encoded: String(entry.dropFirst(3)))
            else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: signed,
                using: key
            )
        }
    }
}
