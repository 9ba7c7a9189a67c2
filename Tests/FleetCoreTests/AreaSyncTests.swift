// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Flight areas on board: pushed, and believed by the checksum of the dock's progress (D4)")
struct AreaSyncTests {
    private static let update = "flight_areas_update"
    private static let first = FlightAreaFile(name: "a.json", sha256: "aa11", size: 300)
    private static let second = FlightAreaFile(name: "b.json", sha256: "bb22", size: 310)

    /// The outline of a site around the docks; the route of D01 comes as near to it as given.
    private static func district(metres: Int) -> Area {
        let north = 200 + metres
        let ring = [(-5000, -5000), (9000, -5000), (9000, north), (-5000, north), (-5000, -5000)]
        return Area(
            id: "district",
            kind: .district,
            name: Bilingual("d"),
            rings: [],
            grid: [
                ring.map { GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000) }
            ]
        )
    }

    private static func world(
        _ file: FlightAreaFile? = first,
        metres: Int = 50
    ) -> World {
        World {
            $0.flightAreas = file
            $0.areas = [Self.district(metres: metres)]
            $0.reserve.minReady = 0
        }
    }

    private static func said(_ state: AreaProgress.State, _ digest: String?) -> Said {
        let reason = state == .failed ? Bilingual(en: "no", zh: "否") : nil
        return .areas(AreaProgress(state: state, sha256: digest, reason: reason))
    }

    private static func fence(_ world: World) -> InterlockReading.Answer? {
        world.fleet.missions.values.first?.open.first { $0.interlock == .fence }?.answer
    }

    @Test("a dock at rest is told once, and its own progress alone confirms")
    func confirmed() {
        var world = Self.world()
        world.ready()
        #expect(world.count(Self.update) == 1)
        world.settle(Self.update)
        world.hear(Self.said(.running, "aa11"))
        world.wait(.seconds(5))
        world.ready()
        #expect(world.count(Self.update) == 1 && world.said(.dockAreasKept) == 0)
        world.hear(Self.said(.kept, "aa11"))
        #expect(world.fleet.docks["D01"]?.areas?.kept == "aa11")
        #expect(world.said(.dockAreasKept) == 1)
        world.hear(Self.said(.kept, "aa11"))
        world.wait(.hours(2))
        world.ready()
        #expect(world.count(Self.update) == 1 && world.said(.dockAreasKept) == 1)
        // On board it stays, also over a restart of ours and a silence of the dock's.
        world.apply(.started)
        world.hear(.silent(since: world.now))
        world.ready()
        #expect(world.count(Self.update) == 1)
    }

    @Test(
        "a task that waits for its conditions does not keep the areas out, prepared or held by their edge",
        arguments: [50, 500]
    )
    func standby(metres: Int) {
        var world = Self.world(nil, metres: metres)
        world.ready { $0.chargePercent = 60 }
        StandbyTests.ask(&world)
        world.settle("prepare")
        #expect(world.sortie()?.isStandingBy == true)
        var configuration = world.fleet.configuration ?? World.configuration(docks: 1)
        configuration.flightAreas = Self.first
        world.apply(.configure(configuration))
        world.ready { $0.chargePercent = 60 }
        #expect(world.count(Self.update) == 1 && world.count("undo") == 1)
        #expect(world.fleet.missions.count == 1 && world.sortie() == nil)
        world.settle(Self.update)
        world.hear(Self.said(.kept, "aa11"))
        #expect(world.count("prepare") == 1)
        world.wait(.seconds(61))
        world.ready { $0.chargePercent = 60 }
        #expect(world.count("prepare") == 2 && world.sortie()?.isStandingBy == true)
    }

    @Test("new areas are pushed again, areas taken away are fetched as none")
    func reload() {
        var world = Self.world()
        world.ready()
        world.settle(Self.update)
        world.hear(Self.said(.kept, "aa11"))
        var configuration = World.configuration(docks: 1)
        configuration.flightAreas = Self.second
        world.apply(.configure(configuration))
        world.ready()
        #expect(world.count(Self.update) == 2)
        world.settle(Self.update)
        world.hear(Self.said(.kept, "bb22"))
        configuration.flightAreas = nil
        world.apply(.configure(configuration))
        world.ready()
        #expect(world.count(Self.update) == 3)
        world.settle(Self.update)
        world.hear(Self.said(.kept, nil))
        world.wait(.hours(2))
        world.ready()
        #expect(world.count(Self.update) == 3 && world.said(.dockAreasWrong) == 0)
    }

    @Test("another checksum, a failure, a no or silence is told once, and tried again more seldom")
    func wrong() {
        for word in ["other", "failed", "refused", "silent"] {
            var world = Self.world()
            world.ready()
            var orders = 0
            let start = world.now
            while world.now - start < .hours(6) {
                if world.count(Self.update) > orders {
                    orders = world.count(Self.update)
                    switch word {
                    case "other":
                        world.settle(Self.update)
                        world.hear(Self.said(.kept, "ee55"))
                    case "failed":
                        world.settle(Self.update)
                        world.hear(Self.said(.failed, nil))
                    case "refused":
                        world.settle(Self.update, .succeeded(.replied(Reply(result: 319002))))
                    default: world.settle(Self.update)
                    }
                }
                world.wait(.seconds(30))
                world.ready()
            }
            // 5, 10, 20 and 40 minutes apart, then an hour each.
            #expect((7...10).contains(orders), "\(word): \(orders)")
            #expect(world.said(.dockAreasWrong) == (word == "other" ? 1 : 0), "\(word)")
            #expect(world.said(.dockAreasFailed) == (word == "other" ? 0 : 1), "\(word)")
            #expect(world.fleet.docks["D01"]?.areas?.failure != nil)
        }
    }

    @Test("a dock at work, locked, or about to launch is not told: a sync boots its aircraft")
    func atLeisure() {
        var world = Self.world()
        world.ready { $0.taskStep = 1 }
        world.ready { $0.mode = 2 }
        world.ready { $0.isAircraftInDock = false }
        #expect(world.count(Self.update) == 0)
        world = Self.world()
        world.depart(after: .minutes(4))
        world.ready()
        #expect(world.count(Self.update) == 0)
        world = World.airborne()
        var configuration = World.configuration(docks: 1)
        configuration.flightAreas = Self.first
        world.apply(.configure(configuration))
        world.flying()
        #expect(world.count(Self.update) == 0)
        // One that was asked for just before a launch does not leave after it.
        world = Self.world(metres: 150)
        world.ready()
        guard let effect = world.effects.last(where: { $0.order == Self.update }),
            case .command(let command) = effect.action
        else { return _ = Issue.record("no order") }
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == nil)
        world.depart()
        #expect(world.sortie() != nil)
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) != nil)
    }

    @Test(
        "near an edge nothing flies before the dock confirmed; far from it all the same (D4)",
        arguments: [
            (nil, 50, InterlockReading.Answer.unknown), ("ee55", 50, .no), ("aa11", 50, .yes),
            (nil, 150, .yes), ("ee55", 150, .yes),
        ] as [(String?, Int, InterlockReading.Answer)]
    )
    func fence(kept: String?, metres: Int, answer: InterlockReading.Answer) {
        var world = Self.world(metres: metres)
        world.ready()
        if let kept { world.hear(Self.said(.kept, kept)) }
        world.ready()
        world.depart()
        #expect(Self.fence(world) == (answer == .yes ? nil : answer))
        #expect((world.count("prepare") == 1) == (answer == .yes))
    }

    @Test("the question of a dock is answered with the file in force, or with none")
    func question() {
        for file in [Self.first, nil] {
            var world = Self.world(file)
            let address = ReplyAddress(
                channel: .requests,
                serial: "DOCK1",
                tid: "t",
                bid: "b",
                method: "flight_areas_get"
            )
            let outcome = world.apply(
                .report(
                    DockReport(
                        dock: "D01",
                        receivedAt: world.now,
                        deviceTime: world.now,
                        said: .asked(.flightAreas),
                        replyTo: address
                    )
                )
            )
            guard case .reply(let reply)? = outcome.effects.first?.action else {
                Issue.record("no answer")
                continue
            }
            #expect(reply.answer == (file.map { .flightAreas($0) } ?? .noFlightAreas))
        }
    }

    @Test("another aircraft, or a job that erases, keeps nothing: it is pushed again")
    func erased() {
        var world = Self.world()
        world.ready()
        world.settle(Self.update)
        world.hear(Self.said(.kept, "aa11"))
        var configuration = World.configuration(docks: 1)
        configuration.flightAreas = Self.first
        configuration.docks[0].aircraft.serial = "OTHER"
        world.apply(.configure(configuration))
        world.ready()
        #expect(world.count(Self.update) == 2)
    }
}
