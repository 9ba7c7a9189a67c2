// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

/// When what is held is held, and when no longer: edges of silences, inhibitions, groups and mutes.
@Suite("What is held, and how long")
struct HeldTests {
    /// A street on which parked cars 8 m apart are noticed in one turn, 400 s after the start.
    private static func street(
        change: @escaping (inout CaseConfiguration) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            configuration.rules[0].evidence = []
            change(&configuration)
        }
        street.look(from: 0, count: 3, cars: cars, image: false)
        return street
    }

    private static let cars = [
        Street.Car(east: 20, plate: "测B8K2Q1"), Street.Car(east: 60, plate: "测C71M9X"),
    ]

    private static func states(_ street: Street) -> [NoticeRecord.Progress.State] {
        street.book.notices.flatMap { $0.deliveries.map(\.state) }
    }

    private static func silence(from: Int, until: Int) -> CaseRequest {
        var terms = Silence.Terms(
            from: Street.start + .seconds(from),
            until: Street.start + .seconds(until),
            reason: "marathon",
            deliversAfter: false
        )
        terms.rule = "parking"
        return .silence(terms)
    }

    @Test("a silence holds from its first instant until its end, not before and not at it")
    func window() {
        for (from, until, isSilenced) in [(500, 900, false), (401, 900, true), (0, 401, false)] {
            var street = Self.street()
            #expect(street.ask(Self.silence(from: from, until: until)) == nil)
            street.look(from: 400, count: 3, cars: [Self.cars[0]], image: false)
            #expect(Self.states(street) == [isSilenced ? .silenced : .delivered])
        }
    }

    @Test("of two inhibitions of one rule each has its own time")
    func spans() throws {
        var street = Street { configuration in
            configuration.addGarbage(
                ["illegal_parking", "street_vending"].map { domain in
                    Inhibition(
                        domain: domain,
                        within: nil,
                        isSameZone: false,
                        span: domain == "illegal_parking" ? .seconds(30) : .minutes(30)
                    )
                }
            )
        }
        let heap = Street.Car(east: 40, label: "garbage")
        street.look(from: 0, count: 3, cars: Self.cars + [heap], image: false)
        street.look(from: 330, count: 3, cars: [heap], image: false)
        street.run(seconds: 360)
        #expect(street.notices.map(\.domain) == ["garbage_exposure"])
        street.look(from: 400, count: 3, cars: [Self.cars[0]], image: false)
        #expect(Self.states(street) == [.delivered, .delivered])
    }

    @Test("a case does not hold back its own notice, but the next of its domain")
    func itself() {
        var street = Self.street { configuration in
            configuration.rules[0].inhibitions = [
                Inhibition(
                    domain: "illegal_parking",
                    within: 50,
                    isSameZone: false,
                    span: .minutes(30)
                )
            ]
        }
        street.look(from: 400, count: 3, cars: [Self.cars[0]], image: false)
        #expect(Self.states(street) == [.delivered])
        street.look(from: 410, count: 3, cars: [Self.cars[1]], image: false)
        #expect(Self.states(street) == [.delivered, .inhibited])
    }

    @Test("two rules at one receiver are two groups")
    func groups() {
        var street = Self.street { configuration in
            configuration.grouping = .standard
            var other = configuration.rules[0]
            other.id = "vending"
            other.domain = "street_vending"
            other.labels = ["truck"]
            configuration.rules.append(other)
        }
        let truck = Street.Car(east: 80, plate: "测D55555", label: "truck")
        street.look(from: 10, count: 3, cars: [truck], image: false)
        street.look(from: 400, count: 3, cars: [Self.cars[0], truck], image: false)
        #expect(Self.states(street) == [.waiting, .waiting])
        street.run(seconds: 500)
        let sent = DeliveryTests.deliveries(street)
        #expect(sent.count == 2)
        #expect(Set(sent.map(\.group)).count == 2)
    }

    /// 08:25 to 09:00 in Shanghai; the start is 08:20.
    private static let mute = Mute(
        hours: [DayWindow(startSeconds: 30_300, endSeconds: 32_400)],
        days: [],
        isDigest: true,
        coversCritical: false
    )

    @Test(
        "a mute that a reload removes or shortens holds no longer than the new one says",
        arguments: [true, false],
        [true, false]
    )
    func reloaded(isRemoved: Bool, isOfRule: Bool) throws {
        var configuration: CaseConfiguration?
        func change(_ next: inout CaseConfiguration, _ mute: Mute?) {
            if isOfRule { next.rules[0].mute = mute } else { next.receivers[0].mute = mute }
        }
        var street = Self.street { next in
            change(&next, Self.mute)
            configuration = next
        }
        street.look(from: 400, count: 3, cars: Self.cars, image: false)
        #expect(Self.states(street) == [.muted, .muted])
        var next = try #require(configuration)
        // A reload that changes nothing says and moves nothing.
        let told = street.facts.count
        street.configure(next)
        #expect(street.facts.count == told)
        #expect(Self.states(street) == [.muted, .muted])
        var shorter = Self.mute
        shorter.hours[0].endSeconds = 31_200
        change(&next, isRemoved ? nil : shorter)
        street.configure(next)
        if !isRemoved {
            #expect(Self.states(street) == [.muted, .muted])
            street.run(seconds: 1199)
            #expect(Self.states(street) == [.muted, .muted])
            street.run(seconds: 1200)
        }
        #expect(Self.states(street) == [.delivered, .delivered])
        let sent = DeliveryTests.deliveries(street)
        #expect(Set(sent.map(\.group)).count == 1 && sent[0].group != nil)
        street.run(seconds: 9000)
        #expect(DeliveryTests.deliveries(street).count == 2)
    }
}
