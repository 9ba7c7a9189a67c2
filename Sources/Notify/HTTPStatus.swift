// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// What an HTTP status means for a delivery (PIPELINE § 8).
enum HTTPStatus {
    /// Returns for 2xx; 3xx is not followed, 410 disables, 408, 425, 429 and 5xx wait.
    static func judge(
        _ status: Int,
        retryAfter: String?,
        now: Date = Date()
    ) throws(DeliveryError) {
        switch status {
        case 200..<300: return
        case 410: throw .disabled("the receiver answered 410: it is gone")
        case 408, 425, 429, 500...:
            let after = retryAfter.flatMap { wait($0, now: now) }
            throw .transient("the receiver answered \(status)", after: after)
        case 300..<400:
            throw .permanent("the receiver answered \(status); redirects are not followed")
        default: throw .permanent("the receiver answered \(status)")
        }
    }

    /// `Retry-After` in seconds or as a date, at most an hour of it; nil when it is neither.
    static func wait(_ text: String, now: Date) -> TimeSpan? {
        if let seconds = Int(text) { return .seconds(min(max(0, seconds), 3600)) }
        let reader = DateFormatter()
        reader.locale = Locale(identifier: "en_US_POSIX")
        reader.timeZone = TimeZone(identifier: "GMT")
        reader.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        guard let date = reader.date(from: text) else { return nil }
        return .seconds(Int(min(max(0, date.timeIntervalSince(now)), 3600)))
    }
}
