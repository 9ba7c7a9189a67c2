// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// No command reaches a dock after its deadline, and none leaves after a restart before the dock was
/// heard, urgent ones excepted (ARCHITECTURE § 5.5).
struct Deadline: Checker {
    static let name = "deadline"
    static let promises = ["A5", "S18", "S30"]
    /// The broker counts whole seconds.
    private static let grain = TimeSpan.seconds(1)
    private var heard: Set<DockID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .restarted: heard = []
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input else { continue }
                if case .silent = report.said { continue }
                heard.insert(report.dock)
            }
        case .sent(let message):
            guard let command = message.command, let effect = message.effect?.effect else { break }
            if scene.now >= effect.expiresAt {
                return "\(effect.id) leaves after its deadline \(effect.expiresAt)"
            }
            if !command.order.isUrgent, !heard.contains(command.dock) {
                return "\(command.order.word) leaves for \(command.dock), which this process "
                    + "has not heard"
            }
        case .delivered(let message):
            guard let effect = message.effect?.effect else { break }
            // True time: the wall clock may have been stepped meanwhile.
            if scene.world >= message.deadline + Self.grain {
                return "\(effect.id) reaches \(message.dock) after its deadline"
            }
        case .turned, .ready, .acknowledged, .posted, .sealed, .stepped, .dock: break
        }
        return nil
    }
}
