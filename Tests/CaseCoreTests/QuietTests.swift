// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("What is not told, or not at once")
struct QuietTests {
    /// Plates of cars that stand 8 m apart, none like another.
    private static let plates = (0..<12).map { "测\($0)\($0)\($0)\($0)\($0 / 10)\($0)" }

    /// A street on which so many parked cars are noticed in one turn, 400 s after the start.
    private static func street(
        cars: Int = 1,
        severity: Severity = .minor,
        change: @escaping (inout CaseConfiguration) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            configuration.rules[0].evidence = []
            configuration.rules[0].severity = severity
            change(&configuration)
        }
        street.look(from: 0, count: 3, cars: Self.cars(cars), image: false)
        return street
    }

    private static func cars(_ count: Int) -> [Street.Car] {
        (0..<count).map { Street.Car(east: 2 + 8 * Double($0), plate: plates[$0]) }
    }

    private static func notice(_ street: inout Street, cars count: Int = 1) {
        street.look(from: 400, count: 3, cars: cars(count), image: false)
    }

    private static func deliveries(_ street: Street) -> [Delivery] {
        DeliveryTests.deliveries(street)
    }

    private static func states(_ street: Street) -> [NoticeRecord.Progress.State] {
        street.book.notices.flatMap { $0.deliveries.map(\.state) }
    }

    private func silence(
        from: Int = 0,
        until: Int = 3600,
        deliversAfter: Bool = false,
        _ change: (inout Silence.Terms) -> Void = { $0.rule = "parking" }
    ) -> CaseRequest {
        var terms = Silence.Terms(
            from: Street.start + .seconds(from),
            until: Street.start + .seconds(until),
            reason: "marathon",
            deliversAfter: deliversAfter
        )
        change(&terms)
        return .silence(terms)
    }

    @Test(
        "a silence keeps back what it names and nothing else",
        arguments: [true, false],
        0..<6
    )
    func matches(isMeant: Bool, matcher: Int) {
        var street = Self.street()
        let request = silence { terms in
            switch matcher {
            case 0: terms.rule = isMeant ? "parking" : "vending"
            case 1: terms.severity = isMeant ? .minor : .major
            case 2: terms.receiver = isMeant ? "police" : "duty"
            case 3: terms.scope = .zone(isMeant ? "strip" : "square")
            case 4: terms.scope = .circle(Street.point(isMeant ? 4 : 40, 5), radius: 5)
            default: terms.scope = .polygon(Street.ring(isMeant ? 0 : 40, 0, 60, 10))
            }
        }
        #expect(street.ask(request) == nil)
        Self.notice(&street)
        street.run(seconds: 5000)
        #expect(street.notices.count == 1)
        #expect(Self.states(street) == [isMeant ? .silenced : .delivered])
        #expect(Self.deliveries(street).count == (isMeant ? 0 : 1))
        #expect(street.book.silences.map(\.kept) == [isMeant ? 1 : 0])
        #expect(street.book.cases.map(\.state) == [.noticed])
    }

    @Test("with deliver-after all that was kept back leaves at the end, as one group, once")
    func deliverAfter() throws {
        var street = Self.street(cars: 12)
        #expect(street.ask(silence(deliversAfter: true)) == nil)
        Self.notice(&street, cars: 12)
        try street.restart()
        #expect(Self.states(street) == Array(repeating: .silenced, count: 12))
        street.run(seconds: 3599)
        #expect(Self.deliveries(street).isEmpty)
        street.run(seconds: 3600)
        let sent = Self.deliveries(street)
        #expect(sent.count == 12 && Set(sent.map(\.id)).count == 12)
        #expect(Set(sent.map(\.group)).count == 1 && sent[0].group != nil)
        street.run(seconds: 9000)
        #expect(Self.deliveries(street).count == 12)
        #expect(Self.states(street) == Array(repeating: .delivered, count: 12))
    }

    @Test("its author is reminded an hour before the end; the end is told once, over a restart")
    func reminded() throws {
        var street = Self.street()
        #expect(street.ask(silence(until: 7200)) == nil)
        street.run(seconds: 3599)
        #expect(!street.facts.contains { $0.code == .silenceEnding })
        try street.restart()
        street.run(seconds: 20_000)
        #expect(street.facts.count { $0.code == .silenceEnding } == 1)
        #expect(street.facts.count { $0.code == .silenceEnded } == 1)
    }

    @Test("a person ends a silence: what it would send leaves, what comes later passes")
    func expired() {
        var street = Self.street()
        #expect(street.ask(silence(deliversAfter: true)) == nil)
        Self.notice(&street)
        #expect(Self.deliveries(street).isEmpty)
        #expect(street.ask(.endSilence(SilenceID(1))) == nil)
        #expect(Self.deliveries(street).count == 1)
        #expect(street.ask(.endSilence(SilenceID(1)))?.code == .alreadyEnded)
        street.run(seconds: 9000)
        #expect(street.facts.count { $0.code == .silenceEnded } == 1)
    }

    @Test("each wrong silence is refused by its own name")
    func wrong() {
        var street = Self.street()
        #expect(street.ask(silence { _ in })?.code == .namesNothing)
        #expect(street.ask(silence(from: 600, until: 600))?.code == .endPassed)
        #expect(street.ask(silence(until: 31 * 86_400))?.code == .windowTooLong)
        let mute = silence { terms in
            terms.rule = "parking"
            terms.reason = ""
        }
        #expect(street.ask(mute)?.code == .reasonMissing)
        let viewer = Person(name: "wu", role: .viewer)
        #expect(street.ask(silence(), by: viewer)?.code == .notAllowed)
        #expect(street.ask(.endSilence(SilenceID(7)))?.code == .unknownSubject)
        #expect(street.book.silences.isEmpty)
    }

    @Test("a mute holds and lists, its end sends; critical ones ignore it unless it says so")
    func mute() throws {
        for (severity, covers, isHeld) in [
            (Severity.minor, false, true), (.critical, false, false), (.critical, true, true),
        ] {
            var street = Self.street(cars: 3, severity: severity) { configuration in
                // 08:25 to 09:00 in Shanghai; the start is 08:20.
                configuration.receivers[0].mute = Mute(
                    hours: [DayWindow(startSeconds: 30_300, endSeconds: 32_400)],
                    days: [],
                    isDigest: true,
                    coversCritical: covers
                )
            }
            Self.notice(&street, cars: 3)
            try street.restart()
            let held = street.book.notices.flatMap { $0.deliveries }
            #expect(held.allSatisfy { $0.isHeld == isHeld })
            let end = Street.start + .minutes(40)
            #expect(held.allSatisfy { $0.heldUntil == (isHeld ? end : nil) })
            street.run(until: end + .minutes(1))
            let sent = Self.deliveries(street)
            #expect(sent.count == 3 && Set(sent.map(\.id)).count == 3)
            #expect(Set(sent.map(\.group)).count == 1)
            #expect((sent[0].group != nil) == isHeld)
            #expect(Self.states(street) == Array(repeating: .delivered, count: 3))
        }
    }

    @Test("a mute of a rule over midnight ends in the morning, one by one without a digest")
    func ruleMute() {
        var street = Self.street(cars: 2) { configuration in
            configuration.rules[0].mute = Mute(
                hours: [DayWindow(startSeconds: 28_800, endSeconds: 21_600)],
                days: [],
                isDigest: false,
                coversCritical: false
            )
        }
        Self.notice(&street, cars: 2)
        #expect(Self.states(street) == [.muted, .muted])
        // 06:00 of the next day.
        let end = Street.start + .minutes(21 * 60 + 40)
        street.run(until: end - .seconds(1))
        #expect(Self.deliveries(street).isEmpty)
        street.run(until: end)
        #expect(Self.deliveries(street).map(\.group) == [nil, nil])
    }

    @Test("notices of a group wait ten seconds and leave together, each once")
    func group() throws {
        var street = Self.street(cars: 3) { $0.grouping = .standard }
        Self.notice(&street, cars: 3)
        let issued = street.now
        try street.restart()
        #expect(Self.states(street) == [.waiting, .waiting, .waiting])
        street.run(until: issued + .seconds(10))
        let first = Self.deliveries(street)
        #expect(first.count == 3 && Set(first.map(\.group)).count == 1)
        street.run(until: issued + .hours(1))
        #expect(Self.deliveries(street).count == 3)
    }

    @Test("the second message of a group leaves a minute after the first")
    func interval() {
        var street = Self.street(cars: 1) { configuration in
            configuration.grouping = .standard
            configuration.rules[0].graceSeconds = 20
        }
        street.look(from: 30, count: 3, cars: Self.cars(1), image: false)
        let issued = street.now
        street.run(until: issued + .seconds(10))
        #expect(Self.deliveries(street).count == 1)
        let other = Street.Car(east: 40, plate: "测ZZZZZZ")
        let seconds = Double((issued - Street.start).wholeSeconds)
        street.look(from: seconds + 11, count: 3, cars: [other], image: false)
        street.look(from: seconds + 35, count: 3, cars: [other], image: false)
        #expect(street.notices.count == 2)
        street.run(until: issued + .milliseconds(69_999))
        #expect(Self.deliveries(street).count == 1)
        street.run(until: issued + .seconds(70))
        #expect(Self.deliveries(street).count == 2)
    }

    @Test("critical notices never wait")
    func critical() {
        var street = Self.street(severity: .critical) { $0.grouping = .standard }
        Self.notice(&street)
        #expect(Self.deliveries(street).count == 1)
    }

    @Test("what is withdrawn before it left is never sent, neither it nor its withdrawal")
    func withdrawn() {
        var street = Self.street { $0.grouping = .standard }
        Self.notice(&street)
        #expect(street.ask(.withdraw(CaseID(1), reason: "a permit")) == nil)
        street.run(seconds: 3000)
        #expect(Self.deliveries(street).isEmpty)
        #expect(Self.states(street) == [.notSent])
        #expect(street.facts.count { $0.code == .noticeNotSent } == 1)
    }

    @Test("a silence that begins while notices wait keeps them back")
    func silencedWhileWaiting() {
        var street = Self.street { $0.grouping = .standard }
        Self.notice(&street)
        #expect(street.ask(silence()) == nil)
        street.run(seconds: 5000)
        #expect(Self.states(street) == [.silenced])
        #expect(Self.deliveries(street).isEmpty)
    }

    @Test("a silence stops the ladder of the notices that it keeps back")
    func ladder() {
        var street = Self.street(severity: .critical) { configuration in
            configuration.receivers += ["next", "lead"].map { Receiver(id: $0, kind: .log) }
            configuration.escalation = DeliveryTests.ladder
        }
        #expect(street.ask(silence()) == nil)
        Self.notice(&street)
        street.run(seconds: 3500)
        #expect(Self.deliveries(street).isEmpty)
    }
}
