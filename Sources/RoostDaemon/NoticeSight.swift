// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
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

    /// Messages of one receiver, the next one last; made once a look, not for each delivery that ends.
    private var lines: [[NoticeParcel]] = []
    /// Deliveries that wait.
    private(set) var count = 0
    /// Everything that was seen, so that it is not decoded again.
    private(set) var known: [EffectID: PendingEffect] = [:]
    private var at = Timestamp.epoch
    /// Whether nothing else is due.
    private var isWhole = true
    /// How often the lane had been signalled before the look.
    private var signals = -1

    /// Nothing was looked at yet.
    init() {}

    /// What was seen at an instant, for receivers as they were configured then.
    init(
        _ seen: [PendingEffect],
        receivers: [Receiver],
        signals: Int = 0,
        isWhole: Bool = true,
        at now: Timestamp
    ) {
        at = now
        self.isWhole = isWhole
        self.signals = signals
        known = Dictionary(seen.map { ($0.effect.id, $0) }, uniquingKeysWith: { $1 })
        var receivers = receivers
        let due = seen.compactMap { pending -> (pending: PendingEffect, delivery: Delivery)? in
            guard case .deliver(let delivery) = pending.effect.action else { return nil }
            return (pending, delivery)
        }
        // A receiver that left the configuration: its deliveries end by name.
        for item in due where !receivers.contains(where: { $0.id == item.delivery.receiver }) {
            receivers.append(Receiver(id: item.delivery.receiver, kind: .log))
        }
        count = due.count
        lines = receivers.map { receiver in
            NoticeParcel.parcels(of: due, receivers: [receiver]).reversed()
        }
    }

    /// Whether nothing has become due since the look.
    func isCurrent(_ signals: Int) -> Bool {
        self.signals == signals && (isWhole || count >= Self.plenty)
    }

    /// What was begun may not have been: the next look is at the store.
    mutating func forget() { signals = -1 }

    /// When the store is to be looked at again; nil: now.
    func lookAgainAt(_ now: Timestamp) -> Timestamp? {
        guard count >= Self.plenty, now < at + Self.interval, now >= at else { return nil }
        return at + Self.interval
    }

    /// Takes the next messages for which `enter` finds a place; of a receiver none passes another.
    mutating func take(_ enter: (Receiver) -> Bool) -> [NoticeParcel] {
        var taken: [NoticeParcel] = []
        for index in lines.indices {
            while let next = lines[index].last, enter(next.receiver) {
                taken.append(lines[index].removeLast())
                count -= next.items.count
            }
        }
        return taken
    }
}
