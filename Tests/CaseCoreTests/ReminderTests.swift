// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("A notice that nobody acknowledges is told again")
struct ReminderTests {
    /// A street with a chat, a mail and a program among its receivers, and so many notices after 400 s.
    private static func street(
        cars: Int = 1,
        reminder: TimeSpan? = .hours(4),
        change: (inout CaseConfiguration) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            configuration.rules[0].evidence = []
            configuration.rules[0].receivers = ["chat", "mail", "police"]
            configuration.receivers = [
                Receiver(id: "chat", kind: .wecom), Receiver(id: "mail", kind: .email),
                Receiver(id: "police", kind: .webhook),
            ]
            configuration.grouping = Grouping(
                critical: .zero,
                others: .zero,
                interval: .seconds(60),
                reminder: reminder
            )
            change(&configuration)
        }
        let parked = (0..<cars).map { Street.Car(east: 5 + 10 * Double($0)) }
        street.look(from: 0, count: 3, cars: parked, image: false)
        street.look(from: 400, count: 3, cars: parked, image: false)
        street.run(seconds: 430)
        return street
    }

    private static func reminders(_ street: Street) -> [Delivery] {
        DeliveryTests.deliveries(street).filter { $0.id.reminder != nil }
    }

    @Test("each four hours, where people read it, until the link in its message is over")
    func rounds() throws {
        var street = Self.street()
        let issuedAt = try #require(street.notices.first).issuedAt
        street.run(until: issuedAt + .hours(4) - .milliseconds(1))
        #expect(Self.reminders(street).isEmpty)
        try street.restart()
        street.run(until: issuedAt + .hours(4))
        #expect(Self.reminders(street).map(\.receiver) == ["chat", "mail"])
        #expect(Self.reminders(street).map(\.id.mark) == ["_m1", "_m1"])
        street.run(until: issuedAt + .hours(8))
        #expect(Self.reminders(street).map(\.id.reminder) == [1, 1, 2, 2])
        street.run(until: issuedAt + .hours(200))
        #expect(Self.reminders(street).count == 2 * 18)
        #expect(Set(Self.reminders(street).map(\.id)).count == 2 * 18)
        #expect(street.facts.count { $0.code == .noticeReminded } == 18)
        // The newest reminder of a receiver stands for all.
        #expect(street.book.notices[0].deliveries.compactMap(\.reminder) == [18, 18])
        #expect(street.book.notices[0].deliveries.allSatisfy { $0.state == .delivered })
    }

    @Test("an acknowledgement or a withdrawal ends it", arguments: [true, false])
    func ends(isAcknowledged: Bool) throws {
        var street = Self.street()
        let notice = try #require(street.notices.first)
        street.run(until: notice.issuedAt + .hours(5))
        let request: CaseRequest =
            isAcknowledged
            ? .acknowledge(notice.id, over: .link)
            : .withdraw(notice.violation, reason: "a permit")
        #expect(street.ask(request) == nil)
        street.run(until: notice.issuedAt + .hours(100))
        #expect(Self.reminders(street).count == 2)
    }

    @Test("one message a receiver for all that are due about then, and none where it is off")
    func gathered() {
        var street = Self.street(cars: 3)
        let late = [Street.Car(east: 65)]
        street.look(from: 1400, count: 3, cars: late, image: false)
        street.look(from: 1800, count: 3, cars: late, image: false)
        street.run(seconds: 5 * 3600)
        #expect(street.notices.count == 4)
        #expect(Self.reminders(street).count == 8)
        let groups = Dictionary(grouping: Self.reminders(street)) { $0.group }
        #expect(groups.count == 2)
        #expect(groups.values.allSatisfy { Set($0.map(\.receiver)).count == 1 && $0.count == 4 })
        var quiet = Self.street(reminder: nil)
        quiet.run(seconds: 400_000)
        #expect(Self.reminders(quiet).isEmpty)
    }

    @Test("nobody is reminded of what was never delivered, or through a silence, a mute or an end")
    func barred() {
        var muted = Self.street { configuration in
            // From 12:00 to 13:00 local; the first reminder is due at 12:27.
            configuration.receivers[0].mute = Mute(
                hours: [DayWindow(startSeconds: 43_200, endSeconds: 46_800)],
                days: [],
                isDigest: false,
                coversCritical: false
            )
        }
        muted.run(seconds: 9 * 3600)
        #expect(Self.reminders(muted).map(\.receiver) == ["mail", "chat", "mail"])
        var gone = Self.street()
        let reason = FailureReason(code: "disabled", text: "the robot was removed")
        gone.settlesAtOnce = false
        gone.run(seconds: 4 * 3600 + 430)
        for effect in gone.effects.suffix(2) { gone.settle(effect.id, .failed(reason)) }
        gone.run(seconds: 9 * 3600)
        #expect(Self.reminders(gone).count == 2)
        #expect(gone.book.receiversDisabled.map(\.receiver) == ["chat", "mail"])
    }

    @Test("a reload that switches it off ends it; one that was lost is sent again by hand")
    func switched() throws {
        var street = Self.street()
        street.settlesAtOnce = false
        street.run(seconds: 4 * 3600 + 430)
        let lost = try #require(street.effects.last)
        street.settle(lost.id, .expired)
        let id = try #require(street.notices.first).id
        #expect(street.ask(.retry(id)) == nil)
        let again = try #require(Self.reminders(street).last)
        #expect(again.id.reminder == 1 && Self.reminders(street).count == 3)
        var configuration = Street.configuration
        configuration.grouping = nil
        street.configure(configuration)
        street.run(seconds: 100_000)
        #expect(Self.reminders(street).count == 3)
    }
}
