// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Rules of mode revisit")
struct RevisitTests {
    private let car = Street.Car(east: 20, plate: "测B8K2Q1")

    @Test("N of M: detections that open, at most 6 s apart, among the last five looks")
    func openings() {
        // 1: a detection that opens, 2: one that only keeps, 0: nothing; half a second apart.
        let table: [(pattern: [Int], opens: Bool)] = [
            ([1, 1, 1], true), ([1, 1], false), ([1, 0, 1, 0, 1], true),
            ([1, 0, 0, 1, 0, 1], false), ([1, 2, 2, 1, 1], true), ([2, 2, 2, 2, 2], false),
        ]
        for row in table {
            var street = Street()
            for (index, mark) in row.pattern.enumerated() {
                let cars = [Street.Car(east: 20, confidence: mark == 1 ? 0.7 : 0.5)]
                street.look(from: Double(index) / 2, count: 1, cars: mark == 0 ? [] : cars)
            }
            #expect(street.book.cases.isEmpty != row.opens, "\(row.pattern)")
        }
        var slow = Street()
        for second in [0.0, 6.5, 13] { slow.look(from: second, count: 1, cars: [car]) }
        #expect(slow.book.cases.isEmpty)
        var steady = Street()
        for second in [0.0, 6, 12] { steady.look(from: second, count: 1, cars: [car]) }
        #expect(steady.book.cases.map(\.state) == [.grace])
    }

    @Test("the end of grace is event time, and the edge counts")
    func grace() {
        for (second, confirms) in [(300.9, false), (301, true)] {
            var street = Street()
            street.look(from: 0, count: 3, cars: [car])
            street.look(from: second, count: 3, cars: [car])
            // Opened at 1.0 s, so grace ends at 301.0 s: of 300.9, 301.4, 301.9 only two count.
            #expect(street.notices.isEmpty != confirms)
        }
    }

    @Test("what stands just outside counts, and is never confirmed")
    func soft() {
        var street = Street()
        let outside = Street.Car(east: 20, north: 10.7)
        street.look(from: 0, count: 3, cars: [outside])
        street.look(from: 400, count: 5, cars: [outside])
        street.run(seconds: 450)
        #expect(street.book.cases.map(\.state) == [.grace])
        var far = Street()
        far.look(from: 0, count: 3, cars: [Street.Car(east: 20, north: 10.9)])
        #expect(far.book.cases.isEmpty)
    }

    @Test("a place that is known too roughly opens nothing")
    func rough() {
        var street = Street()
        street.look(from: 0, count: 4, cars: [Street.Car(east: 20, error: 15.1)])
        #expect(street.book.cases.isEmpty)
        street.look(from: 3, count: 3, cars: [Street.Car(east: 20, error: 15)])
        #expect(street.book.cases.count == 1)
    }

    @Test("the band is judged at the time of each sighting, end excluded")
    func band() {
        var street = Street { $0.rules[0].hours = [DayWindow("07:00-08:20")].compactMap(\.self) }
        // The start is 08:20 exactly: outside; a source stored earlier frames.
        street.look(from: 0, count: 3, cars: [car])
        #expect(street.book.cases.isEmpty)
        for (index, second) in [-1.001, -0.501, -0.001].enumerated() {
            street.take(
                Street.frame("s\(index)", at: second, cars: [car], source: "edge-2", delay: 5)
            )
        }
        #expect(street.book.cases.count == 1)
    }

    @Test("five free looks of a pass end the case once the pass is over; four do not")
    func free() {
        for (looks, state) in [(4, Case.State.grace), (5, .dissuaded)] {
            var street = Street()
            street.look(from: 0, count: 3, cars: [car])
            street.look(from: 100, count: looks, cars: [])
            street.run(seconds: 140)
            #expect(street.book.cases.map(\.state) == [state])
        }
        var back = Street()
        back.look(from: 0, count: 3, cars: [car])
        back.look(from: 100, count: 6, cars: [])
        back.look(from: 103, count: 1, cars: [car])
        back.run(seconds: 140)
        #expect(back.book.cases.map(\.state) == [.grace])
    }

    @Test("a case that nobody looks at expires after two hours")
    func expiry() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [car])
        street.run(seconds: 7201)
        #expect(street.book.cases.map(\.state) == [.grace])
        street.run(seconds: 7202)
        #expect(street.book.cases.map(\.state) == [.expired])
        #expect(street.book.placeCount == 0)
        #expect(street.book.nextWake == nil)
    }

    @Test("a noticed stay is quiet for its time, then a new case takes it up (S35)")
    func suppress() {
        var street = Street { $0.rules[0].suppressSeconds = 3600 }
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 400, count: 3, cars: [car])
        street.look(from: 1000, count: 3, cars: [car])
        street.look(from: 3900, count: 3, cars: [car])
        #expect(street.book.cases.count == 1)
        street.look(from: 4100, count: 3, cars: [car])
        #expect(street.book.cases.map(\.state) == [.noticed, .grace])
        #expect(street.book.cases.last?.supersedes == CaseID(1))
        street.look(from: 4500, count: 3, cars: [car])
        #expect(street.notices.count == 2)
    }

    /// A car is noticed, then stands elsewhere long enough for a second case of it.
    private func moved(_ street: inout Street, to plate: String, at second: Double) {
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 400, count: 3, cars: [car])
        for start in [second, second + 400] {
            street.look(from: start, count: 3, cars: [Street.Car(east: 60, plate: plate)])
        }
        street.run(seconds: Int(second) + 500)
    }

    @Test(
        "the same plate is noticed once within the time, wherever it stands",
        arguments: [
            (plate: "测B8K2Q1", second: 1000.0, notices: 1),
            (plate: "测BBK2Q1", second: 1000, notices: 1),
            (plate: "测B8K2Q1", second: 4002, notices: 2),
            (plate: "测C71M9X", second: 1000, notices: 2),
        ]
    )
    func same(plate: String, second: Double, notices: Int) {
        var street = Street { $0.rules[0].suppressSeconds = 3600 }
        moved(&street, to: plate, at: second)
        #expect(street.notices.count == notices)
        let last = street.book.cases.last
        #expect(last?.state == (notices == 1 ? .dismissed : .noticed))
        if notices == 1 {
            #expect(last?.reason.en == "the same was noticed already: N-1")
            #expect(last?.reason.zh == "同一情况已通报：N-1")
        }
    }

    @Test("of two cases of one plate in review only one can be approved")
    func sameInReview() {
        var street = Street { $0.rules[0].review = .human }
        moved(&street, to: "测B8K2Q1", at: 1000)
        #expect(street.book.cases.map(\.state) == [.inReview, .inReview])
        #expect(street.ask(.approve(CaseID(2), reason: "clear")) == nil)
        #expect(street.ask(.approve(CaseID(1), reason: "clear"))?.code == .wrongState)
        #expect(street.ask(.dismiss(CaseID(1), reason: "the same")) == nil)
        #expect(street.notices.count == 1)
    }

    @Test("another plate at the place ends the case and begins another")
    func swap() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [car])
        let other = Street.Car(east: 20.5, plate: "测C71M9X")
        street.look(from: 400, count: 4, cars: [other])
        street.run(seconds: 450)
        #expect(street.book.cases.map(\.state) == [.dissuaded, .grace])
        #expect(street.book.cases.last?.plate?.text == "测C71M9X")
        street.look(from: 800, count: 4, cars: [other])
        #expect(street.notices.map(\.violation) == [CaseID(2)])
    }

    @Test("without a plate on one side the place ties, after 20 s")
    func place() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20)])
        street.look(from: 400, count: 3, cars: [car])
        #expect(street.notices.isEmpty)
        street.run(seconds: 420)
        #expect(street.notices.isEmpty)
        street.run(seconds: 421)
        #expect(street.notices.map(\.match) == ["place"])
    }

    @Test("neighbours 6.5 m apart are two cases")
    func neighbours() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [car, Street.Car(east: 26.5, plate: "测C71M9X")])
        #expect(street.book.cases.count == 2)
    }

    @Test("late frames and frames of a stale source only add their pictures")
    func late() {
        for delay in [301.0, 700] {
            var street = Street()
            for index in 0..<4 {
                street.take(
                    Street.frame("s\(index)", at: Double(index), cars: [car], delay: delay)
                )
            }
            #expect(street.book.cases.isEmpty)
        }
        var street = Street { $0.rules[0].evidence = [] }
        street.look(from: 0, count: 3, cars: [car], image: false)
        #expect(street.book.cases.first?.evidence == [])
        street.take(Street.frame("late", at: 1, cars: [car], source: "edge-2", delay: 310))
        #expect(street.book.cases.first?.evidence.map(\.image.reference) == ["late.jpg"])
        #expect(street.book.cases.first?.sightings == 3)
    }

    @Test("a clock that runs ahead is corrected by its least delay, and said once")
    func skew() {
        var street = Street()
        for index in 0..<4 {
            let at = Double(index)
            street.take(Street.frame("s\(index)", at: at + 90, cars: [car], delay: -89.65))
        }
        #expect(street.facts.filter { $0.code == .sourceSkewed }.count == 1)
        let opened = street.book.cases.first?.openedAt
        #expect(opened == Street.start + .milliseconds(2350))
    }

    @Test("a rule that is no longer in force closes its cases")
    func configuration() {
        var street = Street { configuration in
            for (id, mode) in [("lane", Rule.Mode.dwell), ("crowd", .count)] {
                var rule = configuration.rules[0]
                (rule.id, rule.mode, rule.count) = (RuleID(id), mode, 1)
                configuration.rules.append(rule)
            }
        }
        street.look(from: 0, count: 3, cars: [car])
        #expect(street.book.cases.map(\.rule).sorted() == ["crowd", "lane", "parking"])
        var next = Street.configuration
        next.rules = []
        _ = street.book.apply(.configure(next), at: street.now, issuer: &street.issuer)
        #expect(street.book.cases.map(\.state) == [.expired, .expired, .expired])
        #expect(street.book.nextWake == nil)
    }

    @Test("where the two looks read two plates of one car, the notice waits its 20 s for more")
    func witnesses() {
        var street = Street()
        var car = Street.Car(east: 20, plate: "测B8K2Q7")
        street.look(from: 0, count: 1, cars: [car])
        car.plate = nil
        street.look(from: 0.5, count: 2, cars: [car])
        car.plate = "测B8K2Q1"
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 415)
        #expect(street.notices.isEmpty)
        street.run(seconds: 425)
        #expect(street.notices.map { $0.plate?.text } == ["测B8K2Q1"])
    }

    @Test("the second look is one look: stray detections of several passes do not add up")
    func strays() {
        let car = Street.Car(east: 20)
        for (first, notices) in [(2, 0), (3, 1)] {
            var street = Street()
            street.look(from: 0, count: 4, cars: [car])
            street.look(from: 400, count: first, cars: [car])
            street.look(from: 410, count: 6, cars: [])
            street.look(from: 800, count: 2, cars: [car])
            street.run(seconds: 900)
            #expect(street.notices.count == notices)
        }
    }
}
