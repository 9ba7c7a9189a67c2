// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("What becomes of a notice")
struct DeliveryTests {
    /// A street with one notice out to one receiver.
    static func street(
        severity: Severity = .minor,
        change: (inout CaseConfiguration) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            configuration.rules[0].evidence = []
            configuration.rules[0].severity = severity
            configuration.receivers += ["next", "lead"].map { Receiver(id: $0, kind: .log) }
            change(&configuration)
        }
        street.settlesAtOnce = false
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car], image: false)
        street.look(from: 400, count: 3, cars: [car], image: false)
        return street
    }

    static let ladder = Escalation(
        critical: [
            .init(after: .minutes(2), receiver: "next"),
            .init(after: .minutes(5), receiver: "lead"),
        ],
        major: [.init(after: .minutes(15), receiver: "next")]
    )

    static func deliveries(_ street: Street) -> [Delivery] {
        street.effects.compactMap { effect in
            if case .deliver(let delivery) = effect.action { delivery } else { nil }
        }
    }

    @Test(
        "what a try of unknown outcome leads to depends on the receiver, at most one duplicate",
        arguments: [(Receiver.OnUnknown.ask, 1), (.resend, 2)]
    )
    func unknown(choice: Receiver.OnUnknown, sent: Int) {
        var street = Self.street { configuration in
            configuration.receivers[0].kind = .wecom
            configuration.receivers[0].onUnknown = choice
        }
        for number in 1...3 { street.settle(EffectID(number), .unknown) }
        let deliveries = Self.deliveries(street)
        #expect(deliveries.count == sent)
        #expect(Set(deliveries.map(\.id)).count == 1)
        #expect(street.book.notices[0].deliveries.map(\.state) == [.unknown])
    }

    @Test(
        "a try that a crash interrupts may be repeated only where the id is known again",
        arguments: [
            (.webhook, .untilExpiry), (.email, .untilExpiry), (.mqtt, .untilExpiry),
            (.log, .untilExpiry), (.wecom, .once), (.dingtalk, .once), (.feishu, .once),
            (.slack, .once), (.ntfy, .once),
        ] as [(Receiver.Kind, Retry)]
    )
    func crash(kind: Receiver.Kind, retry: Retry) {
        let street = Self.street { $0.receivers[0].kind = kind }
        #expect(street.effects.map(\.retry) == [retry])
    }

    @Test("a receiver that is gone gets nothing more by itself, until a person sends or changes it")
    func disabled() {
        var street = Self.street()
        let gone = FailureReason(code: "disabled", text: "the receiver answered 410: it is gone")
        street.settle(EffectID(1), .failed(gone))
        #expect(street.book.receiversDisabled.map(\.receiver) == ["police"])
        #expect(street.facts.count { $0.code == .receiverDisabled } == 1)
        let car = Street.Car(east: 60, plate: "测C71M9X")
        street.look(from: 500, count: 3, cars: [car], image: false)
        street.look(from: 900, count: 3, cars: [car], image: false)
        #expect(street.notices.count == 2)
        #expect(Self.deliveries(street).count == 1)
        #expect(street.book.notices[1].deliveries.map(\.state) == [.dead])
        // A person sends it: when it arrives the receiver is back.
        #expect(street.ask(.retry(street.notices[1].id)) == nil)
        #expect(Self.deliveries(street).count == 2)
        street.settle(EffectID(2), .succeeded(.delivered))
        #expect(street.book.receiversDisabled.isEmpty)
    }

    @Test("a notice that nobody acknowledges climbs the ladder three times, then rests")
    func ladder() throws {
        var street = Self.street(severity: .critical) { $0.escalation = Self.ladder }
        let issued = try #require(street.notices.first).issuedAt
        street.run(until: issued + .hours(2))
        let told = street.facts.filter { $0.code == .noticeEscalated }
        #expect(told.map(\.subject.receiver) == ["next", "lead", "next", "lead", "next", "lead"])
        let steps = Self.deliveries(street).dropFirst()
        #expect(steps.map(\.id.escalation) == [1, 2, 3, 4, 5, 6])
        #expect(Set(steps.map { "\($0.id)" }).count == 6)
        #expect(told.compactMap { $0.values.first?.value } == Self.ages(street, told.count))
        street.settle(EffectID(2), .succeeded(.delivered))
        let states = street.book.notices[0].deliveries.map(\.state)
        #expect(states.count == 7 && states.filter { $0 == .delivered }.count == 1)
    }

    /// 2, 5, 7, 10, 12 and 15 minutes: each round begins where the last ended.
    private static func ages(_ street: Street, _ count: Int) -> [String] {
        [2, 5, 7, 10, 12, 15].prefix(count).map { "\(TimeSpan.minutes($0))" }
    }

    @Test("an acknowledgement stops the ladder, over a restart too; the first counts, all are kept")
    func acknowledged() throws {
        var street = Self.street(severity: .critical) { $0.escalation = Self.ladder }
        let notice = try #require(street.notices.first)
        street.run(until: notice.issuedAt + .minutes(3))
        try street.restart()
        let duty = Person(name: "wang", role: .duty)
        #expect(street.ask(.acknowledge(notice.id, over: .link), by: duty) == nil)
        #expect(street.ask(.acknowledge(notice.id, over: .api)) == nil)
        street.run(until: notice.issuedAt + .hours(1))
        #expect(street.facts.count { $0.code == .noticeEscalated } == 1)
        #expect(street.facts.count { $0.code == .noticeAcknowledged } == 1)
        #expect(street.book.notices[0].acknowledgements.map(\.by) == ["wang", "li"])
    }

    @Test(
        "severities without steps are not escalated, and neither is a site without a ladder",
        arguments: [
            (Severity.minor, true, 0), (.info, true, 0), (.major, true, 3), (.critical, false, 0),
        ]
    )
    func severities(severity: Severity, hasLadder: Bool, steps: Int) throws {
        var street = Self.street(severity: severity) {
            $0.escalation = hasLadder ? Self.ladder : nil
        }
        street.run(until: try #require(street.notices.first).issuedAt + .hours(3))
        #expect(street.facts.count { $0.code == .noticeEscalated } == steps)
    }

    @Test("who may not, or means no notice, is refused by name")
    func refused() throws {
        var street = Self.street()
        let id = try #require(street.notices.first).id
        let viewer = Person(name: "wu", role: .viewer)
        #expect(street.ask(.acknowledge(id, over: .api), by: viewer)?.code == .notAllowed)
        let other = NoticeID(99)
        #expect(street.ask(.acknowledge(other, over: .api))?.code == .unknownSubject)
    }

    @Test("how long a notice took counts from its issue, what held it back included")
    func latency() throws {
        var street = Self.street { $0.grouping = .standard }
        let issued = try #require(street.notices.first).issuedAt
        street.run(until: issued + .seconds(30))
        #expect(Self.deliveries(street).count == 1, "its group was waited for")
        let effect = try #require(street.effects.last).id
        street.settle(effect, .succeeded(.delivered))
        let delivery = try #require(street.book.notices.first?.deliveries.first)
        #expect(delivery.state == .delivered)
        let latency = try #require(delivery.latency)
        #expect(latency == street.now - issued)
        #expect(try #require(delivery.sending) < latency)
        let told = try #require(street.facts.last { $0.code == .noticeDelivered })
        #expect(told.values.first?.value == "\(latency)")
    }

    @Test("what is in the outbox may be hurried: a person who asks for it is not refused")
    func hurried() throws {
        var street = Self.street()
        let notice = try #require(street.notices.first)
        #expect(street.ask(.retry(notice.id)) == nil)
        #expect(Self.deliveries(street).count == 1, "it is queued already: nothing is sent twice")
        street.settle(EffectID(1), .succeeded(.delivered))
        #expect(street.ask(.retry(notice.id))?.code == .wrongState)
    }
}
