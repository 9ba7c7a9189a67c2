// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostModel
import SiteCore

/// The stored form of deliveries and of the word that one arrived: the same bytes as ``StoredEncoder`` writes;
/// a test compares both.
enum StoredDeliveries {
    /// The bytes of an action that is a delivery; nil: it is another.
    static func encode(_ action: Action) -> Data? {
        guard case .deliver(let delivery) = action else { return nil }
        var page = JSONPage()
        page.open(#"{"deliver":{"_0":{"#)
        if let group = delivery.group { page.member("group", group) }
        page.member("id")
        page.put(delivery.id)
        page.member("notice")
        page.put(delivery.notice)
        page.member("receiver", delivery.receiver.text)
        page.close("}}}")
        return Data(page.bytes)
    }

    /// The bytes of a settlement that says that a delivery arrived; nil: it says something else.
    static func encode(_ settlement: Settlement<EffectResult>) -> Data? {
        guard settlement.isDelivered else { return nil }
        return arrived
    }

    /// The bytes of an input that says so; nil: it is another.
    static func encode(_ input: Input) -> Data? {
        guard case .settled(let id, let settlement) = input, let body = encode(settlement) else {
            return nil
        }
        return Data(#"{"settled":{"_0":\#(id.value),"_1":"#.utf8) + body + Data("}}".utf8)
    }

    private static let arrived = Data(
        #"{"succeeded":{"_0":{"cases":{"_0":{"delivered":{}}}}}}"#.utf8
    )
}

extension JSONPage {
    fileprivate mutating func put(_ id: DeliveryID) {
        open()
        member("escalation", id.escalation)
        member("notice", id.notice.description)
        member("receiver", id.receiver.text)
        member("reminder", id.reminder)
        member("revision", id.revision)
        close()
    }

    fileprivate mutating func put(_ notice: Notice) {
        open()
        member("count", notice.count)
        member("domain", notice.domain)
        member("evidence")
        open("[")
        for item in notice.evidence {
            next()
            put(item)
        }
        close("]")
        member("id", notice.id.value)
        member("isEdited", notice.isEdited)
        member("issuedAt", Int(notice.issuedAt.milliseconds))
        member("label", notice.label)
        member("match", notice.match)
        member("observedFirst", Int(notice.observedFirst.milliseconds))
        member("observedLast", Int(notice.observedLast.milliseconds))
        member("passes", notice.passes)
        member("place")
        open()
        member("latitude", notice.place.latitude)
        member("longitude", notice.place.longitude)
        close()
        member("placeError", notice.placeError.value)
        if let plate = notice.plate {
            member("plate")
            open()
            member("confidence", plate.confidence)
            member("text", plate.text)
            close()
        }
        member("reviewedBy", notice.reviewedBy)
        member("revision", notice.revision)
        member("rule", notice.rule.text)
        member("severity", notice.severity.rawValue)
        member("sightings", notice.sightings)
        member("status", notice.status.rawValue)
        member("text", notice.text)
        member("violation", notice.violation.value)
        member("violationWire", notice.violationWire.description)
        member("wire", notice.wire.description)
        member("zone", notice.zone.text)
        member("zoneName")
        open()
        member("en", notice.zoneName.en)
        member("zh", notice.zoneName.zh)
        close()
        close()
    }

    private mutating func put(_ item: Notice.EvidenceItem) {
        open()
        member("digest", item.digest)
        member("isBlurred", item.isBlurred)
        member("reference", item.reference)
        member("role", item.role)
        member("takenAt", Int(item.takenAt.milliseconds))
        close()
    }
}
