// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("What people change in a plan")
struct PatrolRequestTests {
    private let li = Person(name: "li", role: .dispatcher)
    private func at(_ time: String) -> Timestamp { Example.local("2026-11-24", time) }

    private func planned() -> Play {
        var play = Play()
        play.docks = ReplanTests.docks(barred: [])
        let rules = [Example.rule(times: 2), Example.rule("R02", band: "evening", times: 1)]
        play.feed(.configure(Example.configuration(rules)), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01"))
        return play
    }

    private func ask(_ request: PatrolRequest, _ play: inout Play, _ time: String) -> PatrolOutcome
    {
        let input = PatrolInput.request(request, by: li, docks: play.docks)
        let outcome = play.book.apply(input, at: at(time), issuer: &play.issuer)
        play.facts += outcome.facts
        return outcome
    }

    @Test("a run is moved to another dock and time, stays there, and the plan is made around it")
    func move() throws {
        var play = planned()
        let (run, old) = try #require(play.book.runs.first)
        let dock: DockID = old.dock == "D01" ? "D02" : "D01"
        let change = RunChange(dock: dock, startSeconds: old.startSeconds + 600)
        let outcome = ask(.move(run, change, why: "school run"), &play, "05:00:00")
        #expect(outcome.refusal == nil && outcome.facts.map(\.code) == [.planRunSet])
        #expect(outcome.facts.first?.subject.person == "li")
        play.tick(at("05:00:02"))
        let problem = try #require(play.asked.last?.action)
        #expect(problem.frozen.map(\.dock) == [dock])
        play.answer(at: at("05:00:03"))
        let new = try #require(play.book.runs[run])
        #expect(new.place == RunRecord.Place(dock: dock, startSeconds: old.startSeconds + 600))
        #expect(new.first == old.place && new.moved?.zh.contains("li") == true)
        // Its dock is lost: what a person wanted cannot be, so it is moved all the same.
        play.docks = ReplanTests.docks(barred: [dock])
        play.feed(.disturbed(PlanTrigger(.dockLost, dock)), at: at("06:40:00"))
        play.tick(at("06:40:02"))
        #expect(play.asked.last?.action.frozen.isEmpty == true)
    }

    @Test(
        "a move that would break a rule is refused with the rule, and changes nothing",
        arguments: [
            (RunChange(startSeconds: 9 * 3600 + 3000), "H5"), (RunChange(dock: "D77"), "H1"),
            (RunChange(startSeconds: 7 * 3600 + 61), "H1"), (RunChange(startSeconds: 3600), "H10"),
            (RunChange(startSeconds: 999_999), "not of this day"),
        ]
    )
    func broken(change: RunChange, rule: String) throws {
        var play = planned()
        let run = try #require(play.book.runs.ids.first)
        let before = play.book.runs
        let outcome = ask(.move(run, change, why: "because"), &play, "05:00:00")
        let refusal = try #require(outcome.refusal)
        let words = ([refusal.text] + refusal.reasons).joined
        #expect(words.en.contains(rule) && !words.zh.isEmpty, "\(words.en)")
        #expect(play.book.runs == before && outcome.facts.isEmpty)
    }

    @Test("a run is taken out under the person's name and is never flown")
    func skip() throws {
        var play = planned()
        let run = try #require(play.book.runs.ids.first)
        let outcome = ask(.skip(run, why: "parade"), &play, "05:00:00")
        #expect(outcome.refusal == nil)
        guard case .ended(.cancelled, let reason, _) = play.book.runs[run]?.status else {
            Issue.record("it goes on")
            return
        }
        #expect(reason.en == "taken out by li: parade")
        #expect(play.run(until: at("23:00:00")) < 100)
        #expect(!play.departures.contains { $0.run == run })
        let again = ask(.skip(run, why: "parade"), &play, "23:00:00")
        #expect(again.refusal?.code == .wrongState)
    }

    @Test("a run that was taken out is put back under the person's name, and is flown once")
    func restore() throws {
        var play = planned()
        let (run, old) = try #require(play.book.runs.first)
        _ = ask(.skip(run, why: "parade"), &play, "05:00:00")
        play.tick(at("05:00:02"))
        play.answer(at: at("05:00:03"))
        let late = ask(
            .restore(run, RunChange(startSeconds: 3600), why: "no parade"),
            &play,
            "05:10:00"
        )
        #expect(late.refusal?.reasons.joined.en.contains("H10") == true)
        #expect(play.book.runs[run]?.isTakenOut == true)
        let back = ask(.restore(run, RunChange(), why: "no parade"), &play, "05:10:00")
        #expect(back.refusal == nil && back.facts.map(\.code) == [.planRunRestored])
        #expect(back.facts.first?.subject.person == "li")
        #expect(play.book.runs[run]?.status == .planned)
        #expect(play.book.runs[run]?.place == old.place)
        #expect(
            ask(.restore(run, RunChange(), why: "x"), &play, "05:11:00").refusal?.code
                == .wrongState
        )
        // The plan that follows keeps it where it was put.
        play.tick(at("05:11:02"))
        play.answer(at: at("05:11:03"))
        #expect(play.run(until: at("23:00:00")) < 100)
        #expect(play.departures.filter { $0.run == run }.map(\.dock) == [old.dock])
    }

    @Test("only what a person took out is put back", arguments: ["planned", "departed", "unknown"])
    func nothingToRestore(state: String) throws {
        var play = planned()
        var run = try #require(play.book.runs.ids.first)
        if state == "departed" {
            play.tick(try #require(play.book.nextWake))
            run = try #require(play.departures.first?.run)
        }
        if state == "unknown" { run.repetition = 9 }
        let before = play.book.runs
        let outcome = ask(.restore(run, RunChange(), why: "x"), &play, "07:00:00")
        #expect(outcome.refusal?.code == (state == "unknown" ? .unknownSubject : .wrongState))
        #expect(play.book.runs == before)
    }

    @Test("a run that was handed over, an unknown one and a change without a reason are refused")
    func refused() throws {
        var play = planned()
        let first = try #require(play.book.nextWake)
        play.tick(first)
        let run = try #require(play.departures.first?.run)
        #expect(ask(.skip(run, why: "x"), &play, "07:00:00").refusal?.code == .wrongState)
        var other = run
        other.repetition = 9
        #expect(ask(.skip(other, why: "x"), &play, "07:00:00").refusal?.code == .unknownSubject)
        let next = try #require(play.book.runs.ids.last)
        #expect(ask(.skip(next, why: ""), &play, "07:00:00").refusal?.code == .badRequest)
    }

    @Test(
        "a date is made another type of day from today on for a year, with a reason",
        arguments: [
            ("2026-11-24", "opening", nil), ("2027-12-01", "opening", nil),
            ("2026-11-23", "opening", .badRequest), ("2027-12-31", "opening", .badRequest),
            ("2026-11-25", "", .badRequest),
        ] as [(String, String, RefusalCode?)]
    )
    func setDay(date: String, why: String, code: RefusalCode?) {
        var play = planned()
        let change = DayChange(date: Example.date(date), type: .restday, why: why)
        let request = PatrolRequest.setDay(change.date, change.type, why: why)
        let outcome = ask(request, &play, "05:00:00")
        #expect(outcome.refusal?.code == code)
        #expect(outcome.dayChange == (code == nil ? change : nil))
        #expect(outcome.facts.map(\.code) == (code == nil ? [.planDaySet] : []))
    }

    @Test("a preview counts batteries and turn-round, and tells what the docks of now would break")
    func preview() throws {
        var play = planned()
        play.tick(at("06:00:00"))
        let until = at("06:00:00") + .hours(24)
        let calm = play.book.previews(docks: play.docks, until: until)
        // Tomorrow is drafted up to this hour of it, where nothing flies yet.
        #expect(calm.map(\.rows.count) == [3] && calm[0].findings.isEmpty)
        let longer = play.book.previews(docks: play.docks, until: until + .hours(17))
        #expect(longer.map(\.rows.count) == [3, 3] && longer.map(\.isDraft) == [false, true])
        for row in calm[0].rows {
            #expect(row.start < row.end && row.end < row.ready)
            #expect(row.batteryAtStart > row.batteryAtEnd && row.batteryAtEnd >= 250)
            #expect(!row.isBarredNow)
        }
        var docks = play.docks
        let dock = calm[0].rows[0].dock
        for index in docks.indices where docks[index].dock == dock {
            docks[index].isBarred = true
            docks[index].batteryPermille = 0
        }
        play.tick(at("06:55:00"))
        let stormy = play.book.previews(docks: docks, until: until)
        #expect(stormy[0].findings.contains { $0.rule == .dockClosure })
        #expect(stormy[0].rows.filter(\.isBarredNow).allSatisfy { $0.dock == dock })
    }
}
