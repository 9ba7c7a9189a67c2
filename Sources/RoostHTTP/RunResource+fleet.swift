// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostAPI
import RoostModel
import SiteCore

extension RunResource {
    /// What each state of a run that was handed over means, for people.
    static let standing = [
        "handed_over": TextResource(
            en: "handed to its dock, on the ground",
            zh: "已下发机场，尚未起飞"
        ),
        "held": TextResource(en: "held in its dock", zh: "在舱等待"),
        "starting": TextResource(en: "its launch is ordered", zh: "已下达起飞指令"),
        "airborne": TextResource(en: "in the air", zh: "飞行中"),
        "returning": TextResource(en: "on its way home", zh: "返航中"),
        "unknown": TextResource(
            en: "it may be in the air, nothing is heard of it",
            zh: "无消息，可能在空中"
        ),
    ]

    /// Where its aircraft really is, when it was handed over; what bars it, when it is still to come.
    mutating func stand(_ id: PlannedRun, _ run: RunRecord, _ site: Site) {
        switch run.status {
        case .planned:
            let holds = site.holds(on: run).map(\.told)
            if !holds.isEmpty { reason = reason ?? TextResource(holds.joined) }
        case .departed:
            guard let mission = site.fleet.missions.values.first(where: { $0.run == id }) else {
                return
            }
            let sortie = mission.sortie.flatMap { site.fleet.sorties[$0] }
            if let sortie, sortie.state.isInTheAir {
                state = sortie.state.rawValue
            } else if !mission.open.isEmpty {
                state = "held"
                reason = TextResource(mission.open.map(\.text).joined)
            }
        case .waiting, .dropped, .ended: break
        }
    }
}

extension Site {
    /// Holds that a run which is still to come would meet at its start, as they stand.
    func holds(on run: RunRecord) -> [Hold] {
        let look = patrols.configuration?.look(run.route)?.route
        return fleet.holds(on: run.dock, along: run.route, oneTime: look).filter { hold in
            hold.until.map { run.start < $0 } ?? true
        }
    }
}
