// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

/// Days with outages of the controller, lost docks and planners that answer late or not at all.
@Suite("Nothing piles up")
struct OutageTests {
    private let morning = Example.local("2026-11-24", "06:00:00")
    private let end = Example.local("2026-11-25", "00:00:01")

    /// One day: which inputs come is drawn from the seed; what follows is the book's.
    private struct Day {
        var play = Play()
        var random: SeededGenerator
        /// Plans on their way.
        var plans: [(at: Timestamp, effect: Effect<PlanningProblem>)] = []
        /// Missions in the fleet: how they end, and when.
        var missions: [(at: Timestamp, departure: Departure, outcome: MissionOutcome)] = []
        var asleepUntil = Timestamp.epoch
        var seenPlans = 0
        var seenDepartures = 0

        mutating func step(at now: Timestamp) {
            guard now >= asleepUntil else { return }
            if random.happens(0.01) {
                // The controller is down for up to four hours.
                asleepUntil = now + .minutes(random.pick(1...240))
                return
            }
            if random.happens(0.05) {
                let dock: DockID = random.happens(0.5) ? "D01" : "D02"
                for index in play.docks.indices where play.docks[index].dock == dock {
                    play.docks[index].isBarred.toggle()
                }
                play.feed(.disturbed(PlanTrigger(.dockLost, dock)), at: now)
            }
            for mission in missions where mission.at <= now {
                play.end(mission.departure, mission.outcome, at: now)
            }
            missions.removeAll { $0.at <= now }
            for plan in plans where plan.at <= now {
                let made = Planner.plan(plan.effect.action, seed: 1, steps: 0)
                let isThere = random.happens(0.9)
                play.feed(.settled(plan.effect.id, isThere ? .succeeded(made) : .expired), at: now)
            }
            plans.removeAll { $0.at <= now }
            if let wake = play.book.nextWake, wake <= now { play.tick(now) }
            take(at: now)
        }

        private mutating func take(at now: Timestamp) {
            for effect in play.asked[seenPlans...] {
                plans.append((now + .seconds(random.pick(1...90)), effect))
            }
            seenPlans = play.asked.count
            for departure in play.departures[seenDepartures...] {
                let outcomes = [MissionOutcome.flown, .flown, .flown, .missed, .refused]
                let outcome = outcomes[random.pick(0...4)]
                let at = departure.start + .seconds(outcome == .flown ? 900 : 121)
                missions.append((at, departure, outcome))
            }
            seenDepartures = play.departures.count
        }
    }

    @Test(
        "after any outage each run has one end, in time, apart, and at most one is caught up",
        arguments: 0..<12 as Range<UInt64>
    )
    func outage(seed: UInt64) throws {
        var day = Day(random: SeededGenerator(seed))
        let policy = PatrolDemand.Missed.allCases[Int(seed % 3)]
        let rules = [
            Example.rule(times: 4, missed: policy),
            Example.rule("R02", band: "midday", times: 6, missed: policy),
            Example.rule("R01", band: "evening", times: 3, missed: policy),
        ]
        day.play.docks = ReplanTests.docks(barred: [])
        day.play.feed(.configure(Example.configuration(rules)), at: morning)
        var now = morning
        while now < end {
            day.step(at: now)
            now = now + .seconds(30)
        }
        // The day is over for everybody.
        day.asleepUntil = .epoch
        day.play.docks = ReplanTests.docks(barred: [])
        day.play.tick(end)
        try check(day, seed)
    }

    private func check(_ day: Day, _ seed: UInt64) throws {
        let today = Example.date("2026-11-24")
        var flights: [PlannedRun: Int] = [:]
        var starts: [String: [Timestamp]] = [:]
        for departure in day.play.departures {
            flights[departure.run, default: 0] += 1
        }
        for (run, record) in day.play.book.runs where run.date == today {
            switch record.status {
            case .ended(let outcome, let reason, _):
                if outcome == .flown { starts[run.demand, default: []].append(record.start) }
                #expect(!reason.en.isEmpty && !reason.zh.isEmpty, "seed \(seed): \(run)")
            case .departed: #expect(flights[run] != nil, "seed \(seed): \(run)")
            case .planned, .waiting, .dropped:
                Issue.record("seed \(seed): \(run) is \(record.status) when its day is over")
            }
            // Once in its time, and once more where it is caught up.
            let most = record.missed == .catchUpOnce ? 2 : 1
            #expect(
                flights[run, default: 0] <= most,
                "seed \(seed): \(run) departs again and again"
            )
        }
        let ends = day.play.facts.filter { $0.code == .patrolOutcome }.count
        let ended = day.play.book.runs.values.count {
            if case .ended = $0.status { true } else { false }
        }
        #expect(ends == ended, "seed \(seed): an outcome is told twice or not at all")
        for (demand, starts) in starts {
            let sorted = starts.sorted()
            for (one, next) in zip(sorted, sorted.dropFirst()) {
                // On task 1800 s apart; the ways of two docks differ by less than 300 s.
                #expect(next - one >= .seconds(1500), "seed \(seed): \(demand) flies twice at once")
            }
        }
    }
}
