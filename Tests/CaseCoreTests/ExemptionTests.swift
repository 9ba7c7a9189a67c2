// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Exemptions")
struct ExemptionTests {
    private let car = Street.Car(east: 20, plate: "测B8K2Q1")

    private func terms(
        from: TimeSpan = .zero,
        until: TimeSpan = .hours(1),
        _ change: (inout Exemption.Terms) -> Void
    ) -> CaseRequest {
        var terms = Exemption.Terms(
            kind: .permit,
            from: Street.start + from,
            until: Street.start + until,
            reason: "permit 17"
        )
        change(&terms)
        return .exempt(terms)
    }

    /// Two passes over one car.
    private func pass(_ street: inout Street, _ plate: String? = "测B8K2Q1") {
        var car = car
        car.plate = plate
        street.look(from: 1, count: 3, cars: [car])
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 430)
    }

    @Test(
        "an exempt plate or place is closed with the exemption's number and never noticed",
        arguments: 0..<4
    )
    func closed(kind: Int) {
        var street = Street()
        let request = terms { terms in
            switch kind {
            case 0: terms.plate = "测b8k2·q1"
            case 1: terms.scope = .zone("strip")
            case 2: terms.scope = .circle(Street.point(22, 5), radius: 5)
            default: terms.scope = .polygon(Street.ring(10, 0, 30, 10))
            }
        }
        #expect(street.ask(request) == nil)
        pass(&street)
        #expect(street.notices.isEmpty)
        #expect(street.book.cases.map(\.state) == [.dismissed])
        #expect(street.book.cases[0].exemption == ExemptionID(1))
        #expect(street.book.exemptions.map(\.cases) == [1])
        #expect(street.facts.count { $0.code == .caseExempted } == 1)
    }

    @Test(
        "another plate, place, rule or time is no exemption",
        arguments: 0..<5
    )
    func others(kind: Int) {
        var street = Street()
        let until: TimeSpan = kind == 3 ? .seconds(200) : .hours(1)
        let from: TimeSpan = kind == 4 ? .minutes(30) : .zero
        let request = terms(from: from, until: until) { terms in
            terms.plate = kind == 0 ? "测C71M9X" : "测B8K2Q1"
            if kind == 1 { terms.scope = .circle(Street.point(60, 5), radius: 5) }
            if kind == 2 { terms.rules = ["vending"] }
        }
        #expect(street.ask(request) == nil)
        pass(&street)
        #expect(street.notices.count == 1)
    }

    @Test("a plate that may be the exempt one is left to a person")
    func unsure() {
        var street = Street()
        #expect(street.ask(terms { $0.plate = "测B8K299" }) == nil)
        pass(&street)
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.notices.isEmpty)
    }

    @Test("an exempt vehicle is not told to move on once its plate is known")
    func unwarned() {
        var street = Street { configuration in
            configuration.rules[0].evidence = ["wide", "zoom"]
            configuration.rules[0].warning = "move-on"
        }
        #expect(street.ask(terms { $0.plate = "测B8K2Q1" }) == nil)
        street.look(from: 1, count: 3, cars: [Street.Car(east: 20)])
        street.look(from: 4, count: 1, cars: [car], lens: "zoom")
        #expect(street.book.cases.map(\.state) == [.grace])
        #expect(!street.errands.contains { if case .warning = $0.kind { true } else { false } })
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 430)
        #expect(street.book.cases.map(\.state) == [.dismissed])
        #expect(street.book.cases[0].exemption == ExemptionID(1))
    }

    @Test("one that is added while a case waits closes it; what is reopened cannot be approved")
    func later() {
        var street = Street { $0.rules[0].review = .human }
        pass(&street)
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.ask(terms { $0.plate = "测B8K2Q1" }) == nil)
        #expect(street.book.cases.map(\.state) == [.dismissed])
        #expect(street.ask(.reopen(CaseID(1), reason: "look again")) == nil)
        #expect(street.ask(.approve(CaseID(1), reason: "clear"))?.code == .exempt)
        #expect(street.ask(.endExemption(ExemptionID(1))) == nil)
        #expect(street.ask(.approve(CaseID(1), reason: "clear"))?.code == .exempt)
        #expect(street.notices.isEmpty)
    }

    @Test("one that a person ends before the second look exempts nothing; each end is told once")
    func ended() throws {
        var street = Street()
        #expect(street.ask(terms(until: .seconds(600)) { $0.plate = "测B8K2Q1" }) == nil)
        street.look(from: 1, count: 3, cars: [car])
        #expect(street.ask(.endExemption(ExemptionID(1))) == nil)
        #expect(street.ask(.endExemption(ExemptionID(1)))?.code == .alreadyEnded)
        try street.restart()
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 1200)
        #expect(street.notices.count == 1)
        #expect(street.facts.count { $0.code == .exemptionEnded } == 1)
        var other = Street()
        #expect(other.ask(terms(until: .seconds(600)) { $0.plate = "测B8K2Q1" }) == nil)
        other.run(seconds: 1200)
        #expect(other.facts.count { $0.code == .exemptionEnded } == 1)
        #expect(other.ask(.endExemption(ExemptionID(1)))?.code == .alreadyEnded)
    }

    @Test("each wrong exemption is refused by its own name")
    func wrong() {
        var street = Street()
        street.run(seconds: 3000)
        let plate = { (terms: inout Exemption.Terms) in terms.plate = "测B8K2Q1" }
        #expect(street.ask(terms { _ in })?.code == .namesNothing)
        #expect(street.ask(terms(until: .seconds(2000), plate))?.code == .endPassed)
        #expect(street.ask(terms(until: .hours(9000), plate))?.code == .windowTooLong)
        let silent = terms { terms in
            terms.plate = "测B8K2Q1"
            terms.reason = " "
        }
        #expect(street.ask(silent)?.code == .reasonMissing)
        let duty = Person(name: "wang", role: .duty)
        #expect(street.ask(terms(plate), by: duty)?.code == .notAllowed)
        #expect(street.ask(.endExemption(ExemptionID(9)))?.code == .unknownSubject)
        #expect(street.book.exemptions.isEmpty)
    }
}
