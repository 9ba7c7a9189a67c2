// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Synchronization

/// Which deliveries may begin: so many under way a receiver and in all, no faster than a receiver takes them,
/// none to one that does not answer but a probe now and then.
///
/// A class because the tasks that end a delivery and the one that begins them share its counts.
final class ReceiverPace: Sendable {
    /// Under way at once to one receiver.
    static let receiverLimit = 4
    /// Under way at once in all.
    static let limit = 32

    /// Whether a delivery may begin.
    enum Entry: Equatable {
        case now
        /// When one that is under way ends.
        case full
        /// Not before an instant.
        case later(Timestamp)
    }

    private struct Lane {
        var underWay = 0
        var pace: Receiver.Pace?
        var bucket: TokenBucket
        var circuit = Circuit()
    }

    private let lanes = Mutex<[ReceiverID: Lane]>([:])

    /// Takes a place for one message.
    func enter(_ entry: Receiver, at now: Timestamp) -> Entry {
        lanes.withLock { lanes in
            let receiver = entry.id
            var lane = lanes[receiver] ?? Lane(pace: entry.pace, bucket: entry.bucket(at: now))
            // Another pace in the configuration holds from now on.
            if lane.pace != entry.pace {
                lane.pace = entry.pace
                lane.bucket = entry.bucket(at: now)
            }
            defer { lanes[receiver] = lane }
            guard lane.underWay < Self.receiverLimit,
                lanes.values.reduce(0, { $0 + $1.underWay }) < Self.limit
            else { return .full }
            // A probe is one: the next waits for what became of it.
            if lane.circuit.isOpen, lane.underWay > 0 { return .full }
            if let later = lane.bucket.take(at: now) { return .later(later) }
            if let later = lane.circuit.enter(at: now) {
                lane.bucket.giveBack()
                return .later(later)
            }
            lane.underWay += 1
            return .now
        }
    }

    /// Gives a place back; `isAlive`: whether the receiver answered; nil: it was not tried.
    func leave(_ receiver: ReceiverID, isAlive: Bool?, at now: Timestamp) {
        lanes.withLock { lanes in
            guard var lane = lanes[receiver] else { return }
            lane.underWay -= 1
            if let isAlive {
                lane.circuit.note(isAlive: isAlive, at: now)
            } else {
                lane.bucket.giveBack()
            }
            lanes[receiver] = lane
        }
    }

    /// A person wants a receiver tried that is left in peace: one try may be made now.
    func allowTry(at receiver: ReceiverID) {
        lanes.withLock { $0[receiver]?.circuit.allowProbe() }
    }

    /// Receivers whose circuit is open.
    var silent: [ReceiverID] {
        lanes.withLock { $0.filter { $0.value.circuit.isOpen }.keys.sorted() }
    }
}

extension Receiver {
    /// Burst and refill: the configured ones, or those of the kind (RECEIVERS, table); the log takes what
    /// comes.
    func bucket(at now: Timestamp) -> TokenBucket {
        if let pace {
            let interval = 60_000.0 / Double(pace.perMinute)
            return TokenBucket(burst: pace.burst, milliseconds: interval, at: now)
        }
        return switch kind {
        case .webhook: TokenBucket(burst: 20, milliseconds: 100, at: now)
        case .wecom, .dingtalk: TokenBucket(burst: 18, milliseconds: 3334, at: now)
        // 90 a minute lie below 4 a second.
        case .feishu: TokenBucket(burst: 4, milliseconds: 667, at: now)
        case .slack: TokenBucket(burst: 1, milliseconds: 1000, at: now)
        case .ntfy: TokenBucket(burst: 30, milliseconds: 6000, at: now)
        case .email: TokenBucket(burst: 10, milliseconds: 1000, at: now)
        case .mqtt: TokenBucket(burst: 100, milliseconds: 10, at: now)
        case .log: TokenBucket(burst: 1000, milliseconds: 1, at: now)
        }
    }
}
