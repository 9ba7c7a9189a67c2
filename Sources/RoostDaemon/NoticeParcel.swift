// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel

/// What goes to a receiver in one message: one delivery, or many that wait for it as a digest.
struct NoticeParcel: Sendable {
    /// More than so many that wait for one receiver become one message (PIPELINE § 7, RECEIVERS).
    static let gatherAbove = 10
    /// Most deliveries of a digest: it lists ten and counts the rest.
    static let sizeLimit = 100

    /// The receiver.
    let receiver: Receiver
    /// The deliveries, the first one's id is the message's.
    var items: [(pending: PendingEffect, delivery: Delivery)]

    /// What is due as messages, in the order in which they should leave.
    ///
    /// Critical notices go first and each by itself. Of a receiver whose messages people read, the rest becomes
    /// one message when there is more than ten, and so do those that the case book put in one group.
    static func parcels(
        of due: [(pending: PendingEffect, delivery: Delivery)],
        receivers: [Receiver]
    ) -> [NoticeParcel] {
        var parcels: [NoticeParcel] = []
        for receiver in receivers {
            let own = due.filter { $0.delivery.receiver == receiver.id }
            let urgent = own.filter { $0.delivery.notice.severity == .critical }
            parcels += urgent.map { NoticeParcel(receiver: receiver, items: [$0]) }
            let others = own.filter { $0.delivery.notice.severity != .critical }
            // What is told again is no news: never in one message with what is.
            for isAgain in [false, true] {
                parcels += messages(
                    of: others.filter { $0.delivery.id.isAgain == isAgain },
                    receiver
                )
            }
        }
        return parcels
    }

    private static func messages(
        of items: [(pending: PendingEffect, delivery: Delivery)],
        _ receiver: Receiver
    ) -> [NoticeParcel] {
        guard receiver.kind.isRead, items.count > gatherAbove else {
            return groups(of: items, receiver)
        }
        return stride(from: 0, to: items.count, by: sizeLimit).map { start in
            let part = items[start..<min(start + sizeLimit, items.count)]
            return NoticeParcel(receiver: receiver, items: Array(part))
        }
    }

    /// Each group as one message, in the order of its first delivery.
    private static func groups(
        of items: [(pending: PendingEffect, delivery: Delivery)],
        _ receiver: Receiver
    ) -> [NoticeParcel] {
        var parcels: [NoticeParcel] = []
        for item in items {
            let index = parcels.firstIndex { parcel in
                receiver.kind.isRead && item.delivery.group != nil
                    && parcel.items.first?.delivery.group == item.delivery.group
            }
            if let index {
                parcels[index].items.append(item)
            } else {
                parcels.append(NoticeParcel(receiver: receiver, items: [item]))
            }
        }
        return parcels
    }
}
