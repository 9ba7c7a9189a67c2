// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Inhibition")
struct InhibitionTests {
    /// A parked car, noticed 400 s after the start, and a heap of garbage, confirmed a little before.
    private static func street(
        heap: Double,
        review: Rule.Review = .auto,
        change: @escaping (inout CaseConfiguration) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            let parking = Inhibition(
                domain: "illegal_parking",
                within: 30,
                isSameZone: false,
                span: .minutes(30)
            )
            configuration.addGarbage([parking], review: review)
            change(&configuration)
        }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        let garbage = Street.Car(east: heap, label: "garbage")
        street.look(from: 0, count: 3, cars: [garbage, car], image: false)
        street.look(from: 330, count: 3, cars: [garbage], image: false)
        street.run(seconds: 360)
        street.look(from: 400, count: 3, cars: [car], image: false)
        return street
    }

    private static func parking(_ street: Street) -> NoticeRecord.Progress? {
        street.book.notices.first { $0.notice.domain == "illegal_parking" }?.deliveries.first
    }

    private static func sent(_ street: Street) -> Int {
        DeliveryTests.deliveries(street).count { $0.notice.domain == "illegal_parking" }
    }

    @Test("a notice near a confirmed case that explains it is held, listed, released in time")
    func held() throws {
        var street = Self.street(heap: 40)
        #expect(Self.parking(street)?.state == .inhibited)
        let source = street.book.cases.first { $0.domain == "garbage_exposure" }
        #expect(Self.parking(street)?.inhibitor == source?.id && source != nil)
        #expect(Self.sent(street) == 0)
        let until = try #require(Self.parking(street)?.heldUntil)
        try street.restart()
        street.run(until: until - .milliseconds(1))
        #expect(Self.sent(street) == 0)
        street.run(until: until)
        #expect(Self.sent(street) == 1)
        #expect(Self.parking(street)?.state == .delivered)
        street.run(until: until + .hours(3))
        #expect(Self.sent(street) == 1)
    }

    @Test("a notice farther away, of another domain or zone, is not held", arguments: 0..<3)
    func passes(kind: Int) {
        let street = Self.street(heap: kind == 0 ? 51 : 40) { configuration in
            if kind == 1 { configuration.rules[1].inhibitions[0].domain = "street_vending" }
            if kind == 2 {
                var zone = configuration.zones[0]
                zone.id = "other"
                configuration.zones.append(zone)
                configuration.rules[1].zone = "other"
                configuration.rules[1].inhibitions[0].isSameZone = true
            }
        }
        let source = street.book.cases.first { $0.domain == "garbage_exposure" }
        #expect(source?.state == .noticed)
        #expect(Self.parking(street)?.state == .delivered)
    }

    @Test(
        "when the source's case is dismissed or taken back, what it held leaves at once",
        arguments: [true, false]
    )
    func released(isDismissed: Bool) {
        var street = Self.street(heap: 40, review: isDismissed ? .human : .auto)
        #expect(Self.parking(street)?.state == .inhibited)
        let source = Self.parking(street)?.inhibitor ?? CaseID(0)
        let request: CaseRequest =
            isDismissed ? .dismiss(source, reason: "a bin") : .withdraw(source, reason: "a bin")
        #expect(street.ask(request) == nil)
        #expect(Self.sent(street) == 1)
        #expect(Self.parking(street)?.state == .delivered)
    }

    @Test("what is released into a mute waits for its end")
    func muted() {
        var street = Self.street(heap: 40) { configuration in
            // 08:30 to 10:00 in Shanghai; the start is 08:20.
            configuration.receivers[0].mute = Mute(
                hours: [DayWindow(startSeconds: 30_600, endSeconds: 36_000)],
                days: [],
                isDigest: true,
                coversCritical: false
            )
        }
        #expect(Self.parking(street)?.state == .inhibited)
        street.run(seconds: 2500)
        #expect(Self.parking(street)?.state == .muted)
        street.run(seconds: 6000)
        #expect(Self.parking(street)?.state == .delivered)
        #expect(Self.sent(street) == 1)
    }
}
