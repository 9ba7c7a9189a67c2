// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

/// A fleet with its time and its dock's words: what the tests of this target build on.
struct World {
    static let noon = Timestamp("2026-05-12T12:00:00+08:00") ?? .epoch
    static let ann = Person(name: "ann", role: .dispatcher)

    var fleet = Fleet()
    var issuer = Issuer(siteKey: 7)
    var now = Self.noon
    /// Every effect so far.
    var effects: [Effect<FleetAction>] = []
    /// Every fact so far.
    var facts: [Fact] = []
    /// Every mission's end so far.
    var ended: [MissionEnd] = []
    /// Every errand's answer so far.
    var errands: [ErrandEnd] = []

    /// A fleet of docks one kilometre apart, nothing said yet.
    init(docks count: Int = 1, change: (inout FleetConfiguration) -> Void = { _ in }) {
        var configuration = Self.configuration(docks: count)
        change(&configuration)
        apply(.configure(configuration))
    }

    static func dock(_ number: Int) -> DockSite {
        let lens = CameraModel(
            lens: "wide",
            payloadIndex: "99-0-0",
            horizontalView: 70,
            verticalView: 55,
            widthPixels: nil,
            heightPixels: nil
        )
        return DockSite(
            id: DockID("D0\(number)"),
            name: Bilingual(en: "dock", zh: "机场"),
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
            position: Coordinate(latitude: 22.5, longitude: 114 + Double(number) / 100),
            grid: GridPoint(eastMillimetres: (number - 1) * 1_000_000, northMillimetres: 0),
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
                    cameras: [lens]
                )
            )
        )
    }

    /// A route 200 m north of the dock of the same number, 300 m long.
    static func route(_ number: Int) -> Route {
        let east = (number - 1) * 1_000_000
        let places = (0...1).map {
            Coordinate(latitude: 22.502, longitude: 114.01 + Double($0) / 300)
        }
        return Route(
            id: RouteID("R0\(number)"),
            name: Bilingual(en: "route", zh: "航线"),
            domain: "traffic",
            path: places,
            grid: [
                GridPoint(eastMillimetres: east, northMillimetres: 200_000),
                GridPoint(eastMillimetres: east + 300_000, northMillimetres: 200_000),
            ],
            height: 80,
            speed: 8
        )
    }

    static func configuration(docks count: Int) -> FleetConfiguration {
        FleetConfiguration(
            docks: (1...count).map(dock),
            routes: (1...count).map(route),
            areas: [],
            safety: SafetyLimits(highestObstacle: 60),
            times: FlightTimes(),
            calendar: DayCalendar(
                zone: "Asia/Shanghai",
                offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))]
            ),
            service: DayWindow(startSeconds: 6 * 3600, endSeconds: 22 * 3600),
            reserve: ReservePolicy(minReady: 1),
            organization: "roost"
        )
    }

    /// Brings an input to the fleet and keeps what follows.
    @discardableResult
    mutating func apply(_ input: FleetInput) -> FleetOutcome {
        let outcome = fleet.apply(input, at: now, issuer: &issuer)
        effects += outcome.effects
        facts += outcome.facts
        ended += outcome.ended
        errands += outcome.errands
        return outcome
    }

    @discardableResult
    mutating func hear(_ said: Said, dock: Int = 1, delay: TimeSpan = .zero) -> FleetOutcome {
        apply(
            .report(
                DockReport(
                    dock: DockID("D0\(dock)"),
                    receivedAt: now,
                    deviceTime: now - delay,
                    said: said
                )
            )
        )
    }

    /// What a dock says that may launch at once.
    static var readyReadings: DockReadings {
        var said = DockReadings()
        said.mode = 0
        said.cover = 0
        said.isAircraftInDock = true
        said.chargePercent = 90
        said.isCharging = false
        said.wind = 3
        said.rainStep = 0
        said.temperature = 25
        said.isEmergencyStopPressed = false
        said.taskStep = 5
        said.hasAlternateLanding = true
        return said
    }

    /// A dock says that it is ready, but for the changes.
    @discardableResult
    mutating func ready(
        _ dock: Int = 1,
        _ change: (inout DockReadings) -> Void = { _ in }
    ) -> FleetOutcome {
        var said = Self.readyReadings
        change(&said)
        return hear(.readings(Readings(dock: said)), dock: dock)
    }

    /// The dock and its aircraft as they are in flight.
    mutating func flying(_ dock: Int = 1, mode: Int = 5, battery: Int = 70) {
        ready(dock) {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.mode = 4
        }
        var aircraft = AircraftReadings()
        aircraft.mode = mode
        aircraft.batteryPercent = battery
        aircraft.returnPercent = 10
        hear(.readings(Readings(aircraft: aircraft)), dock: dock)
    }

    /// Time goes on, with every wake on the way.
    mutating func wait(_ span: TimeSpan) {
        let end = now + span
        while let wake = fleet.nextWake, wake <= end {
            now = max(now, wake)
            apply(.tick)
        }
        now = end
        apply(.tick)
    }

    /// A planned flight of the dock's own route, which starts after `lead`.
    @discardableResult
    mutating func depart(
        _ dock: Int = 1,
        after lead: TimeSpan = .zero,
        repetition: Int = 0
    ) -> FleetOutcome {
        let date = CalendarDate("2026-05-12") ?? CalendarDate(dayNumber: 0)
        return apply(
            .depart(
                Departure(
                    date: date,
                    run: PlannedRun(date: date, demand: "d\(dock)", repetition: repetition),
                    route: RouteID("R0\(dock)"),
                    dock: DockID("D0\(dock)"),
                    start: now + lead,
                    latest: now + lead + .seconds(120)
                )
            )
        )
    }

    /// Settles the last command that asks for an order of this kind.
    @discardableResult
    mutating func settle(
        _ kind: String,
        _ settlement: Settlement<FleetResult> = .succeeded(.replied(Reply(result: 0)))
    ) -> FleetOutcome {
        guard let effect = effects.last(where: { $0.order == kind }) else {
            Issue.record("no \(kind) was ordered")
            return FleetOutcome()
        }
        return apply(.settled(effect.id, settlement))
    }

    func count(_ kind: String) -> Int { effects.count { $0.order == kind } }

    func said(_ code: FactCode) -> Int { facts.count { $0.code == code } }

    /// The open sortie of a dock.
    func sortie(_ dock: Int = 1) -> Sortie? { fleet.openSortie(at: DockID("D0\(dock)")) }

    mutating func progress(
        _ status: SortieProgress.Status,
        state: Int? = nil,
        result: Int = 0,
        kind: SortieProgress.Kind = .wayline,
        flight: WireID? = nil
    ) {
        let wire = flight ?? sortie()?.wire
        hear(
            .progressed(
                SortieProgress(
                    kind: kind,
                    flight: wire,
                    status: status,
                    result: result,
                    waylineState: state
                )
            )
        )
    }

    /// A patrol in the air, 50 s after its launch.
    static func airborne() -> World {
        var world = World()
        world.ready()
        world.depart()
        world.settle("prepare")
        world.settle("execute")
        world.wait(.seconds(50))
        world.progress(.inProgress, state: 5)
        world.flying()
        return world
    }

    /// A sortie in each state that it may have while open, and at each of its ends.
    static func with(_ state: Sortie.State) -> World {
        var world = World()
        world.ready()
        world.depart(after: .seconds(state == .prepared ? 5 : 0))
        if state == .preparing { return world }
        if state == .cancelled {
            world.apply(.request(.recall(dock: nil), by: ann))
            return world
        }
        world.settle("prepare")
        switch state {
        case .preparing, .cancelled, .prepared, .starting: break
        case .failed: world.settle("execute", .succeeded(.replied(Reply(result: 316026))))
        case .unknown: world.settle("execute", .unknown)
        case .airborne: world = airborne()
        case .returning:
            world = airborne()
            world.flying(mode: 9)
        case .docked:
            world = airborne()
            world.progress(.ok)
            world.wait(.seconds(20))
            world.ready()
        case .landedAway:
            world = airborne()
            world.progress(.failed, result: 316050)
            world.wait(.seconds(31))
            world.flying(mode: 0)
        }
        return world
    }
}

extension Effect<FleetAction> {
    /// The kind of order, `reply` for an answer.
    var order: String {
        switch action {
        case .reply: "reply"
        case .command(let command):
            switch command.order {
            case .prepare: "prepare"
            case .execute: "execute"
            case .undo: "undo"
            case .returnHome: "returnHome"
            case .takeOff: "takeOff"
            case .pause: "pause"
            case .resume: "resume"
            case .cancelReturn: "cancelReturn"
            case .flyTo: "flyTo"
            case .grab: "grab"
            case .look: "look"
            case .zoom: "zoom"
            case .photo: "photo"
            case .volume: "volume"
            case .voice: "voice"
            case .speak: "speak"
            case .liveControl(let isOpen): isOpen ? "openLink" : "closeLink"
            case .job(let job): job.method
            case .relay: "relay"
            case .receive: "receive"
            case .stopHalf(let isAbnormal): isAbnormal ? "stop 1" : "stop 0"
            case .returnTo(let serial): "return to \(serial)"
            default: "other"
            }
        }
    }

    /// The dock that a command is for.
    var dock: DockID? {
        if case .command(let command) = action { command.dock } else { nil }
    }
}
