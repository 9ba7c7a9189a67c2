// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

/// A book with the world around it: docks that are ready, and a planner that answers when told to.
struct Play {
    var book = PatrolBook()
    var issuer = Issuer(siteKey: 7)
    var facts: [Fact] = []
    var departures: [Departure] = []
    var takenBack: [PlannedRun] = []
    var calledOff: [PlannedRun] = []
    var asked: [Effect<PlanningProblem>] = []
    var docks: [DockAvailability] = []

    mutating func feed(_ input: PatrolInput, at now: Timestamp) {
        let outcome = book.apply(input, at: now, issuer: &issuer)
        facts += outcome.facts
        departures += outcome.departures
        takenBack += outcome.takenBack
        calledOff += outcome.calledOff
        asked += outcome.effects
    }

    mutating func tick(_ now: Timestamp) { feed(.tick(docks: docks), at: now) }

    /// The planner's answer to what was asked for last, made as the daemon makes it.
    mutating func answer(at now: Timestamp, _ change: (inout Plan) -> Void = { _ in }) {
        guard let effect = asked.last else { return }
        let isStable = !effect.action.baseline.isEmpty
        var search = PlanSearch(effect.action, seed: 1, isStable: isStable)
        search.advance(steps: Planner.usualSteps)
        var plan = search.plan()
        change(&plan)
        feed(.settled(effect.id, .succeeded(plan)), at: now)
    }

    /// Ticks at every wake until `end`; returns how many there were.
    mutating func run(until end: Timestamp) -> Int {
        var count = 0
        while let wake = book.nextWake, wake < end, count < 1000 {
            #expect(wake > book.now)
            count += 1
            tick(wake)
        }
        return count
    }

    mutating func end(_ departure: Departure, _ outcome: MissionOutcome, at now: Timestamp) {
        let end = MissionEnd(
            mission: MissionID(1),
            run: departure.run,
            outcome: outcome,
            reason: Bilingual(en: "as told", zh: "如述"),
            endedAt: now
        )
        feed(.ended(end), at: now)
    }

    func count(_ code: FactCode) -> Int { facts.count { $0.code == code } }
}

@Suite("Patrol book")
struct PatrolBookTests {
    private let day = "2026-11-24"
    private func at(_ time: String) -> Timestamp { Example.local(day, time) }

    /// A book with the plan of the day in force since midnight.
    private func planned(_ rules: [PatrolDemand] = [Example.rule()]) -> Play {
        var play = Play()
        play.feed(.configure(Example.configuration(rules)), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01"))
        return play
    }

    @Test("a day from plan to outcomes: each run departs once and ends once")
    func story() throws {
        var play = planned()
        #expect(play.facts.map(\.code) == [.planRequested, .planAdopted])
        #expect(play.facts[1].text.en == "Plan for 2026-11-24 adopted: 3 of 3 patrols.")
        #expect(play.book.planDate == Example.date(day))
        #expect(play.book.runs.values.allSatisfy { $0.status == .planned })
        // Three departures, and the next day's plan in the evening.
        #expect(play.run(until: at("23:59:59")) <= 4)
        #expect(play.departures.map(\.run.repetition) == [0, 1, 2])
        for departure in play.departures {
            let record = try #require(play.book.runs[departure.run])
            #expect(record.start == departure.start)
            #expect(departure.latest - departure.start == .seconds(120))
            #expect(record.status == .departed(at: departure.start - PatrolBook.lead))
            play.end(departure, .flown, at: departure.start + .minutes(10))
            play.end(departure, .refused, at: departure.start + .minutes(11))
        }
        #expect(play.count(.patrolOutcome) == 3)
        for record in play.book.runs.values {
            guard case .ended(.flown, _, _) = record.status else {
                Issue.record("\(record)")
                continue
            }
        }
    }

    @Test("a book that was written and read at any moment goes on as if nothing was")
    func restart() throws {
        var play = planned()
        for _ in 0..<6 {
            let bytes = try JSONEncoder().encode(play.book)
            let copy = try JSONDecoder().decode(PatrolBook.self, from: bytes)
            #expect(copy == play.book)
            var other = play
            other.book = copy
            let wake = try #require(play.book.nextWake)
            play.tick(wake)
            other.tick(wake)
            #expect(play.book == other.book)
            #expect(play.departures == other.departures)
        }
    }

    @Test("a site that starts in the middle of its day plans the rest of it")
    func midday() throws {
        var play = Play()
        play.feed(.configure(Example.configuration()), at: at("08:00:00"))
        play.tick(at("08:00:00"))
        let problem = try #require(play.asked.last?.action)
        #expect(problem.nowSeconds == 8 * 3600 + 60)
        play.answer(at: at("08:00:02"))
        #expect(play.book.runs.values.allSatisfy { $0.start >= at("08:01:00") })
        #expect(play.count(.planUnserved) == 3 - play.book.runs.count)
    }

    @Test(
        "docks are planned with what is known of them, and with the dispatch level where nothing is"
    )
    func availability() throws {
        var play = Play()
        play.docks = [
            DockAvailability(
                dock: "D01",
                batteryPermille: 333,
                availableAt: at("08:20:00"),
                isBarred: true
            )
        ]
        play.feed(.configure(Example.configuration()), at: at("08:00:00"))
        play.tick(at("08:00:00"))
        let problem = try #require(play.asked.last?.action)
        // A percent lower than told (PlanPreviewTests).
        let known = PlanningProblem.Dock.Battery(atSeconds: 30_000, permille: 323)
        let unknown = PlanningProblem.Dock.Battery(atSeconds: 28_800, permille: 600)
        #expect(problem.docks.map(\.battery) == [known, unknown])
        let closure = try #require(problem.closures.first)
        #expect(closure.docks == ["D01"] && closure.kind == .offline)
        #expect(closure.window == PlanningProblem.Window(28_800, 32_400))
    }

    @Test("a plan that breaks a constraint is refused, and another is asked for a minute later")
    func refused() throws {
        var play = Play()
        play.feed(.configure(Example.configuration()), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01")) { $0.sorties[0].startSeconds += 1 }
        #expect(play.count(.planRefused) == 1)
        #expect(play.book.plan == nil && play.book.runs.isEmpty)
        #expect(play.book.nextWake == at("00:01:01"))
        play.tick(at("00:00:30"))
        #expect(play.asked.count == 1)
        play.tick(at("00:01:01"))
        #expect(play.asked.count == 2)
        play.answer(at: at("00:01:02"))
        #expect(play.count(.planAdopted) == 1)
    }

    @Test(
        "a plan that does not come is said, and asked for ever more seldom",
        arguments: [
            Settlement<Plan>.expired, .unknown,
            .failed(FailureReason(code: "missing", text: "no planner")),
        ]
    )
    func missing(settlement: Settlement<Plan>) throws {
        var play = Play()
        play.feed(.configure(Example.configuration()), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        var waits: [Int] = []
        for _ in 0..<8 {
            let effect = try #require(play.asked.last)
            let before = play.book.now
            play.feed(.settled(effect.id, settlement), at: before)
            let wake = try #require(play.book.nextWake)
            waits.append((wake - before).wholeSeconds)
            play.tick(wake)
        }
        #expect(waits == [60, 120, 240, 480, 960, 1920, 1920, 1920])
        #expect(play.count(.planNone) == 8)
    }

    @Test("an answer that nobody waits for changes nothing")
    func stray() {
        var play = planned()
        let before = play.book
        let facts = play.facts.count
        play.answer(at: before.now)
        play.feed(.settled(EffectID(99), .expired), at: before.now)
        #expect(play.book == before && play.facts.count == facts)
    }

    @Test(
        "runs whose time passed in an outage get their rule's policy, run by run",
        arguments: [
            (PatrolDemand.Missed.skip, 2, 0), (.coalesce, 2, 0), (.catchUpOnce, 1, 1),
        ]
    )
    func outage(policy: PatrolDemand.Missed, skipped: Int, waiting: Int) throws {
        // Two of three runs have passed; the window is open until 09:30.
        var play = planned([Example.rule(missed: policy)])
        let starts = play.book.runs.values.map(\.start).sorted()
        play.tick(starts[1] + .seconds(121))
        let ended = play.book.runs.values.filter { $0.status.isSettled }
        #expect(ended.count == skipped)
        #expect(play.count(.patrolOutcome) == skipped)
        #expect(play.departures.isEmpty)
        #expect(play.book.runs.values.count { $0.status == .waiting } == waiting)
        play.tick(starts[1] + .seconds(123))
        #expect(play.asked.count == 1 + waiting)
        guard waiting == 1 else { return }
        play.answer(at: starts[1] + .seconds(124))
        let late = try #require(
            play.book.runs.first { $0.id.repetition == 1 }?.value
        )
        // It is flown later, or has its outcome: nothing ends in silence.
        #expect(late.start > starts[1] + .seconds(121) || late.status.isSettled)
        #expect(!play.book.runs.values.contains { $0.status == .waiting })
    }

    @Test("a new configuration moves only what has not departed")
    func reconfigure() throws {
        var play = planned()
        let first = try #require(play.book.nextWake)
        play.tick(first)
        #expect(play.departures.count == 1)
        play.feed(.configure(Example.configuration()), at: first + .seconds(5))
        play.tick(first + .seconds(5))
        #expect(play.asked.count == 1, "the same configuration is no news")
        let now = first + .seconds(10)
        play.feed(.configure(Example.configuration([Example.rule(times: 2)])), at: now)
        play.tick(now)
        let problem = try #require(play.asked.last?.action)
        #expect(problem.frozen.map(\.repetition) == [0])
        #expect(problem.baseline.count == 3)
        #expect(problem.nowSeconds != nil)
        play.answer(at: now + .seconds(1))
        #expect(play.count(.planAdopted) == 2)
        // The third is no longer asked for: that is its outcome.
        #expect(play.book.runs.ids.map(\.repetition) == [0, 1, 2])
        #expect(play.book.runs.values.map(\.status.isSettled) == [true, false, true])
    }

    @Test("a plan that comes after one of its moved runs departed is refused (S12)")
    func late() throws {
        var play = planned([Example.rule(times: 2)])
        let wakes = play.book.runs.values.map { $0.start - PatrolBook.lead }
        let now = wakes[1] - .seconds(200)
        play.tick(wakes[0])
        var site = Example.configuration([Example.rule(times: 2)])
        site.times.takeoffSeconds += 60
        play.feed(.configure(site), at: now)
        play.tick(now)
        play.tick(wakes[1])
        #expect(play.departures.count == 2)
        let moved = play.departures[1].run.repetition
        let problem = try #require(play.asked.last?.action)
        #expect(!problem.frozen.contains { $0.repetition == moved })
        let departed = play.book.runs.values[moved].startSeconds
        play.answer(at: wakes[1] + .seconds(1)) { plan in
            guard let index = plan.sorties.firstIndex(where: { $0.repetition == moved }) else {
                return
            }
            if plan.sorties[index].startSeconds == departed {
                plan.sorties[index].startSeconds += 60
                plan.objective = PlanCheck.objective(of: plan, for: problem)
            }
        }
        #expect(play.count(.planRefused) == 1)
        #expect(play.facts.last?.text.en.contains("too late") == true)
    }

    @Test("without rules for the day nothing is asked for and nothing is said")
    func nothing() {
        let play = planned([Example.rule(days: [.restday])])
        #expect(play.facts.isEmpty && play.asked.isEmpty)
        #expect(play.book.nextWake == at("18:00:00"))
    }

    @Test("a year that the calendar lacks is said once a day")
    func unknownYear() {
        var play = Play()
        let start = Example.local("2027-01-04", "00:00:00")
        play.feed(.configure(Example.configuration()), at: start)
        play.tick(start)
        play.tick(start + .minutes(5))
        #expect(play.count(.planYearUnknown) == 1)
        play.tick(start + .hours(25))
        #expect(play.count(.planYearUnknown) == 2)
    }

    @Test("runs of the day before yesterday are forgotten, open ones with an outcome")
    func days() throws {
        var play = Play()
        play.feed(.configure(Example.configuration()), at: at("00:00:00"))
        for number in 0..<4 {
            let midnight = at("00:00:00") + .hours(24 * number)
            play.tick(midnight)
            if number < 3 { play.answer(at: midnight + .seconds(1)) }
            let evening = midnight + .hours(23)
            _ = play.run(until: evening)
        }
        // Tuesday to Friday: four days planned but the last; two of them are kept.
        #expect(Set(play.book.runs.ids.map(\.date)) == [Example.date("2026-11-26")])
        #expect(play.departures.count == 9)
        // The first two days' runs never ended.
        #expect(play.count(.patrolOutcome) == 6)
    }

    @Test("what the plan of the day before promised is kept with its runs, for a day")
    func past() throws {
        var play = planned()
        let plan = try #require(play.book.plan)
        #expect(play.book.past == nil)
        play.tick(Example.local("2026-11-25", "00:00:00"))
        let past = try #require(play.book.past)
        #expect(past.date == Example.date(day))
        #expect(past.servedWeight == plan.objective.servedWeight && past.servedWeight > 0)
        #expect(past.reserve == plan.objective.reserve)
        play.answer(at: Example.local("2026-11-25", "00:00:01"))
        play.tick(Example.local("2026-11-26", "00:00:00"))
        #expect(play.book.past?.date == Example.date("2026-11-25"))
    }

    @Test("a run that is to be caught up and cannot be that day has its outcome at midnight")
    func neverCaughtUp() {
        var play = planned([Example.rule(missed: .catchUpOnce)])
        play.tick(at("09:20:00"))
        #expect(play.count(.patrolOutcome) == 2)
        play.tick(Example.local("2026-11-25", "00:00:00"))
        #expect(play.count(.patrolOutcome) == 3)
        #expect(play.facts.last { $0.code == .patrolOutcome }?.text.en.contains("missed") == true)
    }

    @Test("while a new plan cannot be had the old one stays and is flown")
    func oldPlanStays() throws {
        var play = planned()
        let plan = play.book.plan
        play.feed(.configure(Example.configuration([Example.rule(times: 2)])), at: at("01:00:00"))
        play.tick(at("01:00:00"))
        let effect = try #require(play.asked.last)
        play.feed(.settled(effect.id, .expired), at: at("01:10:00"))
        #expect(play.book.plan == plan)
        #expect(play.count(.planRefused) == 1 && play.count(.planNone) == 0)
        #expect(play.book.nextWake == at("01:11:00"))
    }

    @Test("a run whose route is no longer configured does not depart")
    func routeGone() throws {
        var play = planned()
        let first = try #require(play.book.nextWake)
        var site = Example.configuration()
        site.routes = [Example.route("R02")]
        play.feed(.configure(site), at: first)
        play.tick(first)
        #expect(play.departures.isEmpty)
        #expect(play.facts.contains { $0.text.en.contains("cancelled") })
        // Nothing else is asked for: what was planned is dropped.
        #expect(play.book.runs.values.allSatisfy { $0.status.isSettled })
    }

    @Test("a configuration that cannot be counted with is said, and nothing is planned")
    func impossible() {
        var site = Example.configuration()
        site.routes[0].speed = 0
        var play = Play()
        play.feed(.configure(site), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        #expect(play.asked.isEmpty && play.count(.planNone) == 1)
        #expect(play.book.nextWake == at("00:01:00"))
    }
}
