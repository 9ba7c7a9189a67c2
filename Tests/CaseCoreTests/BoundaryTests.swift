// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Numbers of the pipeline at their borders")
struct BoundaryTests {
    private static let car = Street.Car(east: 20, plate: "测B8K2Q1")

    @Test(
        "a source is stale above 300 s of least delay, and then opens nothing (PIPELINE 2.3)",
        arguments: [(299.0, true), (300, true), (300.001, false), (301, false)]
    )
    func stale(delay: Double, opens: Bool) {
        var street = Street()
        for index in 0..<4 {
            street.take(
                Street.frame("s\(index)", at: Double(index), cars: [Self.car], delay: delay)
            )
        }
        #expect(street.book.cases.count == (opens ? 1 : 0))
    }

    @Test("one fresh frame makes a stale source trusted again; 200 stale ones make it stale")
    func window() {
        for (count, opens) in [(190, true), (210, false)] {
            var street = Street()
            street.take(Street.frame("fresh", at: 400, cars: [], delay: 1))
            for index in 0..<count {
                let at = 200 + Double(index) / 10
                street.take(Street.frame("o\(index)", at: at, cars: [], delay: 310))
            }
            for index in 0..<4 {
                let at = 230 + Double(index)
                street.take(Street.frame("s\(index)", at: at, cars: [Self.car], delay: 310))
            }
            #expect(street.book.cases.count == (opens ? 1 : 0))
        }
    }

    @Test(
        "a frame later than 10 min only adds evidence (PIPELINE 2.2)",
        arguments: [(599.0, true), (600, true), (600.001, false), (601, false)]
    )
    func lateness(delay: Double, opens: Bool) {
        var street = Street()
        // A fresh frame: the source is late with some frames, not stale.
        street.take(Street.frame("fresh", at: delay, cars: [], delay: 0.1))
        for index in 0..<4 {
            let at = Double(index) / 10 + 1
            street.take(Street.frame("s\(index)", at: at, cars: [Self.car], delay: delay))
        }
        #expect(street.book.cases.count == (opens ? 1 : 0))
    }

    @Test(
        "a clock is corrected from 2 s ahead on (PIPELINE 2.3)",
        arguments: [(-1.9, false), (-2, false), (-2.001, true), (-2.1, true)]
    )
    func ahead(delay: Double, isCorrected: Bool) throws {
        var street = Street()
        for index in 0..<4 {
            street.take(
                Street.frame("s\(index)", at: 10 + Double(index), cars: [Self.car], delay: delay)
            )
        }
        let opened = try #require(street.book.cases.first).openedAt
        let said = Street.start + .seconds(12)
        let span = TimeSpan.milliseconds(Int((delay * 1000).rounded()))
        #expect(opened == (isCorrected ? said + span : said))
        #expect(street.facts.count { $0.code == .sourceSkewed } == (isCorrected ? 1 : 0))
    }

    @Test(
        "a second look without a plate waits 20 s for one, from when it was seen (PIPELINE 5.4)"
    )
    func evidenceWait() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20)])
        street.look(from: 400, count: 3, cars: [Self.car])
        let seen = Street.start + .seconds(401)
        street.run(until: seen + .seconds(20) - .milliseconds(1))
        #expect(street.notices.isEmpty)
        street.run(until: seen + .seconds(20))
        #expect(street.notices.map(\.match) == ["place"])
    }

    @Test(
        "detections that open are at most 6 s apart (PIPELINE § 4)",
        arguments: [(5.9, true), (6, true), (6.001, false)]
    )
    func openingGap(gap: Double, opens: Bool) {
        var street = Street()
        for index in 0..<3 {
            street.take(Street.frame("f\(index)", at: Double(index) * gap, cars: [Self.car]))
        }
        #expect(street.book.cases.count == (opens ? 1 : 0))
    }

    @Test(
        "a detection with an error above 15 m opens nothing (PIPELINE § 4)",
        arguments: [(14.9, true), (15, true), (15.1, false)]
    )
    func error(metres: Double, opens: Bool) {
        var street = Street()
        var car = Self.car
        car.error = Metres(metres)
        street.look(from: 0, count: 5, cars: [car])
        #expect(street.book.cases.count == (opens ? 1 : 0))
    }

    @Test(
        "confidences open from 0.60 and keep from 0.40 on (PIPELINE § 4)",
        arguments: [(0.6, 0.4, 1, 1), (0.599, 0.4, 0, 0), (0.6, 0.399, 1, 0)]
    )
    func confidences(open: Double, keep: Double, cases: Int, notices: Int) {
        var street = Street()
        var car = Self.car
        car.confidence = open
        street.look(from: 0, count: 3, cars: [car])
        #expect(street.book.cases.count == cases)
        car.confidence = keep
        street.look(from: 400, count: 4, cars: [car])
        street.run(seconds: 430)
        #expect(street.notices.count == notices)
    }

    @Test("a case at which nobody looks for two hours expires then (PIPELINE § 6)")
    func expiry() throws {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Self.car])
        let looked = street.now
        street.run(until: looked + .hours(2) - .milliseconds(1))
        #expect(street.book.cases.map(\.state) == [.grace])
        street.run(until: looked + .hours(2))
        #expect(street.book.cases.map(\.state) == [.expired])
    }

    @Test("a reviewer is asked again after 30 minutes (PIPELINE § 6)")
    func review() throws {
        var street = Street { $0.rules[0].review = .human }
        street.look(from: 0, count: 3, cars: [Self.car])
        street.look(from: 400, count: 4, cars: [Self.car])
        street.run(seconds: 421)
        let step = try #require(street.book.cases.first?.history.last { $0.state == .inReview })
        street.run(until: step.at + .minutes(30) - .milliseconds(1))
        #expect(!street.facts.contains { $0.code == .caseOverdue })
        street.run(until: step.at + .minutes(30))
        #expect(street.facts.count { $0.code == .caseOverdue } == 1)
    }
}
