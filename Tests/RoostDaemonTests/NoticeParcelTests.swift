// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore
import Testing

@testable import RoostDaemon

@Suite("Which deliveries leave as one message")
struct NoticeParcelTests {
    static func due(
        _ number: Int,
        group: Int?,
        severity: Severity = .minor,
        receiver: ReceiverID
    ) -> (pending: PendingEffect, delivery: Delivery) {
        let notice = Notice.sample(number, severity: severity)
        var delivery = Delivery(notice: notice, receiver: receiver)
        delivery.group = group
        let effect = Effect(
            id: EffectID(number),
            wire: notice.wire,
            expiresAt: .epoch + .hours(24),
            retry: .untilExpiry,
            action: Action.deliver(delivery)
        )
        return (PendingEffect(effect: effect, attempt: 0, cause: 0), delivery)
    }

    private static func sizes(_ kind: Receiver.Kind, _ groups: [Int?]) -> [Int] {
        let receiver = Receiver(id: "r", kind: kind)
        let due = groups.enumerated().map { Self.due($0 + 1, group: $1, receiver: "r") }
        return NoticeParcel.parcels(of: due, receivers: [receiver]).map(\.items.count)
    }

    @Test("a group of the case book is one message for people, and single ones for programs")
    func groups() {
        #expect(Self.sizes(.wecom, [1, 1, nil, 2, 1, nil]) == [3, 1, 1, 1])
        #expect(Self.sizes(.webhook, [1, 1, nil, 2, 1, nil]) == [1, 1, 1, 1, 1, 1])
        #expect(Self.sizes(.wecom, Array(repeating: nil, count: 11)) == [11])
        #expect(Self.sizes(.wecom, Array(repeating: nil, count: 10)).count == 10)
    }

    @Test("what is told again is never in one message with what is new")
    func again() {
        let receiver = Receiver(id: "r", kind: .wecom)
        var due = (1...14).map { Self.due($0, group: nil, receiver: "r") }
        for index in due.indices where index.isMultiple(of: 7) {
            due[index].delivery.id.reminder = 1
            due[index].delivery.group = 5
        }
        due[3].delivery.id.escalation = 1
        let parcels = NoticeParcel.parcels(of: due, receivers: [receiver])
        #expect(parcels.map(\.items.count) == [11, 2, 1])
        #expect(parcels.map { $0.items[0].delivery.id.isAgain } == [false, true, true])
    }

    @Test("a critical notice leaves first and by itself")
    func critical() {
        let receiver = Receiver(id: "r", kind: .wecom)
        let due = [
            Self.due(1, group: 1, receiver: "r"), Self.due(2, group: 1, receiver: "r"),
            Self.due(3, group: 1, severity: .critical, receiver: "r"),
        ]
        let parcels = NoticeParcel.parcels(of: due, receivers: [receiver])
        #expect(parcels.map { $0.items.map(\.delivery.notice.id.value) } == [[3], [1, 2]])
    }
}
