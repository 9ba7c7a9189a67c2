// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A flight between two docks that is refused")
struct RelayRefusalTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var code: RefusalCode
        var testDescription: String
        var configure: @Sendable (inout FleetConfiguration) -> Void = { _ in }
        var change: @Sendable (inout World) -> Void = { _ in }
        var ask: (Int, Int) = (1, 2)
    }

    /// A dock that did not say something which the other must be told.
    private static func unlinked(
        _ name: String,
        dock: Int,
        change: @escaping @Sendable (inout RelayLink) -> Void
    ) -> Row {
        Row(
            code: .relayUnlinked,
            testDescription: name,
            change: {
                var link = World.link
                change(&link)
                $0.hear(.relayLink(link), dock: dock)
            }
        )
    }

    static let rows: [Row] = [
        Row(code: .relaySameDock, testDescription: "to itself", ask: (1, 1)),
        Row(code: .unknownSubject, testDescription: "to no dock", ask: (1, 9)),
        Row(
            code: .relayUnable,
            testDescription: "a model without",
            configure: { $0.docks[1].envelope.relayReach = nil }
        ),
        Row(
            code: .relayUnable,
            testDescription: "two models",
            configure: { $0.docks[1].envelope.modelKey = "3-2-0" }
        ),
        Row(
            code: .relayTooFar,
            testDescription: "too far apart",
            configure: { for at in 0...1 { $0.docks[at].envelope.relayReach = 999 } }
        ),
        Row(
            code: .outOfReach,
            testDescription: "a route out of reach",
            configure: { for at in 0...1 { $0.docks[at].radius = 150 } }
        ),
        Row(
            code: .outOfReach,
            testDescription: "a route of other docks",
            configure: { $0.routes[0].docks = ["D02"] }
        ),
        Row(
            code: .relayOccupied,
            testDescription: "an aircraft there",
            change: { $0.ready(2) }
        ),
        Row(
            code: .relayNoAlternate,
            testDescription: "no alternate landing point",
            change: { $0.readyBoth { said, dock in said.hasAlternateLanding = dock == 1 } }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "cover open",
            change: { $0.readyBoth { said, dock in said.cover = dock == 1 ? 0 : 1 } }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "not idle",
            change: { $0.readyBoth { said, dock in said.mode = dock == 1 ? 0 : 2 } }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "emergency stop",
            change: { $0.readyBoth { said, dock in said.isEmergencyStopPressed = dock == 2 } }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "not fresh",
            change: {
                $0.hear(.relayLink(World.link), dock: 2)
                $0.now = $0.now + .seconds(7)
                $0.ready(1)
            }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "held",
            change: { $0.apply(.request(.hold(.dock("D02"), reason: "x"), by: World.ann)) }
        ),
        Row(
            code: .relayNotReceiving,
            testDescription: "stopped",
            change: { $0.apply(.request(.stop(.dock("D02"), reason: "x"), by: World.ann)) }
        ),
        unlinked("two RTK sources", dock: 2) { $0.correction = "rtk:8002/B" },
        unlinked("no radio", dock: 2) { $0.hasRadio = false },
        unlinked("aircraft's radio unknown", dock: 1) { $0.knowsAircraft = false },
        Row(
            code: .interlocksOpen,
            testDescription: "the first dock's gate",
            change: { $0.readyBoth { said, dock in said.wind = dock == 1 ? 13 : 3 } }
        ),
        Row(
            code: .relayBattery,
            testDescription: "battery",
            change: { $0.readyBoth { said, _ in said.chargePercent = 30 } }
        ),
        Row(
            code: .relayTaken,
            testDescription: "the first dock flies",
            change: {
                $0.depart()
                $0.readyBoth()
            }
        ),
        Row(
            code: .relayTaken,
            testDescription: "the second dock flies",
            change: {
                $0.ready(2)
                $0.depart(2)
                $0.readyBoth()
            }
        ),
    ]

    @Test("has its code, and nothing is sent", arguments: rows)
    func refused(row: Row) {
        var world = World.relaying(change: row.configure)
        row.change(&world)
        let sent = world.effects.count
        let before = world.fleet.sorties.count
        let outcome = world.relay(from: row.ask.0, to: row.ask.1)
        #expect(outcome.refusal?.code == row.code)
        #expect(world.effects.count == sent)
        #expect(world.fleet.sorties.count == before)
        for text in [outcome.refusal?.text.en, outcome.refusal?.text.zh] {
            #expect(text?.contains("{") == false, "unfilled: \(text ?? "")")
        }
    }

    @Test("without any of that it is taken")
    func taken() {
        var world = World.relaying()
        #expect(world.relay().refusal == nil)
        #expect(world.fleet.sorties.count == 1)
    }

    @Test("is told its energy for the dearer of the two ways")
    func dearer() {
        // Seen from D01 the route lies 200 m off, from D02 700 m at its near end.
        var world = World.relaying()
        world.relay()
        let there = world.sortie()?.profile?.energyPermille ?? 0
        let home = World.dock(1).profile(of: World.route(1), FlightTimes())?.energyPermille ?? 0
        #expect(there > home)
        // A route that ends near D02 is dearer for falling back.
        var other = World.relaying()
        other.relay(2)
        let back = World.dock(1).profile(of: World.route(2), FlightTimes())?.energyPermille ?? 0
        #expect(other.sortie()?.profile?.energyPermille == back)
    }
}
