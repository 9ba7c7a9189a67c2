// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// Unknown is not failed: no launch leaves for a sortie that is not on its way to it, and none of which
/// nobody knows what came counts as not flown (ARCHITECTURE § 5.6, S14).
///
/// A new process knows of nothing that flies, and goes on with nothing that does not, until its dock speaks (S30).
struct UnknownStays: Checker {
    static let name = "unknown stays"
    static let promises = ["A6", "S14", "S30"]
    private var launches: [EffectID: SortieID] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        if case .turned(let turned) = sight { return failed(turned) ?? goesOn(turned) }
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isLaunch, let flight = command.flight
        else { return nil }
        guard message.effect != nil, let sortie = scene.site?.fleet.openSortie(at: command.dock),
            sortie.wire == flight
        else {
            return "\(command.order.word) leaves for \(command.dock), whose open sortie is another"
        }
        if let effect = message.effect?.effect.id { launches[effect] = sortie.id }
        return sortie.state == .starting
            ? nil : "\(command.order.word) leaves while \(sortie.id) is \(sortie.state)"
    }

    /// A launch of which nobody knows what came of it, and that counts as not flown; nil: none does.
    private func failed(_ turned: Turned) -> String? {
        for (input, _) in turned.taken {
            guard case .settled(let effect, .unknown) = input, let id = launches[effect],
                let old = turned.before.fleet.sorties[id], old.state == .starting,
                turned.after.fleet.sorties[id] == nil
            else { continue }
            let isSaid = turned.taken.contains { input, _ in
                if case .dock(let report) = input { report.dock == old.dock } else { false }
            }
            if !isSaid { return "nobody knows whether \(id) left, and it has ended" }
        }
        return nil
    }

    /// What goes on over the start of a process though no dock said a word of it; nil: nothing does.
    private func goesOn(_ turned: Turned) -> String? {
        var heard: Set<DockID> = []
        var hasBegun = false
        for (input, _) in turned.taken {
            switch input {
            case .started: hasBegun = true
            case .dock(let report): heard.insert(report.dock)
            case .clock, .configure, .controller, .frame, .request, .settled, .tick: break
            }
        }
        guard hasBegun else { return nil }
        for (id, old) in turned.before.fleet.sorties where !heard.contains(old.dock) {
            guard let sortie = turned.after.fleet.sorties[id], sortie.state != .unknown else {
                continue
            }
            return
                "\(id) was \(old.state) and is \(sortie.state) in a new process, and nobody said so"
        }
        return nil
    }
}
