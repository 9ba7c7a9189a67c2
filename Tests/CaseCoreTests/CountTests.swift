// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Rules of mode count")
struct CountTests {
    /// Not more than 9 people for 30 s.
    func square() -> Street {
        Street { configuration in
            var rule = Rule(
                id: "crowd",
                domain: "crowding",
                zone: "strip",
                mode: .count,
                labels: ["person"],
                receivers: ["police"]
            )
            rule.review = .auto
            rule.evidence = ["wide"]
            rule.count = 10
            configuration.rules = [rule]
        }
    }

    /// One look a second at so many people.
    private func people(_ street: inout Street, from seconds: Double, _ counts: [Int]) {
        for (index, count) in counts.enumerated() {
            let people = (0..<count).map {
                Street.Car(east: 20 + Double($0 % 5) * 2, north: Double($0 / 5), label: "person")
            }
            street.look(from: seconds + Double(index), count: 1, cars: people)
        }
    }

    @Test("too many for the time are noticed once; five frames below do not break it, six do")
    func breaks() {
        for (below, notices) in [(0, 1), (5, 1), (6, 0)] {
            var street = square()
            let counts = [Int](repeating: 12, count: 15) + [Int](repeating: 3, count: below)
            people(&street, from: 0, counts + [Int](repeating: 11, count: 31 - counts.count))
            #expect(street.notices.count == notices, "\(below) below")
            street.run(seconds: 300)
            #expect(street.book.cases.first?.state == (notices == 1 ? .noticed : .dissuaded))
        }
    }

    @Test("the notice says how many, and where")
    func says() {
        var street = square()
        people(&street, from: 0, [Int](repeating: 10, count: 20) + [Int](repeating: 14, count: 11))
        #expect(street.notices.map(\.count) == [14])
        #expect(street.notices.map(\.match) == ["count"])
        #expect(street.notices.first?.observedFirst == Street.start)
    }

    @Test("one more counts after 60 s below 80 %, and is noticed after the quiet time")
    func rearm() {
        var street = square()
        people(&street, from: 0, [Int](repeating: 12, count: 40))
        people(&street, from: 40, [Int](repeating: 8, count: 100))
        people(&street, from: 140, [Int](repeating: 12, count: 40))
        #expect(street.book.cases.count == 1)
        people(&street, from: 180, [Int](repeating: 7, count: 62))
        people(&street, from: 242, [Int](repeating: 12, count: 40))
        #expect(street.book.cases.map(\.state) == [.noticed, .dismissed])
        people(&street, from: 282, [Int](repeating: 0, count: 62))
        people(&street, from: 700, [Int](repeating: 12, count: 40))
        #expect(street.notices.count == 2)
    }

    @Test("a frame that does not show the zone says nothing")
    func elsewhere() {
        var street = square()
        people(&street, from: 0, [Int](repeating: 12, count: 15))
        for second in 15..<25 {
            var frame = Street.frame("away\(second)", at: Double(second), cars: [])
            frame.footprint = Street.ring(200, 0, 300, 50)
            street.take(frame)
        }
        people(&street, from: 25, [Int](repeating: 12, count: 8))
        #expect(street.notices.count == 1)
    }

    @Test("the order in which counts arrive does not matter", arguments: 0..<20)
    func order(seed: Int) {
        var generator = SeededGenerator(UInt64(seed))
        let counts = [Int](repeating: 12, count: 36).enumerated().map {
            $0.offset % 7 == 3 ? 2 : $0.element
        }
        let order = Array(counts.indices).shuffled(using: &generator)
        var street = square()
        street.run(seconds: 40)
        for index in order {
            let people = (0..<counts[index]).map {
                Street.Car(east: 20 + Double($0), label: "person")
            }
            var frame = Street.frame("f\(index)", at: Double(index), cars: people)
            frame.receivedAt = Street.start + .seconds(41)
            street.take(frame)
        }
        street.run(seconds: 300)
        #expect(street.notices.count == 1)
        #expect(street.book.cases.map(\.state) == [.noticed])
    }
}
