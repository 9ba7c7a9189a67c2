// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("Making a plan anew")
struct ReplanTests {
    private let day = "2026-11-24"
    private func at(_ time: String) -> Timestamp { Example.local(day, time) }

    /// A book with a plan of four runs in force, at an hour of its day.
    private func planned(_ rules: [PatrolDemand]? = nil, minReady: Int = 1) -> Play {
        var play = Play()
        var site = Example.configuration(rules ?? [Example.rule(times: 4)])
        site.reserve.minReady = minReady
        play.docks = Self.docks(barred: [])
        play.feed(.configure(site), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01"))
        return play
    }

    static func docks(barred: [DockID], onCall: [DockID] = []) -> [DockAvailability] {
        ["D01", "D02"].map { (id: DockID) in
            DockAvailability(
                dock: id,
                batteryPermille: 900,
                availableAt: .epoch,
                isBarred: barred.contains(id),
                isOnCall: onCall.contains(id)
            )
        }
    }

    @Test(
        "whatever happens to a dock, a plan without it is asked for within five seconds (S25)",
        arguments: PlanTrigger.Kind.allCases
    )
    func lost(kind: PlanTrigger.Kind) throws {
        var play = planned()
        let now = at("06:30:00")
        play.docks = Self.docks(barred: ["D01"])
        play.feed(.disturbed(PlanTrigger(kind, "D01")), at: now)
        let wake = try #require(play.book.nextWake)
        #expect(wake > now && wake <= now + .seconds(5))
        play.tick(wake)
        let problem = try #require(play.asked.last?.action)
        #expect(problem.closures.contains { $0.docks == ["D01"] })
        #expect(problem.nowSeconds == 6 * 3600 + 1800 + 60 && problem.baseline.count == 4)
        #expect(play.facts.last?.text.en.contains(PlanTrigger(kind, "D01").text.en) == true)
        let before = play.book.runs.values.map(\.place)
        play.answer(at: wake + .seconds(1))
        #expect(play.book.runs.values.allSatisfy { $0.status == .planned })
        for (old, record) in zip(before, play.book.runs.values) {
            let isClosed = record.startSeconds < 6 * 3600 + 1800 + 3600
            #expect(!(isClosed && record.dock == "D01"), "\(record)")
            // What need not move does not.
            if old.dock == "D02" { #expect(record.place == old) }
            if record.place != old { #expect(record.first == old && record.moved != nil) }
        }
        #expect(
            play.count(.planMoved) == zip(before, play.book.runs.values).count { $0 != $1.place }
        )
    }

    @Test("a dock that flaps for an hour makes three plans at once and then one a minute")
    func flapping() {
        var play = planned()
        let begin = at("05:00:00")
        for second in 0..<3600 {
            let now = begin + .seconds(second)
            let isLost = second % 2 == 0
            play.docks = Self.docks(barred: isLost ? ["D01"] : [])
            play.feed(.disturbed(PlanTrigger(isLost ? .dockLost : .dockBack, "D01")), at: now)
            while let wake = play.book.nextWake, wake <= now + .milliseconds(900) {
                play.tick(max(now, wake))
                play.answer(at: now)
            }
        }
        #expect((60...64).contains(play.asked.count - 1), "\(play.asked.count)")
    }

    @Test("what comes while a plan is made is answered by the next one")
    func meanwhile() throws {
        var play = planned()
        play.feed(.disturbed(PlanTrigger(.hold, "D01")), at: at("05:00:00"))
        play.tick(at("05:00:02"))
        play.feed(.disturbed(PlanTrigger(.weather, "D02")), at: at("05:00:03"))
        play.answer(at: at("05:00:03"))
        #expect(play.book.nextWake == at("05:00:03") + .milliseconds(300))
        play.tick(at("05:00:05"))
        #expect(play.asked.count == 3)
        #expect(play.facts.last?.text.en.contains("weather hold D02") == true)
    }

    @Test("a run at a lost dock is not handed over while a plan that may move it is made")
    func waits() throws {
        var play = planned(minReady: 0)
        let (run, record) = try #require(play.book.runs.first)
        let handOver = record.start - PatrolBook.lead
        play.docks = Self.docks(barred: [record.dock])
        play.feed(.disturbed(PlanTrigger(.dockLost, record.dock)), at: handOver - .seconds(1))
        play.tick(handOver)
        #expect(play.departures.isEmpty)
        play.tick(handOver + .seconds(1))
        let problem = try #require(play.asked.last?.action)
        #expect(!problem.frozen.contains { $0.dock == record.dock })
        play.answer(at: handOver + .seconds(2))
        let moved = try #require(play.book.runs[run])
        #expect(moved.dock != record.dock && moved.status == .planned)
        #expect(play.run(until: moved.start + .seconds(1)) < 10)
        #expect(play.departures.first?.dock == moved.dock)
    }

    @Test(
        "without a plan in time a run at a lost dock is handed over at its start, and has its end there"
    )
    func noPlan() throws {
        var play = planned()
        let record = try #require(play.book.runs.first?.value)
        play.docks = Self.docks(barred: [record.dock])
        play.feed(.disturbed(PlanTrigger(.dockLost, record.dock)), at: record.start - .seconds(95))
        #expect(play.run(until: record.start + .seconds(1)) < 10)
        #expect(play.departures.map(\.dock) == [record.dock])
    }

    @Test("a run handed to a dock that may not fly any more comes back and goes to another")
    func takenBack() throws {
        var play = planned(minReady: 0)
        let (run, record) = try #require(play.book.runs.first)
        let handOver = record.start - PatrolBook.lead
        play.tick(handOver)
        #expect(play.departures.map(\.run) == [run])
        play.docks = Self.docks(barred: [record.dock])
        for index in play.docks.indices where play.docks[index].dock == record.dock {
            play.docks[index].waiting = [run]
        }
        var launched = play
        play.feed(.disturbed(PlanTrigger(.dockLost, record.dock)), at: handOver + .seconds(1))
        play.tick(handOver + .seconds(2))
        #expect(play.takenBack == [run])
        play.docks = Self.docks(barred: [record.dock])
        play.answer(at: handOver + .seconds(3))
        let moved = try #require(play.book.runs[run])
        #expect(moved.dock != record.dock && moved.status == .planned && moved.moved != nil)
        #expect(play.count(.planMoved) >= 1 && play.count(.patrolOutcome) == 0)
        #expect(play.run(until: moved.start + .seconds(1)) < 10)
        #expect(play.departures.last?.run == run && play.departures.last?.dock == moved.dock)
        // What was launched is the fleet's.
        launched.docks = Self.docks(barred: [record.dock])
        launched.feed(.disturbed(PlanTrigger(.dockLost, record.dock)), at: handOver + .seconds(1))
        launched.tick(handOver + .seconds(2))
        #expect(launched.takenBack.isEmpty)
        #expect(launched.asked.last?.action.frozen.contains(Plan.Item(run, record)) == true)
    }

    @Test("too late for another start, a run stays with its dock")
    func tooLateToTakeBack() throws {
        var play = planned(minReady: 0)
        let (run, record) = try #require(play.book.runs.last)
        let until = try #require(record.until)
        play.book.runs.update(run) { $0.status = .departed(at: record.start) }
        play.docks = Self.docks(barred: [record.dock])
        for index in play.docks.indices where play.docks[index].dock == record.dock {
            play.docks[index].waiting = [run]
        }
        play.feed(.disturbed(PlanTrigger(.dockLost, record.dock)), at: until - .seconds(60))
        play.tick(until - .seconds(59))
        #expect(play.takenBack.isEmpty)
    }

    @Test("an aircraft on a call closes its dock until it is back")
    func call() throws {
        var play = planned()
        play.docks = Self.docks(barred: [], onCall: ["D02"])
        play.docks[1].availableAt = at("07:20:00")
        play.feed(.disturbed(PlanTrigger(.call, "D02")), at: at("06:55:00"))
        play.tick(at("06:55:02"))
        let problem = try #require(play.asked.last?.action)
        let closure = try #require(problem.closures.first { $0.docks == ["D02"] })
        #expect(closure.kind == .dispatch)
        #expect(closure.window == PlanningProblem.Window(24_902, 26_400))
        #expect(problem.docks[1].battery.atSeconds == 26_400)
    }

    @Test("a run that ended unflown is not asked for again and keeps no place in the new plan")
    func unflown() throws {
        var play = planned()
        let first = try #require(play.book.nextWake)
        play.tick(first)
        let departure = try #require(play.departures.first)
        play.end(departure, .refused, at: departure.start)
        #expect(play.facts.contains { $0.code == .patrolOutcome })
        play.tick(departure.start + .seconds(2))
        let problem = try #require(play.asked.last?.action)
        #expect(problem.demands.map(\.reps) == [3] && problem.frozen.isEmpty)
        #expect(problem.baseline.map(\.repetition) == [0, 1, 2])
        play.answer(at: departure.start + .seconds(3))
        #expect(play.book.plan?.sorties.map(\.repetition) == [1, 2, 3])
        #expect(play.book.runs.values.count { $0.status == .planned } == 3)
    }

    @Test("a run that was not flown in its time is caught up once, where its rule says so")
    func caughtUp() throws {
        var play = planned([Example.rule(times: 2, missed: .catchUpOnce)])
        for round in 0..<2 {
            #expect(play.run(until: at("09:25:00")) < 20)
            let departure = try #require(play.departures.last)
            let now = departure.start + .seconds(121)
            play.end(departure, .missed, at: now)
            #expect(play.count(.patrolOutcome) == round)
            guard round == 0 else { continue }
            let wake = try #require(play.book.nextWake)
            play.tick(wake)
            play.answer(at: wake + .seconds(1))
        }
    }

    @Test("runs of a rule that is taken away and put back are planned again, where they were")
    func askedAgain() throws {
        let rules = [Example.rule(times: 3), Example.rule("R02", band: "evening", times: 1)]
        var play = planned(rules)
        let before = play.book.runs
        func configure(_ rules: [PatrolDemand], _ minute: String) {
            play.feed(.configure(Example.configuration(rules)), at: at("05:\(minute):00"))
            play.tick(at("05:\(minute):02"))
            play.answer(at: at("05:\(minute):03"))
        }
        configure([rules[1]], "10")
        let gone = play.book.runs.filter {
            if case .ended(.cancelled, _, _) = $0.value.status { true } else { false }
        }
        #expect(gone.count == 3 && gone.allSatisfy { $0.value.route == "R01" })
        configure(rules, "20")
        #expect(play.book.runs.map(\.value.place) == before.map(\.value.place))
        #expect(play.book.runs.ids == before.ids)
        #expect(play.book.runs.values.allSatisfy { $0.status == .planned })
        #expect(play.run(until: at("23:00:00")) < 100)
        #expect(play.departures.count == 4 && Set(play.departures.compactMap(\.run)).count == 4)
        // What a person took out stays out.
        #expect(play.count(.patrolOutcome) == 3)
    }

    @Test("a dropped run comes back while its window lasts, and has its outcome when it closes")
    func dropped() throws {
        var play = planned()
        play.docks = Self.docks(barred: ["D01", "D02"])
        play.feed(.disturbed(PlanTrigger(.weather)), at: at("08:30:00"))
        play.tick(at("08:30:02"))
        play.answer(at: at("08:30:03"))
        let dropped = play.book.runs.filter {
            if case .dropped = $0.value.status { true } else { false }
        }
        #expect(!dropped.isEmpty)
        var other = play
        // The storm is over while there is time.
        other.docks = Self.docks(barred: [])
        other.feed(.disturbed(PlanTrigger(.weatherOver)), at: at("08:31:00"))
        other.tick(at("08:31:02"))
        other.answer(at: at("08:31:03"))
        #expect(other.book.runs.values.contains { $0.status == .planned })
        for (run, record) in dropped where record.start >= at("08:34:00") {
            #expect(other.book.runs[run]?.place == record.place, "it is back where it was")
            #expect(other.book.runs[run]?.status == .planned)
        }
        // It lasts until the window is over.
        #expect(play.run(until: at("09:31:00")) < 100)
        for (run, _) in dropped {
            guard case .ended(.skipped, let reason, _) = play.book.runs[run]?.status else {
                Issue.record("\(run) has no outcome")
                continue
            }
            #expect(reason.en.contains("closed docks") && !reason.zh.isEmpty)
        }
    }

    @Test("the plan of a day is made the evening before and comes into force with the day")
    func ahead() throws {
        var play = planned()
        #expect(play.run(until: at("18:00:01")) < 100)
        let problem = try #require(play.asked.last?.action)
        #expect(problem.date == Example.date("2026-11-25") && problem.nowSeconds == nil)
        play.answer(at: at("18:00:06"))
        #expect(play.count(.planReady) == 1)
        #expect(play.book.nextPlan?.plan.sorties.count == 4)
        #expect(play.book.planDate == Example.date(day))
        let midnight = Example.local("2026-11-25", "00:00:00")
        #expect(play.run(until: midnight + .seconds(1)) < 100)
        #expect(play.book.planDate == Example.date("2026-11-25"))
        #expect(play.book.runs.values.count { $0.status == .planned } == 4)
        // It is made anew at once with the docks as they are.
        #expect(play.asked.last?.action.baseline.count == 4)
    }

    @Test("a plan made ahead that would break a rule does not come into force")
    func brokenAhead() throws {
        var play = planned()
        #expect(play.run(until: at("18:00:01")) < 100)
        play.answer(at: at("18:00:06"))
        play.book.next?.plan.sorties[0].startSeconds += 1
        #expect(play.run(until: Example.local("2026-11-25", "00:00:01")) < 100)
        #expect(play.count(.planRefused) == 1)
        #expect(play.book.plan == nil && play.asked.count == 3)
    }

    @Test("runs that start together are handed over one after the other, all before their start")
    func together() throws {
        let ids = (1...15).map { RouteID("R\($0)") }
        var site = Example.configuration(ids.map { Example.rule($0, times: 1) })
        site.routes = ids.enumerated().map { Example.route($1, east: Double($0) * 0.5) }
        site.docks = ids.indices.map {
            Example.dock(DockID("D\($0)"), 22.598, 114.098 + Double($0) * 0.5)
        }
        site.reserve.minReady = 0
        // The patrol takes 172 s: it begins in the first minute.
        let band = TimeBand(
            name: "am_peak",
            window: DayWindow(startSeconds: 25_200, endSeconds: 25_432)
        )
        site.bands = [BandTable(day: .workday, bands: [band])]
        var play = Play()
        play.feed(.configure(site), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01"))
        #expect(Set(play.book.runs.values.map(\.startSeconds)).count == 1)
        #expect(play.run(until: at("09:00:00")) < 40)
        #expect(play.departures.count == 15)
        let records = play.book.runs.values
        let handed = records.compactMap { record -> Timestamp? in
            if case .departed(let at) = record.status { at } else { nil }
        }
        #expect(Set(handed).count == 15)
        for (record, at) in zip(records, handed) {
            #expect(at <= record.start - .seconds(45), "a dock has 45 s to get its wayline")
        }
    }
}
