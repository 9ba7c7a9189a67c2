// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostModel
import Testing

@testable import CaseCore
@testable import SiteCore

/// What passes between the fleet and the patrols.
@Suite("Patrols and fleet")
struct PatrolRouteTests {
    static let seven = Timestamp("2026-05-12T07:00:00+08:00") ?? .epoch
    static let li = Person(name: "li", role: .dispatcher)
    static let calendar = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))],
        knownYears: [2026]
    )
    static let grid = LocalGrid(origin: Coordinate(latitude: 22.56, longitude: 114.145))

    /// Two docks, one route, flown in the middle of the day.
    static func configuration() -> SiteConfiguration {
        let docks = (1...2).map(dock)
        let places = [PlanePoint(x: 100, y: 300), PlanePoint(x: 500, y: 300)]
        let route = Route(
            id: "R01",
            name: Bilingual("route"),
            domain: "traffic",
            path: places.map(grid.coordinate),
            grid: places.map { grid.grid(grid.coordinate($0)) },
            height: 60,
            speed: 8
        )
        let service = DayWindow(startSeconds: 6 * 3600, endSeconds: 22 * 3600)
        let reserve = ReservePolicy(minReady: 0)
        let rule = PatrolDemand(
            route: "R01",
            days: [.workday],
            band: "midday",
            times: 3,
            apartSeconds: 3600,
            weight: 10
        )
        return SiteConfiguration(
            site: "test",
            name: Bilingual("test"),
            isSimulated: true,
            grid: grid,
            fleet: FleetConfiguration(
                docks: docks,
                routes: [route],
                areas: [],
                safety: SafetyLimits(highestObstacle: 60),
                times: FlightTimes(),
                calendar: calendar,
                service: service,
                reserve: reserve,
                organization: "test"
            ),
            cases: CaseConfiguration(
                rules: [],
                zones: [],
                receivers: [],
                calendar: calendar,
                grid: grid
            ),
            patrols: PatrolConfiguration(
                origin: grid.origin,
                docks: docks,
                routes: [route],
                areas: [],
                bands: [],
                patrols: [rule],
                calendar: calendar,
                service: service,
                reserve: reserve,
                coverage: [grid.coordinate(PlanePoint(x: 200, y: 200))],
                times: FlightTimes()
            )
        )
    }

    private static func dock(_ number: Int) -> DockSite {
        let place = grid.coordinate(PlanePoint(x: Double(number) * 900, y: 0))
        return DockSite(
            id: DockID("D0\(number)"),
            name: Bilingual("dock"),
            serial: "DOCK\(number)",
            envelope: DockEnvelope(
                model: "dock-3",
                name: "Dock 3",
                modelKey: "3-3-0",
                windLimit: 12,
                temperature: -30...50,
                chargePermillePerMinute: 20,
                chargeToPermille: 900
            ),
            position: place,
            grid: grid.grid(place),
            groundHeight: 20,
            ferryHeight: 90,
            radius: 5000,
            aircraft: DockSite.Aircraft(
                id: AircraftID("A0\(number)"),
                serial: "AIR\(number)",
                envelope: AircraftEnvelope(
                    model: "m4td",
                    name: "M4TD",
                    modelKey: "0-100-1",
                    enduranceSeconds: 2700,
                    speedLimit: 15,
                    cameras: []
                )
            )
        )
    }

    /// A site at seven with a plan in force and both docks ready.
    private struct Morning {
        var site = Site(siteKey: 1)
        var facts: [Fact] = []
        var plans: [Effect<Action>] = []

        init() {
            feed(.configure(configuration()), at: seven)
            for number in 1...2 { say(number, at: seven) }
            run(until: seven + .seconds(30))
        }

        mutating func feed(_ input: Input, at now: Timestamp) {
            let outcome = site.apply(input, at: now)
            facts += outcome.facts
            plans += outcome.effects.filter { if case .plan = $0.action { true } else { false } }
        }

        mutating func ask(_ verb: OperatorVerb, at now: Timestamp) {
            feed(.request(OperatorRequest(person: li, verb: verb)), at: now)
        }

        mutating func say(_ dock: Int, at now: Timestamp, wind: Double = 2) {
            var said = DockReadings()
            (said.mode, said.cover, said.taskStep) = (0, 0, 5)
            (said.isAircraftInDock, said.isEmergencyStopPressed) = (true, false)
            (said.chargePercent, said.rainStep, said.hasAlternateLanding) = (90, 0, true)
            (said.wind, said.temperature) = (MetresPerSecond(wind), 25)
            let report = DockReport(
                dock: DockID("D0\(dock)"),
                receivedAt: now,
                deviceTime: now,
                said: .readings(Readings(dock: said))
            )
            feed(.dock(report), at: now)
        }

        /// Ticks at every wake; the planner answers within a second.
        mutating func run(until end: Timestamp) {
            var answered = 0
            var rounds = 0
            while let wake = site.nextWake, wake <= end, rounds < 500 {
                rounds += 1
                feed(.tick, at: wake)
                while answered < plans.count {
                    guard case .plan(let problem) = plans[answered].action else { break }
                    let plan = Planner.plan(problem, seed: 1, steps: 20)
                    let id = plans[answered].id
                    feed(.settled(id, .succeeded(.plan(plan))), at: wake + .seconds(1))
                    answered += 1
                }
            }
            #expect(rounds < 500)
        }

        func count(_ code: FactCode) -> Int { facts.count { $0.code == code } }
    }

    @Test(
        "what happens in the fleet makes a new plan within five seconds",
        arguments: ["hold", "silent", "wind", "call"]
    )
    func trigger(what: String) throws {
        var morning = Morning()
        let asked = morning.plans.count
        let now = Self.seven + .minutes(30)
        for number in 1...2 { morning.say(number, at: now) }
        #expect(morning.count(.planAdopted) >= 1)
        switch what {
        case "hold": morning.ask(.fleet(.hold(.dock("D01"), reason: "blades")), at: now)
        case "silent":
            let report = DockReport(
                dock: "D01",
                receivedAt: now,
                deviceTime: nil,
                said: .silent(since: now)
            )
            morning.feed(.dock(report), at: now)
        case "wind": morning.say(1, at: now, wind: 9)
        default:
            let place = Coordinate(latitude: 22.561, longitude: 114.146)
            let point = Self.grid.grid(place)
            morning.ask(.fleet(.dispatch(place: place, grid: point, dock: "D01")), at: now)
        }
        morning.run(until: now + .seconds(5))
        #expect(morning.plans.count == asked + 1)
        guard case .plan(let problem) = morning.plans.last?.action else { return }
        #expect(problem.closures.contains { $0.docks == ["D01"] })
        #expect(problem.baseline.count == 3)
    }

    @Test("a run that was handed to a dock which falls silent is flown by the other, once")
    func takenBack() throws {
        var morning = Morning()
        let (run, record) = try #require(morning.site.patrols.runs.first)
        let now = record.start - .seconds(60)
        morning.run(until: now)
        for number in 1...2 { morning.say(number, at: now) }
        #expect(morning.site.fleet.missions.first?.value.dock == record.dock)
        let silent = DockReport(
            dock: record.dock,
            receivedAt: now,
            deviceTime: nil,
            said: .silent(since: now)
        )
        morning.feed(.dock(silent), at: now)
        morning.run(until: now + .seconds(5))
        let moved = try #require(morning.site.patrols.runs[run])
        #expect(moved.dock != record.dock && moved.start >= now + PatrolBook.planningLead)
        morning.run(until: moved.start - .seconds(30))
        #expect(morning.site.fleet.missions.map(\.value.dock) == [moved.dock])
        #expect(morning.count(.patrolOutcome) == 0 && morning.count(.missionNotFlown) == 1)
        #expect(morning.count(.missionPlanned) == 2)
    }

    private static func secondLook(at now: Timestamp) -> Errand {
        Errand(
            id: ErrandID(CaseID(3), 1),
            violation: CaseID(3),
            place: grid.grid(grid.coordinate(PlanePoint(x: 500, y: 200))),
            kind: .secondLook(from: now + .minutes(10)),
            until: now + .minutes(50)
        )
    }

    /// A morning in which a case has just asked for a second look.
    private static func asked(at now: Timestamp) -> (Morning, Errand, Outcome) {
        var morning = Morning()
        for number in 1...2 { morning.say(number, at: now) }
        let errand = secondLook(at: now)
        var outcome = Outcome()
        morning.site.bring(errand, &outcome)
        return (morning, errand, outcome)
    }

    @Test("a case's second look is planned, and flown by the fleet along a line of its own")
    func secondLook() throws {
        let now = Self.seven + .minutes(30)
        var (morning, errand, outcome) = Self.asked(at: now)
        morning.run(until: now + .minutes(1))
        let look = try #require(morning.site.patrols.runs.first { $0.value.errand == errand.id })
        #expect(look.value.start >= now + .minutes(7) && look.value.start < errand.until)
        let handOver = look.value.start - .seconds(60)
        for number in 1...2 { morning.say(number, at: handOver - .seconds(1)) }
        morning.run(until: handOver)
        #expect(morning.site.fleet.missions.count == 1)
        let mission = try #require(morning.site.fleet.missions.first { $0.value.run == look.id })
        #expect(mission.value.oneTimeRoute?.id == look.value.route)
        // Handed over and not launched, it is called off.
        morning.site.recall(errand.id, &outcome)
        #expect(morning.site.fleet.missions.isEmpty)
        guard case .ended(.cancelled, _, _) = morning.site.patrols.runs[look.id]?.status else {
            Issue.record("\(String(describing: morning.site.patrols.runs[look.id]))")
            return
        }
    }

    @Test("a second look that nobody could do, or that is needed no more, leaves the plan")
    func secondLookEnds() {
        for isRecalled in [false, true] {
            let now = Self.seven + .minutes(30)
            var (morning, errand, outcome) = Self.asked(at: now)
            let looks = morning.site.patrols.configuration?.looks?.map(\.errand)
            #expect(looks == [errand.id])
            if isRecalled {
                morning.site.recall(errand.id, &outcome)
            } else {
                // No dock speaks any more, so that nothing leaves.
                morning.run(until: errand.until + .seconds(1))
            }
            #expect(morning.site.patrols.configuration?.looks == [])
        }
    }

    @Test(
        "a date made another day by a person counts so for every core, over a reload, until it is taken back"
    )
    func setDay() throws {
        var morning = Morning()
        let date = try #require(CalendarDate("2026-05-12"))
        let now = Self.seven + .minutes(1)
        let restday = PatrolRequest.setDay(date, .restday, why: "marathon")
        morning.ask(.patrols(restday), at: now)
        #expect(morning.count(.planDaySet) == 1)
        func types(_ site: Site) -> [DayType?] {
            [
                site.fleet.configuration?.calendar, site.patrols.configuration?.calendar,
                site.cases.configuration?.calendar,
            ].map { $0?.dayType(of: date) }
        }
        #expect(types(morning.site) == [.restday, .restday, .restday])
        // No rule is for a rest day: what was planned ends, each with its reason.
        #expect(morning.site.patrols.runs.values.count == 3)
        for run in morning.site.patrols.runs.values {
            guard case .ended(.cancelled, _, _) = run.status else {
                Issue.record("\(run.status)")
                continue
            }
        }
        morning.feed(.configure(Self.configuration()), at: now + .minutes(1))
        #expect(types(morning.site) == [.restday, .restday, .restday])
        #expect(morning.site.configuration == Self.configuration())
        let back = PatrolRequest.setDay(date, nil, why: "called off")
        morning.ask(.patrols(back), at: now + .minutes(2))
        #expect(types(morning.site) == [.workday, .workday, .workday])
        let past = PatrolRequest.setDay(date.advanced(by: -1), .restday, why: "x")
        let input = Input.request(OperatorRequest(person: Self.li, verb: .patrols(past)))
        #expect(morning.site.apply(input, at: now + .minutes(3)).refusal?.code == .badRequest)
    }

    @Test("a place that falls out of the promise is told once it stays out, and when it is back")
    func reach() throws {
        var morning = Morning()
        #expect(morning.count(.reachLost) == 0)
        var now = Self.seven + .minutes(30)
        for number in 1...2 { morning.say(number, at: now) }
        morning.ask(.fleet(.hold(.fleet, reason: "storm")), at: now)
        morning.run(until: now + .seconds(10))
        #expect(morning.count(.reachLost) == 0, "one look is none")
        morning.run(until: now + .seconds(40))
        #expect(morning.count(.reachLost) == 1)
        let told = try #require(morning.facts.first { $0.code == .reachLost })
        #expect(told.severity == .major && told.text.en.hasPrefix("1 of 1 places are out"))
        morning.run(until: now + .minutes(5))
        #expect(morning.count(.reachLost) == 1)
        now = now + .minutes(6)
        morning.ask(.fleet(.release(.fleet)), at: now)
        // Nothing was heard since: unknown is not back.
        morning.run(until: now + .seconds(10))
        #expect(morning.count(.reachRestored) == 0)
        for number in 1...2 { morning.say(number, at: now + .seconds(20)) }
        morning.run(until: now + .seconds(45))
        #expect(morning.count(.reachRestored) == 1)
    }

    @Test("docks that were never heard make places unknown, and no alarm")
    func unknown() throws {
        var site = Site(siteKey: 1)
        var facts = site.apply(.configure(Self.configuration()), at: Self.seven).facts
        for second in stride(from: 0, to: 300, by: 10) {
            facts += site.apply(.tick, at: Self.seven + .seconds(second)).facts
        }
        #expect(site.reach(at: Self.seven)?.covers == [.unknown])
        #expect(site.reachWatch?.unknown == 1)
        #expect(!facts.contains { $0.code == .reachLost })
        #expect(site.reach(at: Self.seven + .hours(16)) == nil)
    }
}
