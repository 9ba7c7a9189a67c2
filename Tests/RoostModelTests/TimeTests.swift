// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@Suite("Time")
struct TimeTests {
    @Test(
        "instants are read and written as RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-05-12T07:30:00+08:00", 1_778_542_200_000),
            ("2026-05-11T23:30:00.000Z", 1_778_542_200_000),
            ("2024-02-29T12:00:00.123456Z", 1_709_208_000_123),
            ("1969-12-31T23:59:59.999Z", -1),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)]
    )
    func instants(text: String, milliseconds: Int64) throws {
        let instant = try #require(Timestamp(text))
        #expect(instant.milliseconds == milliseconds)
        #expect(Timestamp(instant.description) == instant)
    }

    @Test(
        "malformed instants are refused",
        arguments: [
            "", "2026-05-12", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "9999-12-31T23:59:59-01:00", "2026-05-12T24:00:00Z", "2026-05-12T07:30:00",
            "2026-05-12T07:30:00Zx",
            "2026-05-12T07:30:00.Z", "2026-05-12T07:30:00.1234567890Z", "２０26-05-12T07:30:00Z",
        ]
    )
    func malformed(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(
        "a stored time that no calendar has is refused: what is computed with it would be no number",
        arguments: [Int64.min, -253_402_300_800_000, 253_402_300_800_000, .max]
    )
    func outOfRange(milliseconds: Int64) throws {
        let text = Data("[\(milliseconds)]".utf8)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: text)
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([TimeSpan].self, from: text)
        }
        let never = try JSONEncoder().encode([Timestamp.never])
        #expect(try JSONDecoder().decode([Timestamp].self, from: never) == [.never])
    }

    @Test("every day of four centuries has its civil date and back")
    func civil() {
        var weekday = CalendarDate(dayNumber: -73_000).weekday
        for number in stride(from: -73_000, through: 73_000, by: 1) {
            let date = CalendarDate(dayNumber: number)
            let (year, month, day) = date.civil
            #expect(CalendarDate(year: year, month: month, day: day) == date)
            #expect(date.weekday == weekday)
            weekday = weekday % 7 + 1
        }
    }

    @Test("the weekday is that of the calendar on the wall")
    func weekday() throws {
        #expect(try #require(CalendarDate("2026-05-12")).weekday == 2)
        #expect(try #require(CalendarDate("2026-11-22")).weekday == 7)
    }

    static let shanghai = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [.init(start: .epoch, offset: .hours(8))],
        holidays: [
            .init(date: CalendarDate(dayNumber: 20_574), type: .holiday, name: "劳动节"),
            .init(date: CalendarDate(dayNumber: 20_582), type: .makeup, name: "调休"),
        ],
        knownYears: [2026]
    )

    @Test("local time is UTC and the table's offset")
    func local() throws {
        let instant = try #require(Timestamp("2026-05-11T23:30:00Z"))
        let (date, time) = Self.shanghai.local(instant)
        #expect(date.description == "2026-05-12")
        #expect(time == .seconds(27_000))
        #expect(Self.shanghai.instant(of: date, time: time) == instant)
    }

    @Test("a clock change neither loses nor repeats an instant")
    func clockChange() throws {
        // Europe/Berlin 2026: +1 h, from 29 March 01:00Z +2 h, from 25 October 01:00Z +1 h.
        let berlin = DayCalendar(
            zone: "Europe/Berlin",
            offsets: [
                .init(start: .epoch, offset: .hours(1)),
                .init(start: try #require(Timestamp("2026-03-29T01:00:00Z")), offset: .hours(2)),
                .init(start: try #require(Timestamp("2026-10-25T01:00:00Z")), offset: .hours(1)),
            ]
        )
        let spring = try #require(CalendarDate("2026-03-29"))
        #expect(
            berlin.instant(of: spring, time: .hours(1)) == Timestamp("2026-03-29T00:00:00Z")
        )
        #expect(
            berlin.instant(of: spring, time: .hours(4)) == Timestamp("2026-03-29T02:00:00Z")
        )
        let autumn = try #require(CalendarDate("2026-10-25"))
        #expect(
            berlin.instant(of: autumn, time: .hours(12)) == Timestamp("2026-10-25T11:00:00Z")
        )
    }

    @Test("the day type is override, then table, then weekday")
    func dayTypes() throws {
        var calendar = Self.shanghai
        #expect(calendar.dayType(of: try #require(CalendarDate("2026-05-12"))) == .workday)
        #expect(calendar.dayType(of: try #require(CalendarDate("2026-05-10"))) == .restday)
        #expect(calendar.dayType(of: CalendarDate(dayNumber: 20_574)) == .holiday)
        #expect(calendar.dayType(of: CalendarDate(dayNumber: 20_582)) == .makeup)
        calendar.overrides = [
            .init(date: CalendarDate(dayNumber: 20_574), type: .workday, name: "drill")
        ]
        #expect(calendar.dayType(of: CalendarDate(dayNumber: 20_574)) == .workday)
    }

    @Test(
        "windows are start inclusive, end exclusive, and may cross midnight",
        arguments: [
            ("07:30-08:00", 27_000, true), ("07:30-08:00", 28_799, true),
            ("07:30-08:00", 28_800, false), ("07:30-08:00", 26_999, false),
            ("22:00-07:00", 0, true), ("22:00-07:00", 79_200, true),
            ("22:00-07:00", 25_200, false), ("00:00-24:00", 86_399, true),
        ]
    )
    func windows(text: String, seconds: Int, isInside: Bool) throws {
        #expect(try #require(DayWindow(text)).contains(.seconds(seconds)) == isInside)
    }

    @Test("malformed windows are refused", arguments: ["", "7:30-08:00", "07:30", "25:00-26:00"])
    func malformedWindows(text: String) {
        #expect(DayWindow(text) == nil)
    }

    @Test(
        "spans read as people say them",
        arguments: [
            (350, "350 ms"), (12_000, "12 s"), (330_000, "5 min 30 s"), (300_000, "5 min"),
            (7_500_000, "2 h 5 min"), (-2000, "-2 s"),
        ]
    )
    func spans(milliseconds: Int, text: String) {
        #expect(TimeSpan.milliseconds(milliseconds).description == text)
    }
}
