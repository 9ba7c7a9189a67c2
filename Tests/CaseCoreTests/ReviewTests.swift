// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Review")
struct ReviewTests {
    private let li = Street.reviewer
    private let chen = Person(name: "chen", role: .reviewer)
    private let id = CaseID(1)

    /// A street with one case in review, its two pictures sealed under their names.
    private func street(
        sender: String? = nil,
        change: @escaping (inout Rule) -> Void = { _ in }
    ) -> Street {
        var street = Street { configuration in
            configuration.rules[0].review = .human
            change(&configuration.rules[0])
        }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        for (index, at) in [0.0, 0.5, 1, 400, 400.5, 401].enumerated() {
            var frame = Street.frame("f\(index)", at: at, cars: [car])
            frame.sender = sender
            street.take(frame)
        }
        return street
    }

    @Test("two different people must approve; the same person twice is one")
    func twoPerson() {
        var street = street { $0.review = .twoPerson }
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.notices.isEmpty)
        #expect(street.book.cases[0].standingApprovals.map(\.by) == ["li"])
        let again = street.ask(.approve(id, reason: "clear"), by: li)
        #expect(again?.code == .secondPerson)
        #expect(street.notices.isEmpty)
        #expect(street.ask(.approve(id, reason: "I agree"), by: chen) == nil)
        #expect(street.notices.map(\.reviewedBy) == ["li, chen"])
    }

    @Test("a rule that asks more people asks them of open cases too; one that asks fewer does not")
    func tightened() {
        func configured(_ review: Rule.Review) -> CaseConfiguration {
            var configuration = Street.configuration
            configuration.rules[0].review = review
            return configuration
        }
        var street = street()
        street.configure(configured(.twoPerson))
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.notices.isEmpty)
        #expect(street.ask(.approve(id, reason: "I agree"), by: chen) == nil)
        #expect(street.notices.map(\.reviewedBy) == ["li, chen"])
        var other = self.street { $0.review = .twoPerson }
        other.configure(configured(.auto))
        #expect(other.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(other.notices.isEmpty)
        // Confirmed after the rule was made stricter, it waits for people.
        var open = Street { $0.rules[0].review = .auto }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        for (index, at) in [0.0, 0.5, 1].enumerated() {
            open.take(Street.frame("f\(index)", at: at, cars: [car]))
        }
        open.configure(configured(.human))
        for (index, at) in [400.0, 400.5, 401].enumerated() {
            open.take(Street.frame("g\(index)", at: at, cars: [car]))
        }
        #expect(open.notices.isEmpty && open.book.cases.map(\.state) == [.inReview])
    }

    @Test("an approval lapses when plate, text or pictures change (S34)")
    func lapse() {
        for number in 0..<3 {
            var street = street { $0.review = .twoPerson }
            #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
            var change = CaseChange()
            if number == 0 { change.plate = "测B8K2Q7" }
            if number == 1 { change.text = "On the crossing" }
            if number == 2 { change.pictures = ["sha-f3.jpg"] }
            #expect(street.ask(.edit(id, change, reason: "better"), by: chen) == nil)
            #expect(street.book.cases[0].standingApprovals.isEmpty)
            // The editor is one of two, and not both.
            #expect(street.ask(.approve(id, reason: "mine"), by: chen) == nil)
            #expect(street.notices.isEmpty)
            #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
            #expect(street.notices.count == 1)
        }
    }

    @Test(
        "who has a part in a case does not decide it alone, neither yes nor no",
        arguments: [true, false]
    )
    func selfReview(isEditor: Bool) {
        var street = street(sender: isEditor ? nil : "li")
        if isEditor {
            var change = CaseChange()
            change.text = "On the crossing"
            #expect(street.ask(.edit(id, change, reason: "clearer"), by: li) == nil)
        }
        #expect(street.ask(.approve(id, reason: "clear"), by: li)?.code == .selfReview)
        #expect(street.ask(.dismiss(id, reason: "no"), by: li)?.code == .selfReview)
        #expect(street.notices.isEmpty)
        #expect(street.ask(.approve(id, reason: "clear"), by: chen) == nil)
        #expect(street.notices.count == 1)
    }

    @Test("what a person decided is told with the reason, in both languages")
    func reasons() {
        for (request, en, zh) in [
            (CaseRequest.approve(id, reason: "clear"), "C-1 approved by li: clear", "clear"),
            (.dismiss(id, reason: "loading"), "C-1 dismissed by li: loading", "loading"),
        ] {
            var street = street()
            #expect(street.ask(request, by: li) == nil)
            let fact = street.facts.last { $0.code == .caseReviewed }
            #expect(fact?.text.en.hasSuffix(en) == true, "\(fact?.text.en ?? "")")
            #expect(fact?.text.zh.hasSuffix(zh) == true)
        }
    }

    @Test("of two who must approve, only one may have a part in the case")
    func involvedPair() {
        var street = street(sender: "li") { $0.review = .twoPerson }
        var change = CaseChange()
        change.text = "On the crossing"
        #expect(street.ask(.edit(id, change, reason: "clearer"), by: chen) == nil)
        #expect(street.ask(.approve(id, reason: "mine"), by: li) == nil)
        #expect(street.ask(.approve(id, reason: "mine"), by: chen)?.code == .selfReview)
        let wang = Person(name: "wang", role: .reviewer)
        #expect(street.ask(.approve(id, reason: "seen"), by: wang) == nil)
        #expect(street.notices.map(\.reviewedBy) == ["li, wang"])
    }

    @Test("an edit changes plate, text and choice of pictures, never a digest; what was is kept")
    func edit() throws {
        var street = street()
        let before = street.book.cases[0]
        let digests = before.evidence.map(\.digest)
        var change = CaseChange()
        change.plate = "测 b8k2-q7"
        change.text = "On the crossing"
        change.pictures = ["sha-f3.jpg"]
        #expect(street.ask(.edit(id, change, reason: "read closely"), by: li) == nil)
        let after = street.book.cases[0]
        #expect(after.evidence.map(\.digest) == digests)
        #expect(after.edits.map(\.by) == ["li"])
        #expect(after.edits[0].plate == before.plate)
        #expect(street.ask(.approve(id, reason: "clear"), by: chen) == nil)
        let notice = try #require(street.notices.first)
        #expect(notice.plate?.text == "测B8K2Q7")
        #expect(notice.text == "On the crossing")
        #expect(notice.isEdited == true)
        #expect(notice.evidence.map(\.digest) == ["sha-f3.jpg"])
        let told = street.facts.filter { $0.code == .caseEdited }.map(\.text.en)
        #expect(told == ["Case C-1 edited by li: plate, text, pictures. read closely"])
    }

    @Test("each wrong edit is refused by its own name and changes nothing")
    func wrongEdits() {
        var street = street()
        func change(_ make: (inout CaseChange) -> Void) -> CaseRequest {
            var change = CaseChange()
            make(&change)
            return .edit(id, change, reason: "because")
        }
        let before = street.book.cases
        #expect(street.ask(change { _ in })?.code == .nothingChanged)
        #expect(street.ask(change { $0.plate = "测B8K2Q1" })?.code == .nothingChanged)
        #expect(street.ask(change { $0.plate = "?" })?.code == .plateMalformed)
        #expect(street.ask(change { $0.pictures = ["sha-f9.jpg"] })?.code == .unknownPicture)
        #expect(street.ask(change { $0.pictures = ["sha"] })?.code == .unknownPicture)
        #expect(street.ask(.edit(id, CaseChange(), reason: " "))?.code == .reasonMissing)
        #expect(street.ask(.approve(id, reason: ""))?.code == .reasonMissing)
        #expect(street.ask(.reopen(id, reason: "again"))?.code == .wrongState)
        #expect(street.ask(.reopen(CaseID(9), reason: "again"))?.code == .unknownSubject)
        #expect(street.book.cases == before)
    }

    @Test("pictures that a rule needs cannot be chosen away")
    func gaps() {
        var street = Street { configuration in
            configuration.rules[0].review = .human
            configuration.rules[0].evidence = ["wide", "zoom"]
        }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 3, count: 1, cars: [car], lens: "zoom")
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 430)
        #expect(street.book.cases.map(\.state) == [.inReview])
        var change = CaseChange()
        change.pictures = ["sha-f1.jpg"]
        #expect(street.ask(.edit(id, change, reason: "the wide one"), by: chen) == nil)
        #expect(street.book.cases[0].gaps == ["zoom"])
        #expect(street.ask(.approve(id, reason: "clear"))?.code == .wrongState)
    }

    @Test("a dismissed case is reopened with a reason, decided once more, over a restart too")
    func reopen() throws {
        var street = street()
        #expect(street.ask(.dismiss(id, reason: "loading"), by: li) == nil)
        #expect(street.book.cases.map(\.state) == [.dismissed])
        #expect(street.ask(.reopen(id, reason: ""), by: chen)?.code == .reasonMissing)
        #expect(street.ask(.reopen(id, reason: "no permit"), by: chen) == nil)
        try street.restart()
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.book.cases[0].reviewDueAt == street.now + .minutes(30))
        #expect(street.ask(.approve(id, reason: "clear"), by: li) == nil)
        #expect(street.notices.count == 1)
        #expect(street.facts.contains { $0.code == .caseReopened })
    }

    @Test("what the rule closed before it was confirmed cannot be reopened")
    func neverConfirmed() {
        var street = Street()
        let here = Street.Car(east: 20, plate: "测B8K2Q1")
        let there = Street.Car(east: 60, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [here])
        street.look(from: 400, count: 3, cars: [here])
        street.look(from: 500, count: 3, cars: [there])
        street.look(from: 900, count: 3, cars: [there])
        street.run(seconds: 930)
        #expect(street.book.cases.map(\.state) == [.noticed, .dismissed])
        let refusal = street.ask(.reopen(CaseID(2), reason: "look again"))
        #expect(refusal?.code == .neverConfirmed)
    }

    @Test(
        "after 30 minutes the rule says what happens: tell again, notice or dismiss",
        arguments: [
            (.escalate, .inReview, 3), (.notice, .noticed, 0), (.dismiss, .dismissed, 0),
        ] as [(Rule.OnTimeout, Case.State, Int)]
    )
    func timeout(choice: Rule.OnTimeout, state: Case.State, told: Int) throws {
        var street = street { $0.onTimeout = choice }
        let asked = street.now
        street.run(until: asked + .minutes(29))
        #expect(street.book.cases.map(\.state) == [.inReview])
        try street.restart()
        street.run(until: asked + .hours(3))
        #expect(street.book.cases.map(\.state) == [state])
        #expect(street.facts.count { $0.code == .caseOverdue } == told)
        #expect(street.notices.map(\.reviewedBy) == (choice == .notice ? ["auto"] : []))
    }

    @Test("a rule never notices by itself what a person could not approve")
    func timeoutWithGap() {
        var street = Street { configuration in
            configuration.rules[0].review = .human
            configuration.rules[0].onTimeout = .notice
        }
        let car = Street.Car(east: 20, plate: "测B8K2Q1")
        street.look(from: 0, count: 3, cars: [car], image: false)
        street.look(from: 400, count: 3, cars: [car], image: false)
        street.run(seconds: 9000)
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.notices.isEmpty)
    }
}
