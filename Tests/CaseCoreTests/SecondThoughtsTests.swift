// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

/// What is decided once and then looked at again: edits taken back, cases reopened, deadlines that find things
/// changed.
@Suite("Second thoughts")
struct SecondThoughtsTests {
    private let li = Street.reviewer
    private let chen = Person(name: "chen", role: .reviewer)
    private let id = CaseID(1)

    /// A street with one case in review.
    private func street(change: @escaping (inout Rule) -> Void = { _ in }) -> Street {
        var street = Street { configuration in
            configuration.rules[0].review = .human
            change(&configuration.rules[0])
        }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 425)
        return street
    }

    private func plate(_ text: String) -> CaseRequest {
        var change = CaseChange()
        change.plate = text
        return .edit(id, change, reason: "read closely")
    }

    @Test("an approval does not come back when an edit is taken back (S34)")
    func takenBack() {
        var street = street { $0.review = .twoPerson }
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.ask(plate("测B8K2Q7"), by: chen) == nil)
        #expect(street.ask(plate("测B8K2Q1"), by: chen) == nil)
        #expect(street.book.cases[0].standingApprovals.isEmpty)
        #expect(street.ask(.approve(id, reason: "clear"), by: chen) == nil)
        #expect(street.notices.isEmpty)
    }

    @Test("an approval from before a case was dismissed and reopened counts no more")
    func reopened() {
        var street = street { $0.review = .twoPerson }
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.ask(.dismiss(id, reason: "loading"), by: chen) == nil)
        #expect(street.ask(.reopen(id, reason: "not loading"), by: chen) == nil)
        #expect(street.ask(.approve(id, reason: "clear"), by: chen) == nil)
        #expect(street.notices.isEmpty)
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.notices.count == 1)
    }

    @Test("a reopened case is asked for as often as a new one")
    func asked() {
        var street = street()
        street.run(until: street.now + .minutes(70))
        #expect(street.facts.count { $0.code == .caseOverdue } == 2)
        #expect(street.ask(.dismiss(id, reason: "loading"), by: li) == nil)
        #expect(street.ask(.reopen(id, reason: "not loading"), by: li) == nil)
        street.run(until: street.now + .hours(3))
        #expect(street.facts.count { $0.code == .caseOverdue } == 5)
    }

    @Test("a deadline that would notice finds the exemption that began meanwhile")
    func exemptMeanwhile() {
        var street = street { $0.onTimeout = .notice }
        var terms = Exemption.Terms(
            kind: .permit,
            from: street.now + .minutes(10),
            until: street.now + .hours(2),
            reason: "permit 17"
        )
        terms.plate = "测B8K2Q1"
        #expect(street.ask(.exempt(terms)) == nil)
        #expect(street.book.cases.map(\.state) == [.inReview])
        street.run(until: street.now + .hours(1))
        #expect(street.book.cases.map(\.state) == [.dismissed])
        #expect(street.book.cases[0].exemption == ExemptionID(1))
        #expect(street.notices.isEmpty)
    }

    @Test("only who reviews decides, edits, reopens", arguments: [Person.Role.viewer, .duty])
    func roles(role: Person.Role) {
        var street = street()
        let person = Person(name: "wu", role: role)
        let before = street.book.cases
        let requests: [CaseRequest] = [
            .approve(id, reason: "clear"), .dismiss(id, reason: "no"), plate("测B8K2Q7"),
            .reopen(id, reason: "again"),
        ]
        for request in requests {
            #expect(street.ask(request, by: person)?.code == .notAllowed)
        }
        #expect(street.book.cases == before)
    }
}
