// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostModel
import SiteCore

/// No launch leaves outside the hours of service, later than its mission allows, or for a planned run
/// whose plan is not the one in force (S07, S12).
struct InTime: Checker {
    static let name = "in time"
    static let promises = ["S07", "S12"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isLaunch, let site = scene.site,
            let configuration = site.configuration?.fleet,
            let sortie = site.fleet.openSortie(at: command.dock)
        else { return nil }
        let word = "\(command.order.word) leaves for \(command.dock)"
        guard configuration.service.contains(configuration.calendar.local(scene.now).time) else {
            return "\(word) outside the hours of service"
        }
        guard let mission = sortie.mission.flatMap({ site.fleet.missions[$0] }) else {
            return "\(word) without a mission"
        }
        guard scene.now <= mission.latest + .seconds(1) else {
            return "\(word) \(scene.now - mission.latest) after its latest time"
        }
        guard let run = mission.run else { return nil }
        guard let record = site.patrols.runs[run] else { return "\(word) for a run of no plan" }
        switch record.status {
        case .departed: return nil
        case .planned, .waiting, .dropped, .ended:
            return "\(word) for a run that is \(record.status)"
        }
    }
}
