// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("What a frame found and could not say")
struct UnreadTests {
    private let car = Street.Car(east: 20, plate: "测B8K2Q1")

    private static let cases: [(unread: UnreadDetection?, isFree: Bool)] = [
        (nil, true), (UnreadDetection(), false), (UnreadDetection(label: "car"), false),
        (UnreadDetection(label: "person"), true),
        (UnreadDetection(label: "van", ground: Street.point(23, 5), reach: 4.5), false),
        (UnreadDetection(label: "van", ground: Street.point(25, 5), reach: 4.5), true),
        (UnreadDetection(ground: Street.point(25, 5), reach: 6), false),
    ]

    @Test("is no evidence that a place is free, where it may be", arguments: 0..<7)
    func free(row: Int) {
        let (unread, isFree) = Self.cases[row]
        var street = Street()
        street.look(from: 0, count: 3, cars: [car])
        for index in 0..<6 {
            var frame = Street.frame("u\(index)", at: 310 + Double(index) / 2, cars: [])
            frame.unread = unread.map { [$0] }
            street.take(frame)
        }
        street.run(seconds: 400)
        #expect(street.book.cases.map(\.state) == [isFree ? .dissuaded : .grace])
        // The same thing, told soundly: the case is confirmed where it was not closed.
        street.look(from: 420, count: 3, cars: [car])
        street.run(seconds: 460)
        if !isFree { #expect(street.book.cases.map(\.state) == [.noticed]) }
    }

    @Test("is no look that a track was missing in")
    func dwell() {
        for (unread, notices) in [(true, 1), (false, 0)] {
            var street = DwellTests.lane()
            for index in 0..<29 {
                // Seen in ten looks of 29.
                let isSeen = index < 8 || index > 26
                let car = Street.Car(east: 5, label: "rider", track: "t1")
                var frame = Street.frame(
                    "d\(index)",
                    at: Double(index) / 2,
                    cars: isSeen ? [car] : []
                )
                if !isSeen, unread { frame.unread = [UnreadDetection(label: "rider")] }
                street.take(frame)
            }
            #expect(street.notices.count == notices, "unread: \(unread)")
        }
    }

    @Test("breaks no crowd, unless there are too few with all that could not be read")
    func count() {
        for (unread, notices) in [(0, 0), (2, 0), (8, 1)] {
            var street = CountTests().square()
            for second in 0..<31 {
                let isBlind = (15..<25).contains(second)
                let people = (0..<(isBlind ? 3 : 12)).map {
                    Street.Car(
                        east: 20 + Double($0 % 5) * 2,
                        north: Double($0 / 5),
                        label: "person"
                    )
                }
                var frame = Street.frame("c\(second)", at: Double(second), cars: people)
                if isBlind, unread > 0 {
                    frame.unread = Array(repeating: UnreadDetection(label: "person"), count: unread)
                }
                street.take(frame)
            }
            #expect(street.notices.count == notices, "unread: \(unread)")
        }
    }
}
