// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A command goes to its own dock of the register, and to that only, with the id under which its
/// intent is on disk; that id is the same at each try (S14, S18).
struct KnownDock: Checker {
    static let name = "known dock"
    static let promises = ["S14", "S18"]
    private var ids: [EffectID: String] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command else { return nil }
        let docks = scene.site?.configuration?.fleet.docks ?? []
        guard let dock = docks.first(where: { $0.id == command.dock }) else {
            return "\(command.order.word) leaves for \(command.dock), which is in no register"
        }
        guard message.outgoing.topic.serial == dock.serial else {
            return "\(command.order.word) for \(command.dock) leaves on another dock's topic"
        }
        guard let effect = message.effect?.effect else { return nil }
        let content = message.outgoing.message
        // A message over the live link has a number instead of an id (PROTOCOL § 3).
        let sequence = content.seq.map { "seq \($0)" }
        let id = content.tid ?? sequence ?? "no id"
        if content.tid != effect.wire.description, content.tid != nil || sequence == nil {
            return "\(effect.id) leaves under \(id), on disk it is \(effect.wire)"
        }
        if let last = ids.updateValue(id, forKey: effect.id), last != id {
            return "\(effect.id) leaves a second time under another id"
        }
        return nil
    }
}
