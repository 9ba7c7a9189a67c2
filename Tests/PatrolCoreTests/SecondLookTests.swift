// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("Second looks in the plan")
struct SecondLookTests {
    private let day = "2026-11-24"
    private let id = ErrandID(CaseID(12), 3)
    private func at(_ time: String) -> Timestamp { Example.local(day, time) }

    /// A book with a plan of three patrols in force, at six.
    private func planned(_ rules: [PatrolDemand] = [Example.rule()]) -> Play {
        var play = Play()
        play.docks = ReplanTests.docks(barred: [])
        play.feed(.configure(Example.configuration(rules)), at: at("00:00:00"))
        play.tick(at("00:00:00"))
        play.answer(at: at("00:00:01"))
        return play
    }

    private func look(_ from: String, _ until: String) throws -> SecondLook {
        let grid = LocalGrid(origin: Coordinate(latitude: 22.6, longitude: 114.1))
        let errand = Errand(
            id: id,
            violation: id.violation,
            place: grid.grid(Coordinate(latitude: 22.603, longitude: 114.104)),
            kind: .secondLook(from: at(from)),
            until: at(until)
        )
        var dock = Example.dock("D01", 22.598, 114.098)
        dock.grid = grid.grid(dock.position)
        return try #require(SecondLook(errand, docks: [dock], grid: grid))
    }

    /// Asks for a look and makes the plan that has it.
    private func ask(_ play: inout Play, _ now: String, _ look: SecondLook) {
        play.feed(.look(look), at: at(now))
        play.tick(at(now) + .seconds(1))
        play.answer(at: at(now) + .seconds(2))
    }

    private func run(_ play: Play) -> RunRecord? {
        play.book.runs.first { $0.value.errand == id }?.value
    }

    @Test("a look is planned beside the patrols, leaves with its own route and is flown once")
    func flown() throws {
        var play = planned()
        let patrols = play.book.runs.values.map(\.place)
        ask(&play, "06:10:00", try look("06:30:00", "08:30:00"))
        let demand = play.asked.last?.action.demands.first { $0.id == "look-C-12-3" }
        // The least that there is: no patrol is given up for it.
        #expect(demand?.weight == 1 && demand?.reps == 1)
        let record = try #require(run(play))
        #expect(record.start >= at("06:30:00") - .minutes(5) && record.start < at("08:30:00"))
        #expect(play.book.runs.values.filter { $0.errand == nil }.map(\.place) == patrols)
        #expect(play.facts.last { $0.code == .planAdopted }?.text.en.contains("3 of 3") == true)
        _ = play.run(until: record.start + .seconds(30))
        let leaving = try #require(play.departures.last { $0.route == record.route })
        #expect(leaving.oneTimeRoute?.id == "look-C-12-3" && leaving.oneTimeRoute?.path.count == 2)
        let others = play.departures.filter { $0.route != record.route }
        #expect(others.allSatisfy { $0.oneTimeRoute == nil })
        // The aircraft is there: the errand has its answer, and the flight ends later.
        play.feed(.lookEnded(id), at: record.start + .minutes(3))
        play.end(leaving, .flown, at: record.start + .minutes(6))
        play.feed(.disturbed(PlanTrigger(.callOver)), at: record.start + .minutes(7))
        play.tick(record.start + .minutes(8))
        play.answer(at: record.start + .minutes(8))
        #expect(play.departures.filter { $0.route == record.route }.count == 1)
        guard case .ended(.flown, _, _) = run(play)?.status else {
            Issue.record("\(String(describing: run(play)))")
            return
        }
    }

    @Test("what was seen in passing is not flown for, before it leaves and after")
    func seenInPassing() throws {
        for hasDeparted in [false, true] {
            var play = planned()
            ask(&play, "06:10:00", try look("06:30:00", "08:30:00"))
            let record = try #require(run(play))
            let handOver = play.book.handOver(record)
            if hasDeparted { _ = play.run(until: handOver + .seconds(1)) }
            let now = handOver + .seconds(hasDeparted ? 2 : -60)
            play.feed(.lookEnded(id), at: now)
            #expect(play.calledOff.count == (hasDeparted ? 1 : 0))
            if hasDeparted {
                let leaving = try #require(play.departures.last { $0.route == record.route })
                play.end(leaving, .cancelled, at: now)
            }
            guard case .ended(.cancelled, _, _) = run(play)?.status else {
                Issue.record("\(String(describing: run(play)))")
                continue
            }
            _ = play.run(until: at("08:30:00"))
            play.feed(.disturbed(PlanTrigger(.callOver)), at: at("08:30:00"))
            play.tick(at("08:30:01"))
            #expect(play.asked.last?.action.demands.contains { $0.id == "look-C-12-3" } == false)
            let left = play.departures.filter { $0.route == record.route }.count
            #expect(left == (hasDeparted ? 1 : 0))
        }
    }

    @Test("a patrol is not given up for a look: it is unserved by name and comes back with room")
    func patrolsFirst() throws {
        var play = planned()
        // Both docks are barred for an hour: in that time nobody can look.
        play.docks = ReplanTests.docks(barred: ["D01", "D02"])
        ask(&play, "06:10:00", try look("06:15:00", "06:40:00"))
        #expect(run(play) == nil)
        let told = play.facts.last { $0.code == .planUnserved }
        #expect(told?.subject.route == "look-C-12-3")
        play.docks = ReplanTests.docks(barred: [])
        play.feed(.disturbed(PlanTrigger(.dockBack, "D01")), at: at("06:12:00"))
        play.tick(at("06:12:01"))
        play.answer(at: at("06:12:02"))
        #expect(run(play) != nil)
        let patrols = play.book.runs.values.filter { $0.errand == nil }
        #expect(patrols.count == 3 && patrols.allSatisfy { $0.status == .planned })
    }

    @Test("a look that was missed is planned once more, one that is needed no more is not")
    func missed() throws {
        for isOver in [false, true] {
            var play = planned()
            ask(&play, "06:10:00", try look("06:30:00", "08:30:00"))
            let record = try #require(run(play))
            _ = play.run(until: play.book.handOver(record) + .seconds(1))
            let leaving = try #require(play.departures.last { $0.route == record.route })
            if isOver { play.feed(.lookEnded(id), at: record.start) }
            play.end(leaving, .missed, at: record.start + .minutes(2))
            play.tick(record.start + .minutes(2) + .seconds(1))
            play.answer(at: record.start + .minutes(2) + .seconds(2))
            #expect((run(play)?.status == .planned) == !isOver)
        }
    }

    @Test("looks are bounded: one too many is told as unserved, and one is asked for once")
    func bounded() throws {
        var play = planned()
        var one = try look("06:30:00", "08:30:00")
        for number in 1...(PatrolBook.lookLimit + 1) {
            one.errand = ErrandID(CaseID(number), 1)
            one.route.id = RouteID("look-C-\(number)-1")
            play.feed(.look(one), at: at("06:10:00"))
            if number == 1 { play.feed(.look(one), at: at("06:10:00")) }
        }
        #expect(play.book.configuration?.looks?.count == PatrolBook.lookLimit)
        let told = play.facts.filter { $0.code == .planUnserved }
        #expect(told.map(\.subject.route) == [one.route.id])
    }

    @Test("docks whose next planned flight is within half an hour are needed")
    func needed() throws {
        var play = planned([Example.rule(times: 1)])
        let run = try #require(play.book.runs.values.first)
        for (minutes, isNeeded) in [(31, false), (29, true)] {
            play.tick(run.start - .minutes(minutes))
            #expect(play.book.docksNeeded == (isNeeded ? [run.dock] : []))
        }
    }

    @Test("the line ends with the place in view, and the four nearest docks may fly it")
    func line() throws {
        let grid = LocalGrid(origin: Coordinate(latitude: 22.6, longitude: 114.1))
        let place = grid.grid(grid.origin)
        let docks = (1...6).map { number in
            let position = grid.coordinate(PlanePoint(x: 0, y: Double(-500 * number)))
            var dock = Example.dock(
                DockID("D0\(7 - number)"),
                position.latitude,
                position.longitude
            )
            dock.grid = grid.grid(position)
            return dock
        }
        let errand = Errand(
            id: id,
            violation: id.violation,
            place: place,
            kind: .secondLook(from: at("06:30:00")),
            until: at("08:30:00")
        )
        let look = try #require(SecondLook(errand, docks: docks, grid: grid))
        #expect(look.route.docks == ["D06", "D05", "D04", "D03"])
        // Ferry height 90 m at 52 degrees down: 70.3 m before the place, after 60 m towards it.
        let metres = look.route.grid.map { $0.distance(to: place).value }
        #expect(abs(metres[1] - 70.3) < 0.1 && abs(metres[0] - 130.3) < 0.1)
        #expect(look.route.grid[1].northMillimetres < 0 && look.route.height == 90)
        var shot = errand
        shot.kind = .closeShot
        #expect(SecondLook(shot, docks: docks, grid: grid) == nil)
        #expect(SecondLook(errand, docks: [], grid: grid) == nil)
    }

    @Test("a reload keeps looks, the next day forgets them")
    func kept() throws {
        var play = planned()
        ask(&play, "06:10:00", try look("06:30:00", "08:30:00"))
        var changed = Example.configuration()
        changed.reserve.minReady = 0
        play.feed(.configure(changed), at: at("06:11:00"))
        #expect(play.book.configuration?.looks?.map(\.errand) == [id])
        #expect(play.book.configuration?.reserve.minReady == 0)
        play.tick(Example.local("2026-11-25", "00:00:01"))
        #expect(play.book.configuration?.looks == [])
    }
}
