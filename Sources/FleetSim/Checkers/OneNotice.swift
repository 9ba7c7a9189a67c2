// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

/// A receiver sees one id of a notice however often it is tried, and none after it has taken it and
/// said so; what counts as delivered was taken (ARCHITECTURE § 5.11, S33; FEATURES, invariants 5).
struct OneNotice: Checker {
    static let name = "one notice"
    static let promises = ["A11", "S33", "I5"]
    private struct Place: Hashable {
        var violation: CaseID
        var receiver: ReceiverID
    }
    private var ids: [Place: DeliveryID] = [:]
    private var delivered: Set<DeliveryID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .posted(let delivery, _):
            let place = Place(violation: delivery.notice.violation, receiver: delivery.receiver)
            if let id = ids[place], id != delivery.id {
                return "\(delivery.receiver) is sent \(place.violation) under a second id"
            }
            ids[place] = delivery.id
            if delivered.contains(delivery.id) {
                return "\(delivery.id) is sent again after it was delivered"
            }
        case .turned(let turned):
            for record in turned.taken.flatMap(\.receipt.facts)
            where record.fact.code == .noticeDelivered {
                guard let notice = record.fact.subject.notice,
                    let receiver = record.fact.subject.receiver,
                    let issued = turned.after.cases.notice(notice)?.notice
                else { continue }
                let id = Delivery(notice: issued, receiver: receiver).id
                guard delivered.insert(id).inserted else { return "\(id) is delivered twice" }
            }
        case .tried, .ready, .sent, .delivered, .acknowledged, .sealed, .stepped, .restarted,
            .dock:
            break
        }
        return nil
    }

    func end(_ end: World.End) -> String? {
        for id in delivered.sorted() where end.receivers[id.receiver]?.taken[id] == nil {
            return "\(id) counts as delivered, and \(id.receiver) never took it"
        }
        for record in end.engine.site.cases.notices {
            for delivery in record.deliveries where delivery.state == .delivered {
                let id = Delivery(notice: record.notice, receiver: delivery.receiver).id
                if end.receivers[delivery.receiver]?.taken[id] == nil {
                    return "\(id) counts as delivered, and \(delivery.receiver) never took it"
                }
            }
            for delivery in record.deliveries where delivery.state == .queued {
                return "\(record.notice.id) is still on its way to \(delivery.receiver)"
            }
        }
        return nil
    }
}
