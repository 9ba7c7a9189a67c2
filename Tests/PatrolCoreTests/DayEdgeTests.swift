// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

/// Midnights, ends of months and years, leap days and clock changes as laws.
@Suite("Edges of days")
struct DayEdgeTests {
    /// Shanghai without clock changes, and a zone that changes by an hour twice a year.
    private static func calendar(changes: Bool) -> DayCalendar {
        var calendar = Example.calendar
        guard changes else { return calendar }
        calendar.offsets = [DayCalendar.Offset(start: .epoch, offset: .hours(1))]
        for year in 2024...2032 {
            for (month, hours) in [(3, 2), (10, 1)] {
                guard let date = CalendarDate(year: year, month: month, day: 27) else { continue }
                let start = Timestamp(seconds: Int64(date.dayNumber) * 86_400 + 3600)
                calendar.offsets.append(DayCalendar.Offset(start: start, offset: .hours(hours)))
            }
        }
        return calendar
    }

    private static let edges = [
        "2024-02-28", "2024-02-29", "2024-03-01", "2026-02-28", "2026-03-01", "2026-04-30",
        "2026-12-31", "2027-01-01", "2028-02-29", "2028-12-31", "2026-03-27", "2026-10-27",
    ]

    @Test(
        "every instant belongs to one service day, and days follow each other",
        arguments: [false, true],
        [6, 20]
    )
    func oneDay(changes: Bool, opens: Int) throws {
        var site = Example.configuration()
        site.calendar = Self.calendar(changes: changes)
        // 06-23 o'clock, or 20-04 o'clock over midnight.
        let closes = opens == 6 ? 23 : 4
        site.service = DayWindow(startSeconds: opens * 3600, endSeconds: closes * 3600)
        for text in Self.edges {
            let date = Example.date(text)
            for day in [date, date.advanced(by: 1)] {
                let begin = site.begin(of: day)
                #expect(site.serviceDate(at: begin) == day, "\(day)")
                #expect(
                    site.serviceDate(at: begin - .milliseconds(1)) == day.advanced(by: -1),
                    "\(day)"
                )
                let length = (site.begin(of: day.advanced(by: 1)) - begin).wholeSeconds
                #expect((82_800...90_000).contains(length), "\(day)")
                #expect(changes || length == 86_400)
            }
        }
    }

    @Test(
        "local seconds and instants are each other's inverse, on any day",
        arguments: 0..<8 as Range<UInt64>
    )
    func inverse(seed: UInt64) {
        var random = SeededGenerator(seed)
        let site = Example.configuration()
        for _ in 0..<400 {
            let date = CalendarDate(dayNumber: random.pick(18_000...24_000))
            let seconds = random.pick(0...172_799)
            let instant = site.instant(of: date, seconds: seconds)
            #expect(site.seconds(of: instant, on: date) == seconds, "\(date) \(seconds)")
        }
    }

    @Test(
        "a date read is the date written, and the day after comes after",
        arguments: 0..<4 as Range<UInt64>
    )
    func dates(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        for _ in 0..<500 {
            let date = CalendarDate(dayNumber: random.pick(-1000...40_000))
            #expect(CalendarDate(date.description) == date)
            let next = date.advanced(by: 1)
            let (year, month, day) = next.civil
            #expect(next > date && next.weekday == date.weekday % 7 + 1)
            #expect(CalendarDate(year: year, month: month, day: day) == next)
            // The first of a month follows the last of another.
            #expect(day == 1 || month == date.civil.month && day == date.civil.day + 1)
        }
    }

    @Test(
        "over each edge every day is planned once, flown in its hours, and ends",
        arguments: Self.edges
    )
    func edge(text: String) throws {
        var site = Example.configuration([
            Example.rule(times: 2),
            Example.rule(days: [.restday, .holiday], band: "morning", times: 2),
        ])
        site.calendar.knownYears = Array(2024...2032)
        let date = Example.date(text)
        var play = Play()
        play.docks = ReplanTests.docks(barred: [])
        play.feed(.configure(site), at: site.begin(of: date) - .hours(1))
        let end = site.begin(of: date.advanced(by: 3))
        var asked = 0
        while let wake = play.book.nextWake, wake < end {
            play.tick(wake)
            if play.asked.count > asked { play.answer(at: wake + .seconds(1)) }
            asked = play.asked.count
            for departure in play.departures where departure.start < wake {
                play.end(departure, .flown, at: wake)
            }
        }
        let days = Set(play.departures.map(\.date))
        #expect(days == Set((0..<3).map { date.advanced(by: $0) }))
        for departure in play.departures {
            #expect(site.serviceDate(at: departure.start) == departure.date)
            #expect(departure.run.date == departure.date)
        }
        #expect(play.departures.count == 6 && Set(play.departures.map(\.run)).count == 6)
        #expect(play.count(.planYearUnknown) == 0 && play.count(.planRefused) == 0)
    }

    @Test("a year without a table is warned of on the evening before it, and on each of its days")
    func unknownYear() {
        var play = Play()
        play.docks = ReplanTests.docks(barred: [])
        play.feed(.configure(Example.configuration()), at: Example.local("2026-12-31", "12:00:00"))
        play.tick(Example.local("2026-12-31", "12:00:00"))
        play.answer(at: Example.local("2026-12-31", "12:00:01"))
        #expect(play.count(.planYearUnknown) == 0)
        #expect(play.run(until: Example.local("2026-12-31", "18:00:01")) < 100)
        #expect(play.count(.planYearUnknown) == 1)
        #expect(play.run(until: Example.local("2027-01-01", "12:00:00")) < 100)
        #expect(play.count(.planYearUnknown) == 2)
    }

    @Test("the day before one without any rule is told")
    func nothingTomorrow() {
        var play = Play()
        // 2026-11-28 is a Saturday.
        play.docks = ReplanTests.docks(barred: [])
        play.feed(.configure(Example.configuration()), at: Example.local("2026-11-27", "12:00:00"))
        play.tick(Example.local("2026-11-27", "12:00:00"))
        play.answer(at: Example.local("2026-11-27", "12:00:01"))
        #expect(play.run(until: Example.local("2026-11-27", "20:00:00")) < 100)
        let told = play.facts.filter { $0.code == .planNone }
        #expect(
            told.map(\.text.en) == [
                "No plan is in force for 2026-11-28: no patrol rule is for a restday."
            ]
        )
    }
}
