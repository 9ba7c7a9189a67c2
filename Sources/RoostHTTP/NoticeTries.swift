// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

/// What the outbox knows of deliveries that were tried and wait: how often, why the last try failed, and
/// when the next is.
struct NoticeTries {
    /// So many are looked at; a longer queue tells of its oldest.
    static let limit = 5000

    /// Tries of one delivery.
    struct Tries: Equatable {
        /// How many.
        var count: Int
        /// Why the last failed; nil: nobody said.
        var trouble: String?
        /// When the next is; nil: as soon as the receiver may be tried.
        var nextAt: Timestamp?
    }

    private struct Key: Hashable {
        var notice: NoticeID
        var receiver: ReceiverID
    }

    private var tries: [Key: Tries] = [:]

    /// Nothing is known.
    init() {}

    /// Of several at a receiver the oldest counts: the others wait for it.
    init(_ records: [EffectRecord], at now: Timestamp) {
        for record in records {
            guard case .deliver(let delivery) = record.pending.effect.action else { continue }
            let key = Key(notice: delivery.notice.id, receiver: delivery.receiver)
            guard tries[key] == nil else { continue }
            tries[key] = Tries(
                count: record.pending.attempt,
                trouble: record.trouble,
                nextAt: record.nextAt.flatMap { $0 > now ? $0 : nil }
            )
        }
    }

    /// What the outbox of a site knows now.
    init(_ door: SiteDoor) throws {
        self.init(try door.waiting(Self.limit), at: door.now())
    }

    /// Whether a delivery of a notice was tried and waits for another try.
    func waits(_ record: NoticeRecord) -> Bool {
        record.deliveries.contains {
            $0.state == .queued && of(record.notice.id, at: $0.receiver) != nil
        }
    }

    /// The tries of a notice at a receiver; nil: it was not tried, or waits for nothing.
    func of(_ notice: NoticeID, at receiver: ReceiverID) -> Tries? {
        tries[Key(notice: notice, receiver: receiver)]
    }
}
