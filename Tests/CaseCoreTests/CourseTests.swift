// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("From sighted to grace")
struct CourseTests {
    private let car = Street.Car(east: 20, plate: "测B8K2Q1")
    private let unread = Street.Car(east: 20)

    /// A rule that wants a close picture and warns.
    private func street(change: @escaping (inout Rule) -> Void = { _ in }) -> Street {
        Street { configuration in
            configuration.rules[0].evidence = ["wide", "zoom"]
            configuration.rules[0].warning = "move-on"
            change(&configuration.rules[0])
        }
    }

    private func states(_ street: Street) -> [Case.State] {
        street.book.cases.first?.history.map(\.state) ?? []
    }

    @Test("a close picture, a warning, grace, a second look: each is asked for once")
    func whole() {
        var street = street()
        street.look(from: 0, count: 3, cars: [unread])
        #expect(street.book.cases.map(\.state) == [.evidenceRequested])
        #expect(street.errands.map(\.id.description) == ["C-1.e1"])
        street.look(from: 3, count: 1, cars: [car], lens: "zoom")
        #expect(street.book.cases.map(\.state) == [.warned])
        #expect(street.errands.last?.kind == .warning(text: "move-on"))
        street.answer(street.errands[1].id, .done(at: street.now))
        #expect(street.book.cases.map(\.state) == [.grace])
        let graceEnds = Street.start + .seconds(301)
        #expect(street.errands.last?.kind == .secondLook(from: graceEnds))
        street.look(from: 400, count: 5, cars: [car])
        #expect(street.notices.map(\.match) == ["plate"])
        #expect(street.errands.count == 3)
        #expect(
            states(street)
                == [.sighted, .evidenceRequested, .warned, .grace, .confirmed, .noticed]
        )
    }

    @Test("three close shots are tried 10 s apart; then a rule that decides by itself does without")
    func tries() {
        for (review, last) in [(Rule.Review.auto, Case.State.noticed), (.human, .inReview)] {
            var street = street { $0.review = review }
            street.look(from: 0, count: 3, cars: [unread])
            let opened = street.now
            street.answer(street.errands[0].id, .failed(FailureReason(code: "busy", text: "busy")))
            street.run(until: opened + .seconds(29))
            let shots = street.book.cases[0].errands
            #expect(shots.map { $0.askedAt - opened } == [.zero, .seconds(10), .seconds(20)])
            street.run(until: opened + .seconds(30))
            #expect(street.book.cases.map(\.state) == [.warned])
            street.run(until: opened + .seconds(45))
            #expect(street.book.cases.map(\.state) == [.grace])
            street.look(from: 400, count: 5, cars: [unread])
            street.run(seconds: 450)
            #expect(street.book.cases.map(\.state) == [last])
            #expect(street.book.cases[0].gaps == (review == .auto ? [] : ["zoom"]))
        }
    }

    @Test("a warning that fails or is not answered in 15 s leaves time to go all the same")
    func warning() {
        var failed = street { $0.evidence = ["wide"] }
        failed.look(from: 0, count: 3, cars: [car])
        failed.answer(
            failed.errands[0].id,
            .failed(FailureReason(code: "quiet", text: "quiet hours"))
        )
        #expect(failed.book.cases.map(\.state) == [.grace])
        var silent = street { $0.evidence = ["wide"] }
        silent.look(from: 0, count: 3, cars: [car])
        silent.run(until: silent.now + .milliseconds(14_999))
        #expect(silent.book.cases.map(\.state) == [.warned])
        silent.run(until: silent.now + .milliseconds(1))
        #expect(silent.book.cases.map(\.state) == [.grace])
    }

    @Test("a warning that was played after it was given up is on record as played")
    func warnedLate() {
        var street = street { $0.evidence = ["wide"] }
        street.look(from: 0, count: 3, cars: [car])
        street.run(until: street.now + .seconds(15))
        #expect(street.book.cases[0].history.last?.reason.en.contains("not played") == true)
        street.answer(street.errands[0].id, .done(at: street.now))
        #expect(street.book.cases.map(\.state) == [.grace])
        let said = street.book.cases[0].history.map(\.reason.en)
        #expect(said.last == "the warning was played after all")
        #expect(street.book.cases[0].warning?.doneAt == street.now)
        street.look(from: 400, count: 5, cars: [car])
        #expect(street.book.cases.map(\.state) == [.noticed])
    }

    @Test("a picture's name that comes again is another picture", arguments: [true, false])
    func sameName(isOther: Bool) {
        var street = street { $0.evidence = ["wide"] }
        func look(from seconds: Double, count: Int, digest: String) {
            for index in 0..<count {
                let at = seconds + Double(index) / 2
                var frame = Street.frame("n\(seconds).\(index)", at: at, cars: [car])
                frame.images[0].reference = "latest.jpg"
                frame.images[0].digest = digest
                street.take(frame)
            }
        }
        look(from: 0, count: 3, digest: "a")
        street.answer(street.errands[0].id, .done(at: street.now))
        look(from: 400, count: 5, digest: isOther ? "b" : "a")
        let kept = street.book.cases[0].evidence
        #expect(kept.map(\.image.digest) == (isOther ? ["a", "b"] : ["a"]))
        #expect(kept.allSatisfy { if case .sealed = $0.state { true } else { false } })
    }

    @Test("a warning that is required is asked for again until it was played")
    func required() {
        var street = street {
            $0.evidence = ["wide"]
            $0.isWarningRequired = true
        }
        street.look(from: 0, count: 3, cars: [car])
        street.answer(street.errands[0].id, .failed(FailureReason(code: "far", text: "too far")))
        street.look(from: 400, count: 5, cars: [car])
        street.run(seconds: 450)
        #expect(street.book.cases.map(\.state) == [.warned])
        let last = street.errands[street.errands.count - 1]
        #expect(last.kind == .warning(text: "move-on"))
        street.answer(last.id, .done(at: street.now))
        #expect(street.book.cases.map(\.state) == [.noticed])
    }

    @Test("an answer that comes twice, or to nobody, changes nothing")
    func twice() {
        var street = street { $0.evidence = ["wide"] }
        street.look(from: 0, count: 3, cars: [car])
        street.answer(street.errands[0].id, .done(at: street.now))
        let book = street.book
        street.answer(street.errands[0].id, .failed(FailureReason(code: "late", text: "late")))
        street.answer(ErrandID(CaseID(77), 1), .done(at: street.now))
        street.answer(ErrandID(CaseID(1), 77), .done(at: street.now))
        #expect(street.book == book)
    }

    /// What happens, second by second: close picture after 3 s, warning played at 6 s, second look at 400 s.
    private func play(restartBefore step: Int) throws -> Street {
        var street = street()
        let steps: [(inout Street) -> Void] = [
            { $0.look(from: 0, count: 3, cars: [unread]) },
            { $0.look(from: 3, count: 1, cars: [car], lens: "zoom") },
            { $0.answer($0.errands[1].id, .done(at: $0.now)) },
            { $0.look(from: 400, count: 2, cars: [car]) },
            { $0.look(from: 401, count: 3, cars: [car]) },
            { $0.run(seconds: 500) },
        ]
        for (index, one) in steps.enumerated() {
            if index == step { try street.restart() }
            one(&street)
        }
        return street
    }

    @Test("a restart in any state changes nothing", arguments: 0..<6)
    func restart(step: Int) throws {
        let alone = try play(restartBefore: -1)
        let restarted = try play(restartBefore: step)
        #expect(restarted.book == alone.book)
        #expect(restarted.errands == alone.errands)
        #expect(restarted.notices == alone.notices)
        #expect(alone.notices.count == 1)
    }

    @Test("a notice that is withdrawn goes to the same receivers as a revision")
    func withdraw() {
        var street = Street()
        street.look(from: 0, count: 3, cars: [car])
        #expect(street.ask(.withdraw(CaseID(1), reason: "early"))?.code == .wrongState)
        street.look(from: 400, count: 5, cars: [car])
        let duty = Person(name: "wang", role: .duty)
        #expect(street.ask(.withdraw(CaseID(1), reason: "wrong"), by: duty)?.code == .notAllowed)
        #expect(street.ask(.withdraw(CaseID(1), reason: "wrong")) == nil)
        #expect(street.book.cases.map(\.state) == [.withdrawn])
        #expect(street.notices.map(\.status) == [.withdrawn])
        #expect(street.notices.map(\.revision) == [2])
        #expect(street.facts.contains { $0.code == .noticeWithdrawn })
        #expect(street.ask(.withdraw(CaseID(1), reason: "wrong"))?.code == .wrongState)
        #expect(street.ask(.withdraw(CaseID(9), reason: "wrong"))?.code == .unknownSubject)
    }

    @Test("a late look that speaks against a notice is told once; the notice stays")
    func contradiction() {
        var street = Street { $0.rules[0].graceSeconds = 100 }
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 200, count: 5, cars: [car])
        #expect(street.notices.count == 1)
        for index in 0..<6 {
            let at = 100 + Double(index) / 2
            street.take(Street.frame("z\(index)", at: at, cars: [], source: "b", delay: 150))
        }
        #expect(street.facts.count { $0.code == .caseReviewAgain } == 1)
        #expect(street.book.cases.first?.state == .noticed)
    }

    @Test("grace counts from the warning where the rule says so, and is known when it was played")
    func graceFromWarning() throws {
        for (played, first, second) in [(true, 400, 420), (false, 290, 310)] {
            var street = street { rule in
                rule.evidence = ["wide"]
                rule.graceFrom = .warning
            }
            street.look(from: 0, count: 3, cars: [car])
            // The aircraft came by two minutes after the frame: stored and forwarded.
            let late = street.now + .seconds(played ? 110 : 1)
            if played {
                street.run(until: street.now + .seconds(1))
                street.answer(street.errands[0].id, .done(at: late))
            } else {
                let reason = FailureReason(code: "quiet", text: "quiet hours")
                street.answer(street.errands[0].id, .failed(reason))
            }
            let ends = (played ? late : Street.start + .seconds(1)) + .seconds(300)
            #expect(street.book.cases[0].graceEndsAt == ends)
            try street.restart()
            street.look(from: Double(first), count: 5, cars: [car])
            street.run(seconds: first + 8)
            #expect(street.notices.isEmpty)
            street.look(from: Double(second), count: 5, cars: [car])
            street.run(seconds: second + 30)
            #expect(street.notices.count == 1)
        }
    }

    @Test("a case that waits for review is not looked at once more")
    func confirmedLook() {
        var street = street { rule in
            rule.evidence = ["wide"]
            rule.review = .human
        }
        street.look(from: 0, count: 3, cars: [car])
        street.answer(street.errands[0].id, .done(at: street.now))
        let look = street.errands.last
        #expect(look?.kind == .secondLook(from: Street.start + .seconds(301)))
        #expect(street.withdrawn.isEmpty)
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 430)
        #expect(street.book.cases.map(\.state) == [.inReview])
        #expect(street.withdrawn == [look?.id].compactMap(\.self))
        #expect(street.ask(.dismiss(CaseID(1), reason: "loading")) == nil)
        #expect(street.withdrawn.count == 1)
    }

    @Test("a notice is not observed after its own first picture")
    func observedFirst() throws {
        var street = Street { $0.rules[0].evidence = ["wide"] }
        street.look(from: 0, count: 3, cars: [car])
        street.look(from: 400, count: 5, cars: [car])
        let notice = try #require(street.notices.first)
        let first = try #require(notice.evidence.map(\.takenAt).min())
        #expect(first == Street.start)
        #expect(notice.observedFirst == first)
        // Without a picture of the first look it begins where the case does.
        var bare = Street { $0.rules[0].evidence = [] }
        bare.look(from: 0, count: 3, cars: [car], image: false)
        bare.look(from: 400, count: 5, cars: [car], image: false)
        bare.run(seconds: 450)
        #expect(bare.notices.first?.observedFirst == Street.start + .seconds(1))
    }

    @Test("what a closed case still waits for is withdrawn, once")
    func withdrawnErrands() {
        var street = street { $0.evidence = ["wide"] }
        street.look(from: 0, count: 3, cars: [car])
        street.answer(street.errands[0].id, .done(at: street.now))
        #expect(street.withdrawn.isEmpty)
        street.look(from: 400, count: 3, cars: [car])
        street.run(seconds: 430)
        #expect(street.book.cases.map(\.state) == [.noticed])
        #expect(street.withdrawn.map(\.description) == ["C-1.e2"])
        #expect(street.book.cases[0].errands.allSatisfy { $0.outcome != nil })
        street.run(seconds: 9000)
        #expect(street.withdrawn.count == 1)
    }

    @Test("a photo that answers a case's request is that case's, though it lies off its place")
    func answers() {
        for isAnswer in [true, false] {
            var street = street()
            let other = Street.Car(east: 40, plate: "测C71M9X")
            street.look(from: 0, count: 3, cars: [unread, other])
            var photo = Street.frame(
                "p",
                at: 3,
                cars: [Street.Car(east: 25.5, plate: "测B8K2Q1")],
                lens: "zoom"
            )
            photo.answers = isAnswer ? "C-1.e1" : nil
            street.take(photo)
            #expect(street.book.cases[0].plate?.text == (isAnswer ? "测B8K2Q1" : nil))
            #expect(street.book.cases[0].state == (isAnswer ? .warned : .evidenceRequested))
        }
    }

    @Test("a photo that answers and shows nothing is kept with the case that asked")
    func emptyAnswer() {
        var street = street()
        street.look(from: 0, count: 3, cars: [unread])
        var photo = Street.frame("p", at: 3, cars: [], lens: "zoom")
        photo.answers = "C-1.e1"
        photo.footprint = Street.footprint
        street.take(photo)
        #expect(street.book.cases[0].evidence.map(\.image.role) == ["wide", "zoom"])
    }
}
