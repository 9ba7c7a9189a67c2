// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// A launch comes home over every obstacle and under the ceiling, by the heights in the message (S10).
struct WayHome: Checker {
    static let name = "way home"
    static let promises = ["S10"]
    /// S10: metres over the highest obstacle.
    private static let margin = 20.0
    private var heights: [WireID: Double] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            let safety = scene.site?.configuration?.fleet.safety
        else { return nil }
        switch command.order {
        case .prepare(let task):
            heights[task.flight] = task.returnHeight.value
            return nil
        case .takeOff(let flight): heights[flight.flight] = flight.returnHeight.value
        case .execute, .relay: break
        case .undo, .pause, .resume, .returnHome, .cancelReturn, .flyTo, .look, .photo, .zoom,
            .grab, .speak, .volume, .voice, .liveControl, .set, .job, .receive, .stopHalf,
            .returnTo:
            return nil
        }
        guard let flight = command.flight, let height = heights[flight],
            let obstacle = safety.highestObstacle?.value
        else { return "\(command.order.word) leaves for \(command.dock) without a way home" }
        guard height >= obstacle + Self.margin, height <= safety.ceiling.value else {
            return "\(command.order.word) leaves for \(command.dock), home at \(height) m"
        }
        return nil
    }
}
