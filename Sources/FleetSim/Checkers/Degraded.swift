// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// No launch leaves while roost knows its broker, store or clock to be in disorder (S13, S24, S26, S27).
struct Degraded: Checker {
    static let name = "degraded"
    static let promises = ["S13", "S24", "S26", "S27"]
    /// S26: the clock must have agreed with the docks for so long.
    private static let agreement = TimeSpan.seconds(30)
    private var steppedAt: Timestamp?

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        // A step that no process lived to see, the next one cannot know of.
        case .stepped: if scene.engine != nil { steppedAt = scene.world }
        case .sent(let message):
            guard let command = message.command, command.order.isLaunch, let site = scene.site
            else { break }
            let word = "\(command.order.word) leaves for \(command.dock)"
            guard site.fleet.health.hasBroker else { return "\(word) without a broker" }
            guard site.fleet.health.hasStore else { return "\(word), and no commit goes through" }
            guard site.fleet.isClockTrusted else { return "\(word) by a clock that was stepped" }
            if let steppedAt, scene.world - steppedAt < Self.agreement {
                return "\(word) \(scene.world - steppedAt) after the clock was stepped"
            }
        case .tried, .turned, .ready, .delivered, .acknowledged, .posted, .sealed, .restarted,
            .dock:
            break
        }
        return nil
    }
}
