// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A sortie's states")
struct TransitionTests {
    @Test("are reached as the table of SAFETY says", arguments: Sortie.State.allCases)
    func worlds(state: Sortie.State) {
        let world = World.with(state)
        let found = world.sortie()?.state ?? world.fleet.docks["D01"]?.lastSortie?.state
        #expect(found == state)
        #expect((world.sortie() != nil) == state.isOpen)
    }

    @Test("terminal states absorb", arguments: Sortie.State.allCases, SortieEvent.allCases)
    func terminal(state: Sortie.State, event: SortieEvent) {
        guard !state.isOpen else { return }
        #expect(state.next(after: event) == nil)
    }

    /// What follows each open state, as SAFETY's table has it.
    static let leavesTo: [Sortie.State: Set<Sortie.State>] = [
        // An aircraft that the dock says to be in the air is, whatever was ordered.
        .preparing: [.prepared, .failed, .cancelled, .unknown, .airborne, .returning],
        .prepared: [.starting, .failed, .cancelled, .unknown, .airborne, .returning],
        .starting: [.airborne, .returning, .failed, .unknown],
        .airborne: [.returning, .docked, .landedAway, .unknown],
        .returning: [.airborne, .docked, .landedAway, .unknown],
        .unknown: [.airborne, .returning, .docked, .landedAway, .failed],
    ]

    @Test("leave only to what the table allows", arguments: Sortie.State.allCases)
    func table(state: Sortie.State) {
        let next = Set(SortieEvent.allCases.compactMap { state.next(after: $0) })
        #expect(next == Self.leavesTo[state] ?? [])
    }

    @Test("nothing but prepared launches")
    func launch() {
        for state in Sortie.State.allCases {
            #expect((state.next(after: .launched) != nil) == (state == .prepared))
        }
    }

    @Test("a recall is accepted in every state", arguments: Sortie.State.allCases)
    func recall(state: Sortie.State) {
        var world = World.with(state)
        let undone = world.count("undo")
        let returned = world.count("returnHome")
        let wasAway = state == .landedAway
        let outcome = world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(outcome.refusal == nil)
        #expect((world.count("undo") > undone) == state.recallOrders.undo)
        #expect(
            (world.count("returnHome") > returned) == (state.recallOrders.returnHome || wasAway)
        )
        if state == .preparing || state == .prepared {
            #expect(world.sortie() == nil)
            #expect(world.ended.map(\.outcome) == [.cancelled])
        }
    }

    @Test("a cancel is undone before the launch and a return after it (S16)")
    func cancel() {
        for state in Sortie.State.allCases where state.isOpen {
            var world = World.with(state)
            guard let mission = world.sortie()?.mission else {
                Issue.record("no mission in \(state)")
                continue
            }
            let outcome = world.apply(.request(.cancel(mission), by: World.ann))
            #expect(outcome.refusal == nil)
            let orders = outcome.effects.map(\.order)
            if state.isInTheAir {
                #expect(orders.contains("returnHome"))
            } else {
                #expect(orders == ["undo"])
                #expect(outcome.ended.map(\.outcome) == [.cancelled])
            }
        }
    }
}
