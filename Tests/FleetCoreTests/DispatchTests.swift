// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A call that is wrong, and who goes to one that is right")
struct DispatchTests {
    static let bob = Person(name: "bob", role: .duty)

    /// A square area around a point of the grid, in metres.
    static func area(
        _ kind: Area.Kind,
        around east: Int,
        _ north: Int,
        half: Int,
        hours: [DayWindow] = []
    ) -> Area {
        let corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)].map { x, y in
            GridPoint(
                eastMillimetres: (east + x * half) * 1000,
                northMillimetres: (north + y * half) * 1000
            )
        }
        return Area(
            id: "Z1",
            kind: kind,
            name: Bilingual("area"),
            rings: [],
            grid: [corners],
            hours: hours
        )
    }

    static func call(
        east: Int,
        north: Int = 300,
        dock: DockID? = nil,
        height: Metres? = nil,
        looks: Bool? = nil
    ) -> FleetRequest {
        .dispatch(
            place: Coordinate(latitude: 22.503, longitude: 114.02),
            grid: GridPoint(eastMillimetres: east * 1000, northMillimetres: north * 1000),
            dock: dock,
            height: height,
            looks: looks
        )
    }

    /// A wrong call, and what becomes of it.
    struct Wrong: CustomTestStringConvertible, Sendable {
        var name: String
        var request: FleetRequest
        var code: RefusalCode
        var configure: @Sendable (inout FleetConfiguration) -> Void = { _ in }
        var before: @Sendable (inout World) -> Void = { _ in }

        var testDescription: String { name }
    }

    static let wrong: [Wrong] = [
        Wrong(
            name: "outside the district",
            request: call(east: 2500),
            code: .outsideDistrict,
            configure: { $0.areas = [area(.district, around: 500, 0, half: 1500)] }
        ),
        Wrong(
            name: "into a no-fly area",
            request: call(east: 400),
            code: .inNoFly,
            configure: { $0.areas = [area(.noFly, around: 400, 300, half: 50)] }
        ),
        Wrong(
            name: "where no approval is in force",
            request: call(east: 400),
            code: .inNoFly,
            configure: {
                let early = DayWindow(startSeconds: 7 * 3600, endSeconds: 8 * 3600)
                $0.areas = [area(.approval, around: 400, 300, half: 50, hours: [early])]
            }
        ),
        Wrong(name: "out of reach", request: call(east: 9000), code: .outOfReach),
        Wrong(
            name: "below the safe height",
            request: call(east: 0, height: 79),
            code: .belowSafeHeight
        ),
        Wrong(name: "above the ceiling", request: call(east: 0, height: 121), code: .aboveCeiling),
        Wrong(
            name: "from a dock that fell silent",
            request: call(east: 0, dock: "D01"),
            code: .dockLost,
            before: { $0.hear(.silent(since: $0.now)) }
        ),
        Wrong(
            name: "from a dock that fell silent, with readings held back from before",
            request: call(east: 0, dock: "D01"),
            code: .dockLost,
            before: { world in
                let old = world.now
                world.now = world.now + .seconds(35)
                world.hear(.silent(since: old))
                world.apply(
                    .report(
                        DockReport(
                            dock: "D01",
                            receivedAt: old,
                            deviceTime: old,
                            said: .readings(Readings(dock: World.readyReadings))
                        )
                    )
                )
                world.ready(2)
            }
        ),
        Wrong(
            name: "from a dock that is none",
            request: call(east: 0, dock: "D09"),
            code: .unknownSubject
        ),
        Wrong(
            name: "where another dispatcher sent one already",
            request: call(east: 430),
            code: .alreadyGoing,
            before: { $0.apply(.request(call(east: 400), by: bob)) }
        ),
        Wrong(
            name: "from the dock that another dispatcher took",
            request: call(east: 0, dock: "D01"),
            code: .dockBusy,
            before: { $0.apply(.request(call(east: 400, dock: "D01"), by: bob)) }
        ),
        Wrong(
            name: "from a dock that interlocks hold",
            request: call(east: 0, dock: "D02"),
            code: .interlocksOpen,
            before: { $0.ready(2) { $0.wind = 11 } }
        ),
    ]

    @Test(
        "a wrong call has its own refusal in both languages, and nothing is sent",
        arguments: wrong
    )
    func refused(_ wrong: Wrong) {
        var world = World(docks: 2, change: wrong.configure)
        for dock in 1...2 { world.ready(dock) }
        wrong.before(&world)
        let (missions, facts) = (world.fleet.missions.count, world.facts.count)
        let outcome = world.apply(.request(wrong.request, by: World.ann))
        #expect(outcome.refusal?.code == wrong.code)
        #expect(outcome.effects.isEmpty)
        #expect(world.fleet.missions.count == missions && world.facts.count == facts)
        let text = outcome.refusal?.text
        #expect(text?.en != text?.zh && text?.en.contains("{") == false)
    }

    @Test("docks are ranked: who may go first, then by arrival, each with battery and reasons")
    func ranked() throws {
        var world = World(docks: 3)
        for dock in 1...3 { world.ready(dock) }
        world.ready(2) { $0.cover = 3 }
        let before = world.fleet
        let place = GridPoint(eastMillimetres: 1_100_000, northMillimetres: 300_000)
        let call = Call(place: Coordinate(latitude: 22.5, longitude: 114), grid: place)
        let offers = world.fleet.offers(to: call, at: world.now)
        #expect(offers.map(\.dock) == ["D03", "D01", "D02"])
        #expect(offers.map(\.isReady) == [true, true, false])
        // 0.949 km and 1.141 km at 12 m/s, after 60 s.
        #expect(offers.prefix(2).map(\.seconds) == [140, 156])
        let battery = try #require(offers[0].batteryAtScene)
        #expect((80..<90).contains(battery))
        #expect(offers[2].reasons.map(\.en) == ["cover closed: abnormal"])
        #expect(world.fleet == before)
    }

    @Test(
        "what is wrong with the call stands against every offer: no dock is offered for a refused order",
        arguments: [(-1, false), (79, false), (80, true), (121, false)] as [(Double, Bool)]
    )
    func offeredHeight(height: Double, isOffered: Bool) {
        var world = World(docks: 2)
        for dock in 1...2 { world.ready(dock) }
        let place = GridPoint(eastMillimetres: 0, northMillimetres: 300_000)
        var call = Call(place: Coordinate(latitude: 22.5, longitude: 114), grid: place)
        call.height = Metres(height)
        let offers = world.fleet.offers(to: call, at: world.now)
        #expect(offers.map(\.isReady) == [isOffered, isOffered])
        let order = world.apply(.request(Self.call(east: 0, height: Metres(height)), by: World.ann))
        #expect((order.refusal == nil) == isOffered)
        if let refusal = order.refusal {
            #expect(offers.allSatisfy { $0.reasons.first == refusal.text })
        }
    }

    @Test("docks at rest, heard more slowly, are offered; the launch wants what is new")
    func offeredAtRest() {
        var world = World(docks: 2)
        for dock in 1...2 { world.ready(dock) }
        let place = GridPoint(eastMillimetres: 0, northMillimetres: 300_000)
        let call = Call(place: Coordinate(latitude: 22.5, longitude: 114), grid: place)
        world.wait(.seconds(15))
        #expect(world.fleet.offers(to: call, at: world.now).map(\.isReady) == [true, true])
        let launch = world.apply(.request(Self.call(east: 0, dock: "D01"), by: World.ann))
        #expect(launch.effects.isEmpty && launch.refusal?.code == .interlocksOpen)
        #expect(launch.refusal?.reasons.last?.en.hasPrefix("the next best is D02") == true)
        world.wait(.seconds(16))
        #expect(world.fleet.offers(to: call, at: world.now).map(\.isReady) == [false, false])
    }

    @Test("a dock that was named and may not go is not exchanged: the next best is named")
    func neverSwitched() {
        var world = World(docks: 2)
        world.ready(1) { $0.cover = 3 }
        world.ready(2)
        let outcome = world.apply(.request(Self.call(east: 0, dock: "D01"), by: World.ann))
        #expect(outcome.effects.isEmpty)
        #expect(outcome.refusal?.reasons.last?.en.hasPrefix("the next best is D02") == true)
        // The dock's own no after the launch is told with the next best, and nobody else is sent.
        world = World(docks: 2)
        for dock in 1...2 { world.ready(dock) }
        world.apply(.request(Self.call(east: 0), by: World.ann))
        let sent = world.effects.count
        world.settle("takeOff", .succeeded(.replied(Reply(result: 316026))))
        #expect(world.effects.count == sent)
        #expect(world.ended.last?.outcome == .refused)
        #expect(world.ended.last?.reason.en.contains("the next best is D02") == true)
    }

    @Test(
        "a call that is called home before its point is partly flown, whatever the dock says",
        arguments: [true, false]
    )
    func calledHome(hasArrived: Bool) {
        var world = World()
        world.ready()
        world.apply(.request(Self.call(east: 0), by: World.ann))
        world.settle("takeOff")
        world.wait(.seconds(50))
        world.flying(mode: 17)
        if hasArrived { world.progress(.arrived, kind: .takeOffToPoint) }
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        world.flying(mode: 9)
        world.progress(.ok, kind: .takeOffToPoint)
        world.wait(.seconds(60))
        world.ready()
        #expect(world.ended.map(\.outcome) == [hasArrived ? .flown : .partlyFlown])
        let why = hasArrived ? "the point was reached" : "recalled by ann"
        #expect(world.ended.map(\.reason.en) == [why])
    }

    @Test("a patrol that waits in its dock gives way, by policy, and is accounted for")
    func givesWay() {
        for policy in ReservePolicy.Preemption.allCases {
            var world = World { $0.reserve.preemption = policy }
            world.ready()
            world.depart(after: .seconds(30))
            world.settle("prepare")
            #expect(world.sortie()?.state == .prepared)
            let outcome = world.apply(.request(Self.call(east: 0), by: World.ann))
            guard policy != .none else {
                #expect(outcome.refusal?.code == .noDockReady)
                continue
            }
            #expect(outcome.effects.map(\.order) == ["undo", "takeOff"])
            #expect(world.ended.map(\.outcome) == [.missed])
            #expect(world.ended.first?.reason.en == "gave way to call M-2 of ann")
            #expect(world.ended.first?.run != nil)
        }
    }

    @Test("a call flies above what is in the air, and below the ceiling or not at all")
    func layers() {
        for ceiling in [Metres(120), Metres(100)] {
            var world = World(docks: 2) { $0.safety.ceiling = ceiling }
            for dock in 1...2 { world.ready(dock) }
            world.apply(.request(Self.call(east: 900, north: 0, dock: "D01"), by: Self.bob))
            let outcome = world.apply(
                .request(Self.call(east: 100, north: 0, dock: "D02"), by: World.ann)
            )
            guard ceiling > 105 else {
                #expect(outcome.refusal?.code == .interlocksOpen)
                #expect(outcome.refusal?.reasons.first?.en.contains("separation") == true)
                continue
            }
            guard case .command(let command) = outcome.effects.first?.action,
                case .takeOff(let flight) = command.order
            else {
                Issue.record("nothing was sent")
                continue
            }
            #expect(flight.returnHeight == 105 && flight.securityHeight == 105)
        }
    }

    @Test("a patrol that waits in its dock does not hold a call, and asks anew before it leaves")
    func rank() {
        var world = World(docks: 2) {
            $0.routes[1].grid = $0.routes[0].grid
            $0.reserve.minReady = 0
        }
        for dock in 1...2 { world.ready(dock) }
        world.depart(2, after: .seconds(20))
        world.settle("prepare")
        let outcome = world.apply(.request(Self.call(east: 0, dock: "D01"), by: World.ann))
        #expect(outcome.effects.map(\.order) == ["takeOff"])
        world.wait(.seconds(20))
        for dock in 1...2 { world.ready(dock) }
        #expect(world.count("execute") == 0)
        #expect(
            world.fleet.missions.values.first { $0.run != nil }?.open.map(\.interlock) == [
                .separation
            ]
        )
    }

    @Test(
        "on arrival the camera turns to the place, at the ground's height, when that was asked for"
    )
    func look() {
        for looks in [true, false] {
            var world = World()
            world.ready()
            world.apply(.request(Self.call(east: 0, height: 100, looks: looks), by: World.ann))
            world.settle("takeOff")
            world.wait(.seconds(50))
            world.flying(mode: 17)
            #expect(world.count("grab") == 0)
            world.progress(.arrived, kind: .takeOffToPoint)
            #expect(world.count("grab") == (looks ? 1 : 0) && world.count("look") == 0)
            guard looks else { continue }
            world.settle("grab")
            #expect(world.count("look") == 1 && world.said(.taskDone) == 0)
            world.settle("look")
            #expect(world.said(.taskDone) == 1)
            world.wait(.seconds(30))
            #expect(world.count("grab") == 1 && world.count("look") == 1)
        }
    }

    @Test("a look that cannot be is told, and the flight goes on", arguments: [true, false])
    func lookFails(isRefused: Bool) {
        var world = World { if !isRefused { $0.docks[0].aircraft.envelope.cameras = [] } }
        world.ready()
        world.apply(.request(Self.call(east: 0, height: 100, looks: true), by: World.ann))
        world.settle("takeOff")
        world.wait(.seconds(50))
        world.flying(mode: 17)
        world.progress(.arrived, kind: .takeOffToPoint)
        if isRefused { world.settle("grab", .succeeded(.replied(Reply(result: 319030)))) }
        #expect(world.count("look") == 0 && world.said(.taskFailed) == 1)
        #expect(world.sortie()?.state == .airborne && world.count("returnHome") == 0)
    }

    @Test("the look of a call waits for what the payload does already")
    func lookWaits() {
        var world = World()
        world.ready()
        world.apply(.request(Self.call(east: 0, height: 100, looks: true), by: World.ann))
        world.settle("takeOff")
        world.wait(.seconds(50))
        world.flying(mode: 17)
        world.apply(.request(.payload("D01", .zoom(3)), by: World.ann))
        world.settle("grab")
        world.progress(.arrived, kind: .takeOffToPoint)
        #expect(world.count("look") == 0)
        world.settle("zoom")
        world.settle("grab")
        #expect(world.count("look") == 1)
    }
}
