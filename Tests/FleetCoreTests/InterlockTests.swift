// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Interlocks")
struct InterlockTests {
    /// What makes an interlock open, and what makes it unknown.
    struct Row: Sendable, CustomTestStringConvertible {
        var interlock: Interlock
        var answer: InterlockReading.Answer
        var what: String
        var change: @Sendable (inout World) -> Void

        var testDescription: String { "\(interlock) is \(answer): \(what)" }

        static func no(
            _ interlock: Interlock,
            _ what: String,
            _ change: @escaping @Sendable (inout DockReadings) -> Void
        ) -> Row {
            Row(interlock: interlock, answer: .no, what: what) { $0.ready(1, change) }
        }
    }

    static let readings: [Row] = [
        .no(.mode, "working") { $0.mode = 4 },
        .no(.mode, "a mode nobody knows") { $0.mode = 77 },
        .no(.task, "preparing") { $0.taskStep = 0 },
        .no(.task, "aircraft abnormal") { $0.taskStep = 255 },
        .no(.cover, "open") { $0.cover = 1 },
        .no(.cover, "abnormal") { $0.cover = 3 },
        .no(.emergency, "pressed") { $0.isEmergencyStopPressed = true },
        .no(.presence, "out") { $0.isAircraftInDock = false },
        .no(.battery, "low") { $0.chargePercent = 30 },
        .no(.battery, "absurd") { $0.chargePercent = 200 },
        .no(.wind, "over the site's limit") { $0.wind = 8.1 },
        .no(.rain, "light") { $0.rainStep = 1 },
        .no(.rain, "a step nobody knows") { $0.rainStep = -1 },
        .no(.temperature, "cold") { $0.temperature = -31 },
        .no(.alternate, "not set") { $0.hasAlternateLanding = false },
    ]

    static let others: [Row] = [
        Row(interlock: .controller, answer: .no, what: "no broker") {
            $0.apply(.controller(ControllerHealth(hasBroker: false, hasStore: true)))
        },
        Row(interlock: .controller, answer: .no, what: "no store") {
            $0.apply(.controller(ControllerHealth(hasBroker: true, hasStore: false)))
        },
        Row(interlock: .clock, answer: .no, what: "stepped") {
            $0.apply(.clock(.stepped(by: .seconds(3))))
        },
        Row(interlock: .hold, answer: .no, what: "dock") {
            $0.apply(.request(.hold(.dock("D01"), reason: "maintenance"), by: World.ann))
        },
        Row(interlock: .hold, answer: .no, what: "fleet") {
            $0.apply(.request(.hold(.fleet, reason: "typhoon"), by: World.ann))
        },
        Row(interlock: .telemetry, answer: .unknown, what: "silent") { world in
            world.hear(.silent(since: world.now))
        },
        Row(interlock: .skew, answer: .no, what: "behind") { world in
            world.hear(.readings(Readings(dock: World.readyReadings)), delay: .seconds(16))
            world.now = world.now + .seconds(1)
            world.hear(.readings(Readings(dock: World.readyReadings)), delay: .seconds(200))
        },
        Row(interlock: .skew, answer: .no, what: "ahead") {
            $0.hear(.readings(Readings(dock: World.readyReadings)), delay: .seconds(-6))
        },
        Row(interlock: .aircraft, answer: .no, what: "another one") {
            $0.hear(.topology(Topology(aircraftSerial: "OTHER")))
        },
        Row(interlock: .alarm, answer: .no, what: "of the dock") {
            $0.hear(
                .alarmed([HealthAlarm(level: 2, code: "0x1", deviceType: "")], ofAircraft: false)
            )
        },
        Row(interlock: .alarm, answer: .no, what: "of the aircraft") {
            $0.hear(
                .alarmed([HealthAlarm(level: 2, code: "0x1", deviceType: "")], ofAircraft: true)
            )
        },
        Row(interlock: .control, answer: .no, what: "somebody's controller") { world in
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
            world.controlled(by: "B")
        },
        Row(interlock: .control, answer: .yes, what: "its dock") { world in
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
            world.controlled(by: "A")
        },
        Row(interlock: .control, answer: .yes, what: "on, and nothing was ever said") {
            $0.hear(.topology(Topology(aircraftSerial: "AIR1")))
        },
        Row(interlock: .control, answer: .no, what: "somebody's, the first word ever") { world in
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
            var said = World.readyReadings
            said.controlSource = "B"
            world.hear(.readings(Readings(dock: said)))
        },
        Row(interlock: .control, answer: .yes, what: "another aircraft than the one that said it") {
            world in
            world.controlled(by: "B")
            var configuration = World.configuration(docks: 1)
            configuration.docks[0].aircraft.serial = "AIR9"
            world.apply(.configure(configuration))
            world.hear(.topology(Topology(aircraftSerial: "AIR9")))
        },
        Row(interlock: .control, answer: .unknown, what: "said before it slept") { world in
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
            world.controlled(by: "A")
            world.hear(.topology(Topology(aircraftSerial: nil)))
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
        },
        Row(interlock: .control, answer: .yes, what: "asleep") { world in
            world.hear(.topology(Topology(aircraftSerial: "AIR1")))
            world.controlled(by: "B")
            world.hear(.topology(Topology(aircraftSerial: nil)))
        },
        Row(interlock: .control, answer: .unknown, what: "on at a restart") { world in
            world.controlled(by: "A")
            world.apply(.started)
            world.ready { $0.isAircraftOn = true }
        },
        Row(interlock: .heat, answer: .no, what: "too cold") { $0.warmed(to: 9.9) },
        Row(interlock: .heat, answer: .yes, what: "at the limit") { $0.warmed(to: 10) },
        Row(interlock: .heat, answer: .no, what: "too hot") { $0.warmed(to: 45.1) },
        Row(interlock: .heat, answer: .unknown, what: "nothing said") { $0.warmed(to: nil) },
        Row(interlock: .heat, answer: .yes, what: "asleep") { world in
            world.warmed(to: 50)
            world.hear(.topology(Topology(aircraftSerial: nil)))
        },
        Row(interlock: .wind, answer: .no, what: "a gust 50 s ago") { world in
            world.ready { $0.wind = 9 }
            world.now = world.now + .seconds(50)
            world.ready()
        },
        Row(interlock: .weather, answer: .no, what: "it was calm for too short a time") { world in
            world.ready { $0.wind = 9 }
            world.now = world.now + .seconds(61)
            world.ready()
            world.now = world.now + .seconds(60)
            world.ready()
        },
        Row(interlock: .wind, answer: .unknown, what: "negative") { $0.ready { $0.wind = -1 } },
        Row(interlock: .wind, answer: .unknown, what: "not a number") {
            $0.ready { $0.wind = MetresPerSecond(.nan) }
        },
        Row(interlock: .battery, answer: .no, what: "the aircraft, on, says less") { world in
            var aircraft = AircraftReadings()
            aircraft.batteryPercent = 30
            world.hear(.readings(Readings(aircraft: aircraft)))
        },
    ]

    /// The gate's answers for the dock's own route.
    static func verdict(_ world: World, start: TimeSpan = .zero) -> [InterlockReading] {
        guard let dock = world.fleet.docks["D01"] else { return [] }
        let mission = Mission(
            id: MissionID(1),
            wire: WireID(at: world.now, siteKey: 1, kind: 1, counter: 1),
            purpose: .route("R01"),
            run: nil,
            by: nil,
            dock: "D01",
            start: world.now + start,
            latest: world.now + start + .seconds(120)
        )
        return world.fleet.ask(mission, dock, world.now) ?? []
    }

    static func answer(_ world: World, _ interlock: Interlock) -> InterlockReading.Answer? {
        verdict(world).first { $0.interlock == interlock }?.answer
    }

    @Test("a dock that says that all is well is held by none")
    func ready() {
        var world = World()
        world.ready()
        let verdict = Self.verdict(world)
        #expect(verdict.map(\.interlock) == Interlock.allCases)
        #expect(verdict.filter(\.isOpen) == [])
    }

    @Test(
        "each holds by itself when its condition is not met (S02-S05, S13, S22, S26)",
        arguments: readings + others
    )
    func holds(row: Row) {
        var world = World()
        world.ready()
        row.change(&world)
        #expect(Self.answer(world, row.interlock) == row.answer)
    }

    @Test("a weather hold of a dock that the way leads by holds, one far from it does not (S04)")
    func weatherOnTheWay() {
        for (metres, isHeld) in [(450, true), (600, false)] {
            var world = World(docks: 2) {
                $0.docks[1].grid = GridPoint(
                    eastMillimetres: 300_000,
                    northMillimetres: (200 + metres) * 1000
                )
            }
            world.ready(1)
            world.ready(2) { $0.wind = 9 }
            #expect(Self.answer(world, .weather) == (isHeld ? .no : .yes))
        }
    }

    @Test("no interlock is left out of these tables and of the tests of flights")
    func whole() {
        let flights: [Interlock] = [
            .single, .hours, .late, .height, .area, .fence, .ready, .separation, .reserve,
        ]
        let tested = Set((Self.readings + Self.others).map(\.interlock) + flights)
        #expect(tested == Set(Interlock.allCases))
    }

    @Test("a reading that was never said holds")
    func unsaid() {
        let world = World()
        let open = Self.verdict(world).filter(\.isOpen).map(\.interlock)
        let expected: [Interlock] = [
            .telemetry, .skew, .mode, .task, .cover, .emergency, .presence, .battery, .wind, .rain,
            .temperature, .alternate,
        ]
        #expect(open == expected)
    }

    @Test("a reading of 6 s counts, an older one holds (S02)")
    func stale() {
        var world = World()
        world.ready()
        world.now = world.now + .seconds(6)
        #expect(Self.verdict(world).allSatisfy { !$0.isOpen })
        world.now = world.now + .milliseconds(1)
        let unknown = Self.verdict(world).filter { $0.answer == .unknown }.map(\.interlock)
        #expect(
            unknown == [
                .telemetry, .skew, .mode, .task, .cover, .emergency, .presence, .battery, .wind,
                .rain, .temperature, .alternate,
            ]
        )
    }

    @Test("a report about other readings does not make an old one fresh")
    func partial() {
        var world = World()
        world.ready()
        world.now = world.now + .seconds(7)
        world.ready { $0.wind = nil }
        #expect(Self.verdict(world).filter(\.isOpen).map(\.interlock) == [.wind])
    }

    @Test(
        "battery less need must leave the reserve, to the percent (S06)",
        arguments: [(34, true), (33, false)]
    )
    func battery(charge: Int, isClosed: Bool) {
        var world = World()
        world.ready { $0.chargePercent = charge }
        // 226 s of 2700 s: 8.4 %, rounded up to 9 %, and 25 % of reserve.
        #expect((Self.answer(world, .battery) == .yes) == isClosed)
    }

    @Test(
        "the way home lies 20 m over every obstacle and under the ceiling (S10)",
        arguments: [
            (60, 90, InterlockReading.Answer.yes), (70, 90, .yes), (71, 90, .no), (60, 121, .no),
            (nil, 90, .unknown),
        ] as [(Double?, Double, InterlockReading.Answer)]
    )
    func height(obstacle: Double?, ferry: Double, expected: InterlockReading.Answer) {
        var world = World(docks: 1) {
            $0.safety.highestObstacle = obstacle.map { Metres($0) }
            $0.docks[0].ferryHeight = Metres(ferry)
        }
        world.ready()
        #expect(Self.answer(world, .height) == expected)
    }

    @Test(
        "the flight lies inside the permitted hours, its end too (S07)",
        arguments: [(5, 59, false), (6, 0, true), (21, 50, true), (21, 58, false), (22, 0, false)]
    )
    func hours(hour: Int, minute: Int, isClosed: Bool) {
        var world = World()
        world.now = World.noon + .seconds((hour - 12) * 3600 + minute * 60)
        world.ready()
        #expect((Self.answer(world, .hours) == .yes) == isClosed)
    }

    @Test("out of hours both are told: the hours that are permitted, and the flight's (S07)")
    func hoursTold() {
        var world = World()
        world.now = World.noon - .hours(9)
        world.ready()
        let open = world.fleet.ask(
            Candidate(
                site: World.dock(1),
                start: world.now,
                profile: World.dock(1).profile(of: World.route(1), FlightTimes()),
                isCall: false
            ),
            world.fleet.docks["D01"] ?? DockState(site: World.dock(1)),
            world.now
        )
        let hours = open?.first { $0.interlock == .hours }
        #expect(
            hours?.text.en.hasPrefix("permitted hours: 06:00-22:00, the flight is 03:00-03:0")
                == true
        )
        #expect(hours?.text.zh.hasPrefix("允许飞行时段：06:00-22:00，本次飞行 03:00-03:0") == true)
    }

    @Test(
        "a leg that meets an area in force holds (S08)",
        arguments: [
            (Area.Kind.noFly, 0.0, 120.0, "", false), (.noFly, 100, 120, "", true),
            (.noFly, 0, 120, "11:00-12:00", true), (.noFly, 0, 120, "12:01-13:00", false),
            (.heightLimit, 60, 0, "", false), (.heightLimit, 90, 0, "", true),
            (.approval, 0, 120, "11:00-13:00", true), (.approval, 0, 120, "11:00-12:00", false),
            (.zone, 0, 120, "", true), (.coverage, 0, 120, "", true), (.district, 0, 120, "", true),
        ] as [(Area.Kind, Double, Double, String, Bool)]
    )
    func area(kind: Area.Kind, low: Double, high: Double, hours: String, isClosed: Bool) {
        let ring = [(100, 150), (200, 150), (200, 250), (100, 250), (100, 150)].map {
            GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
        }
        var world = World(docks: 1) {
            $0.areas = [
                Area(
                    id: "Z1",
                    kind: kind,
                    name: Bilingual(en: "", zh: ""),
                    rings: [],
                    grid: [ring],
                    heights: Metres(low)...Metres(max(low, high)),
                    hours: DayWindow(hours).map { [$0] } ?? []
                )
            ]
        }
        world.ready()
        #expect((Self.answer(world, .area) == .yes) == isClosed)
    }

    /// Two docks, the second one's route over the first one's, and its flight prepared.
    private static func crossed(ground: Double? = nil) -> World {
        var world = World(docks: 2) {
            $0.routes[1].grid = $0.routes[0].grid
            if let ground { $0.docks[1].groundHeight = Metres(ground) }
            $0.reserve.minReady = 0
        }
        world.ready(1)
        world.ready(2)
        world.depart(2)
        world.settle("prepare")
        return world
    }

    @Test(
        "another aircraft near in place, height and time holds; apart in one of them does not (S09)"
    )
    func separation() {
        func answer(ground: Double, wait: TimeSpan) -> InterlockReading.Answer? {
            var world = Self.crossed(ground: ground)
            world.wait(wait)
            world.ready(1)
            world.flying(2)
            return Self.answer(world, .separation)
        }
        #expect(answer(ground: 20, wait: .zero) == .no)
        #expect(answer(ground: 150, wait: .zero) == .yes)
        #expect(answer(ground: 20, wait: .seconds(260)) == .yes)
    }

    @Test("one that broke its return off keeps its whole corridor closed (S23)")
    func separationEmergency() {
        var world = Self.crossed()
        world.settle("execute")
        world.wait(.seconds(260))
        world.ready(1)
        world.flying(2)
        #expect(Self.answer(world, .separation) == .yes)
        world.flying(2, mode: 9)
        world.hear(.homing(Homing(isBrokenOff: true, reason: 3)), dock: 2)
        #expect(world.fleet.openSortie(at: "D02")?.isInEmergency == true)
        #expect(Self.answer(world, .separation) == .no)
        world.hear(.homing(Homing(isBrokenOff: false, reason: nil)), dock: 2)
        #expect(world.fleet.openSortie(at: "D02")?.isInEmergency == false)
    }

    @Test("an unknown sortie keeps its corridor closed for good (S21)")
    func separationUnknown() {
        var world = Self.crossed()
        world.settle("execute", .unknown)
        world.wait(.hours(1))
        world.ready(1)
        #expect(Self.answer(world, .separation) == .no)
        world.apply(.request(.release(.dock("D02")), by: World.ann))
        #expect(Self.answer(world, .separation) == .yes)
    }

    @Test("patrols leave the reserve at every place in their reach, by the docks as they are (S11)")
    func reservePlaces() {
        // Three docks reach the place between the first two; only two reach the one in the west.
        func place(_ east: Int) -> GridPoint {
            GridPoint(eastMillimetres: east * 1000, northMillimetres: 0)
        }
        var world = World(docks: 3) {
            $0.reserve = ReservePolicy(
                minReady: 1,
                maxResponseSeconds: 160,
                speed: 12,
                overheadSeconds: 60
            )
            $0.coverage = [place(500), place(900), place(-100), place(9000)]
        }
        #expect(world.fleet.reserveGroups?.map(\.docks.count) == [2, 3])
        for dock in 1...3 { world.ready(dock) }
        #expect(Self.answer(world, .reserve) == .yes)
        // In the west the other one must stay: it charges, or flies, or is closed.
        var charging = world
        charging.ready(2) { $0.chargePercent = 59 }
        #expect(Self.answer(charging, .reserve) == .no)
        var closed = world
        closed.apply(.request(.hold(.dock("D02"), reason: "blades"), by: World.ann))
        #expect(Self.answer(closed, .reserve) == .no)
        // A third that is lost is not counted where it does not reach.
        world.hear(.silent(since: world.now), dock: 3)
        #expect(Self.answer(world, .reserve) == .yes)
    }

    @Test("what was held back counts though other words of the dock came after it (S29)")
    func heldBack() {
        var world = World()
        world.ready()
        world.wait(.seconds(10))
        var step = DockReadings()
        step.taskStep = 5
        let report = DockReport(
            dock: "D01",
            receivedAt: world.now - .seconds(2),
            deviceTime: world.now - .seconds(2),
            said: .readings(Readings(dock: step))
        )
        world.ready { $0.taskStep = nil }
        #expect(Self.answer(world, .task) == .unknown)
        world.apply(.report(report))
        #expect(Self.answer(world, .task) == .yes)
        #expect(world.fleet.docks["D01"]?.clockLead == .zero)
    }

    @Test("patrols leave the reserve; a call does not ask for it (S11)")
    func reserve() {
        var world = World(docks: 3) { $0.reserve.minReady = 2 }
        for dock in 1...3 { world.ready(dock) }
        #expect(Self.answer(world, .reserve) == .yes)
        world.ready(2) { $0.chargePercent = 59 }
        #expect(Self.answer(world, .reserve) == .no)
        let place = Coordinate(latitude: 22.51, longitude: 114.01)
        let grid = GridPoint(eastMillimetres: 0, northMillimetres: 500_000)
        let request = FleetRequest.dispatch(place: place, grid: grid, dock: nil)
        #expect(world.apply(.request(request, by: World.ann)).mission != nil)
    }
}

extension World {
    /// The aircraft says who holds its control.
    mutating func controlled(by who: String, delay: TimeSpan = .zero) {
        var aircraft = AircraftReadings()
        aircraft.controlSource = who
        hear(.readings(Readings(aircraft: aircraft)), delay: delay)
    }

    /// The site has limits of 10 to 45 degrees, and the aircraft, on, says its battery's temperature.
    mutating func warmed(to temperature: Celsius?) {
        var configuration = Self.configuration(docks: 1)
        configuration.safety.batteryTemperature = 10...45
        apply(.configure(configuration))
        hear(.topology(Topology(aircraftSerial: "AIR1")))
        var aircraft = AircraftReadings()
        aircraft.batteryTemperature = temperature
        aircraft.batteryPercent = 90
        hear(.readings(Readings(aircraft: aircraft)))
    }
}
