// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// Unknown is not failed: no launch is ever sent twice, neither by the same effect nor by another for
/// the same sortie, and none for a sortie that is not on its way to it (ARCHITECTURE § 5.6, S14).
struct UnknownStays: Checker {
    static let name = "unknown stays"
    static let promises = ["A6", "S14"]
    private var launched: Set<WireID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isLaunch, let flight = command.flight
        else { return nil }
        guard launched.insert(flight).inserted else {
            return "\(command.order.word) leaves for \(command.dock) a second time"
        }
        guard message.effect != nil, let sortie = scene.site?.fleet.openSortie(at: command.dock),
            sortie.wire == flight
        else {
            return "\(command.order.word) leaves for \(command.dock), whose open sortie is another"
        }
        return sortie.state == .starting
            ? nil : "\(command.order.word) leaves while \(sortie.id) is \(sortie.state)"
    }
}
