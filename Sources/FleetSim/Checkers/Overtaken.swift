// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// What a person tells an aircraft in the air leaves only while it flies and nothing called it home since
/// (ARCHITECTURE § 5.9, FEATURES C2).
struct Overtaken: Checker {
    static let name = "overtaken"
    static let promises = ["A9"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isSteering, let site = scene.site
        else { return nil }
        let word = "\(command.order.word) leaves for \(command.dock)"
        guard let sortie = site.fleet.openSortie(at: command.dock), sortie.state.isInTheAir else {
            return "\(word), where nothing flies"
        }
        guard sortie.wire == command.flight else { return "\(word) for another flight" }
        if case .cancelReturn = command.order { return nil }
        return sortie.returnOrder == nil ? nil : "\(word), which was called home"
    }
}

extension Order {
    /// Whether a person steers an aircraft in the air with it, other than home.
    fileprivate var isSteering: Bool {
        switch self {
        case .pause, .resume, .cancelReturn, .flyTo: true
        case .prepare, .execute, .undo, .returnHome, .takeOff, .look, .photo, .zoom, .grab, .speak,
            .volume, .voice, .liveControl, .set, .relay, .receive, .stopHalf, .returnTo,
            .job:
            false
        }
    }
}
