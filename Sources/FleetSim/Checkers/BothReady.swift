// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// Of a flight between two docks neither executes before both have prepared, none twice, and none leaves
/// before the other is ready to take it (PROTOCOL § 12); one aircraft is in one place.
struct BothReady: Checker {
    static let name = "both ready"
    static let promises = ["A6", "A7", "S01", "S14"]
    private var orders: [EffectID: (flight: WireID, dock: DockID, order: Order)] = [:]
    private var prepared: [WireID: Set<DockID>] = [:]
    private var receiving: Set<WireID> = []
    private var executed: [WireID: Set<DockID>] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .sent(let message): return sent(message, scene.site?.fleet)
        case .turned(let turned):
            for (input, _) in turned.taken { note(input) }
            return misplaced(turned.after.fleet)
        case .tried, .ready, .delivered, .acknowledged, .posted, .sealed, .stepped, .restarted,
            .dock:
            return nil
        }
    }

    private mutating func sent(_ message: Departing, _ fleet: Fleet?) -> String? {
        guard let command = message.command, let flight = command.flight else { return nil }
        if let effect = message.effect?.effect {
            orders[effect.id] = (flight, command.dock, command.order)
        }
        guard let task = command.order.relayTask else { return nil }
        let word = "\(command.order.word) leaves for \(command.dock)"
        guard prepared[flight, default: []].count == 2 else {
            return "\(word), and not both docks have prepared \(task.sortie)"
        }
        guard executed[flight, default: []].insert(command.dock).inserted else {
            return "\(word) a second time"
        }
        guard case .relay = command.order else { return nil }
        guard receiving.contains(flight) else {
            return "\(word), and nobody is ready to take the aircraft"
        }
        let landing = fleet?.openSortie(at: command.dock)?.relay?.landing
        guard let dock = landing.flatMap({ fleet?.docks[$0] }) else { return nil }
        let isFree =
            dock.link == .online && dock.dock.isAircraftInDock == false
            && dock.dock.isEmergencyStopPressed == false
        return isFree ? nil : "\(word), and \(dock.id) did not say that it is empty and at hand"
    }

    /// What docks said yes to.
    private mutating func note(_ input: Input) {
        guard case .settled(let id, .succeeded(.fleet(.replied(let reply)))) = input,
            reply.isAccepted, let order = orders[id]
        else { return }
        switch order.order {
        case .prepare: prepared[order.flight, default: []].insert(order.dock)
        case .receive: receiving.insert(order.flight)
        default: break
        }
    }

    private func misplaced(_ fleet: Fleet) -> String? {
        for (id, dock) in fleet.docks {
            if let guest = dock.guest, fleet.docks[guest.home]?.awayAt != id {
                return "\(id) holds the aircraft of \(guest.home), which does not know it"
            }
            if let away = dock.awayAt, fleet.docks[away]?.guest?.home != id {
                return "\(id) awaits its aircraft from \(away), which does not hold it"
            }
        }
        return nil
    }
}
