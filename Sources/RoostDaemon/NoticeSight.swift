// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// What the last look at the notice lane found due, less what has left since.
struct NoticeSight {
    /// So many that wait are enough to go on with.
    static let plenty = 64
    /// While there is plenty the store is looked at no more often: a long queue is not read anew for each
    /// delivery that ends.
    static let interval = TimeSpan.milliseconds(50)

    private(set) var due: [(pending: PendingEffect, delivery: Delivery)] = []
    /// Everything that was seen, so that it is not decoded again.
    private(set) var known: [EffectID: PendingEffect] = [:]
    private var at = Timestamp.epoch

    /// Nothing was looked at yet.
    init() {}

    /// What was seen at an instant.
    init(_ seen: [PendingEffect], at now: Timestamp) {
        at = now
        known = Dictionary(seen.map { ($0.effect.id, $0) }, uniquingKeysWith: { $1 })
        due = seen.compactMap { pending in
            guard case .deliver(let delivery) = pending.effect.action else { return nil }
            return (pending, delivery)
        }
    }

    /// When the store is to be looked at again; nil: now.
    func lookAgainAt(_ now: Timestamp) -> Timestamp? {
        guard due.count >= Self.plenty, now < at + Self.interval, now >= at else { return nil }
        return at + Self.interval
    }

    /// What leaves is not begun a second time.
    mutating func leave(_ parcel: NoticeParcel) {
        let ids = parcel.items.map(\.pending.effect.id)
        due.removeAll { ids.contains($0.pending.effect.id) }
    }
}
