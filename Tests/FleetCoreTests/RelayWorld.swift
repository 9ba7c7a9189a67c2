// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

// Two docks a kilometre apart: D01 with its aircraft, D02 empty.
extension World {
    static let link = RelayLink(
        correction: "rtk:8002/A",
        hasHome: true,
        hasRadio: true,
        knowsAircraft: true
    )

    /// Both docks ready for a flight from D01 to D02.
    static func relaying(change: (inout FleetConfiguration) -> Void = { _ in }) -> World {
        var world = World(docks: 2) {
            for index in $0.docks.indices { $0.docks[index].envelope.relayReach = 15_000 }
            $0.reserve.minReady = 0
            change(&$0)
        }
        world.readyBoth()
        return world
    }

    /// Both docks say what they are asked for, the second without an aircraft.
    mutating func readyBoth(_ change: (inout DockReadings, Int) -> Void = { _, _ in }) {
        for dock in 1...2 {
            ready(dock) {
                $0.isAircraftInDock = dock == 1
                change(&$0, dock)
            }
            hear(.relayLink(Self.link), dock: dock)
        }
    }

    @discardableResult
    mutating func relay(_ route: Int = 1, from: Int = 1, to: Int = 2) -> FleetOutcome {
        apply(
            .request(
                .relay(
                    route: RouteID("R0\(route)"),
                    from: DockID("D0\(from)"),
                    to: DockID("D0\(to)")
                ),
                by: Self.ann
            )
        )
    }

    /// Settles the last command of a kind at a dock.
    @discardableResult
    mutating func settle(
        _ kind: String,
        at dock: Int,
        _ settlement: Settlement<FleetResult> = .succeeded(.replied(Reply(result: 0)))
    ) -> FleetOutcome {
        let id = DockID("D0\(dock)")
        guard let effect = effects.last(where: { $0.order == kind && $0.dock == id }) else {
            Issue.record("no \(kind) was ordered of \(id)")
            return FleetOutcome()
        }
        return apply(.settled(effect.id, settlement))
    }

    /// How often a dock was ordered something.
    func count(_ kind: String, at dock: Int) -> Int {
        effects.count { $0.order == kind && $0.dock == DockID("D0\(dock)") }
    }

    /// The word of a dock on the open, or the last, sortie.
    mutating func half(
        _ dock: Int,
        _ status: SortieProgress.Status,
        state: Int? = nil,
        result: Int = 0,
        percent: Int? = nil
    ) {
        let id = DockID("D0\(dock)")
        let wire = fleet.openSortie(at: id)?.wire ?? fleet.docks[id]?.lastSortie?.wire
        hear(
            .progressed(
                SortieProgress(
                    kind: .wayline,
                    flight: wire,
                    status: status,
                    result: result,
                    percent: percent,
                    step: 3,
                    waylineState: state
                )
            ),
            dock: dock
        )
    }

    /// How far a flight between the two has come.
    enum Stage: String, CaseIterable { case preparing, prepared, receiving, starting, airborne }

    static func relaying(to stage: Stage) -> World {
        var world = relaying()
        world.relay()
        guard stage != .preparing else { return world }
        world.settle("prepare", at: 1)
        world.settle("prepare", at: 2)
        guard stage != .prepared, stage != .receiving else { return world }
        world.settle("receive", at: 2)
        guard stage != .starting else { return world }
        world.wait(.seconds(30))
        world.out(through: 1)
        return world
    }

    /// The aircraft is out, and heard through a dock.
    mutating func out(through dock: Int, battery: Int = 70, need: Int = 5, east: Int = 300) {
        ready(1) {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.mode = 4
        }
        ready(2) {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.mode = 4
        }
        var aircraft = AircraftReadings()
        aircraft.mode = 5
        aircraft.batteryPercent = battery
        aircraft.returnPercent = need
        aircraft.grid = GridPoint(eastMillimetres: east * 1000, northMillimetres: 200_000)
        hear(.readings(Readings(aircraft: aircraft)), dock: dock)
    }

    /// The aircraft came down in a dock, and both are at rest.
    mutating func landed(in dock: Int) {
        half(dock, .ok)
        wait(.seconds(10))
        for number in 1...2 { ready(number) { $0.isAircraftInDock = number == dock } }
    }
}
