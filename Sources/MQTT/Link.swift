// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One connection, from the attempt to its end.
///
/// Belongs to the thread.
struct Link {
    enum Ending: Equatable {
        /// The broker does not know MQTT 5, and 3.1.1 may be tried.
        case mustFallBack
        case refused(MQTTReason)
        case unreachable(String)
        case lost(String)
        case commitFailed
        case stopped
    }

    /// Counted from 1, over all connections of the client.
    let number: UInt64
    let version: MQTTVersion
    let startedAt = ContinuousClock.now
    /// The broker accepted the connection.
    var isOpen = false
    /// The broker had kept the session: what it was not acknowledged comes again.
    var isSessionPresent = false
    /// Subscriptions that the broker has not answered, by their number.
    var subscribing: [Int32: MQTTSubscription] = [:]
    /// Messages sent and not acknowledged, by their number.
    var sent: [Int32: Posting] = [:]
    /// The broker's answer to CONNECT, if it was no.
    var refusal: MQTTReason?
    /// The library's last complaint.
    var complaint: String?
    /// Why it ends; the first reason counts.
    private(set) var ending: Ending?

    init(number: UInt64, version: MQTTVersion) {
        self.number = number
        self.version = version
    }

    mutating func end(_ reason: Ending) {
        if ending == nil { ending = reason }
    }

    /// The library reported an end: what it means depends on what was said before.
    mutating func fail(_ words: String, mayFallBack: Bool) {
        if let refusal {
            let isVersion = refusal == .unsupportedVersion && version == .v5 && mayFallBack
            end(isVersion ? .mustFallBack : .refused(refusal))
        } else if isOpen {
            end(.lost(words))
        } else {
            end(.unreachable(complaint ?? words))
        }
    }
}
