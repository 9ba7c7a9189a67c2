// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The answers about the flight itself.
extension Gate {
    var height: InterlockReading {
        let ferry = candidate.site.ferryHeight
        guard let obstacle = candidate.highestObstacle else {
            return answer(
                .height,
                .unknown,
                Bilingual(en: "highest obstacle not known", zh: "最高障碍物未知")
            )
        }
        let least = obstacle + FleetTimes.obstacleMargin
        let most = configuration.safety.ceiling
        return answer(
            .height,
            least <= ferry && ferry <= most ? .yes : .no,
            .limited("\(ferry)", "\(least) … \(most)")
        )
    }

    var area: InterlockReading {
        guard let profile = candidate.profile else { return answer(.area, .unknown, .noLimit) }
        let airspace = Airspace(configuration: configuration)
        guard let area = airspace.areaMet(by: profile.legs, start: candidate.start) else {
            return answer(.area, .yes, .good)
        }
        return answer(.area, .no, area.title)
    }

    /// A dock that does not keep the site's areas flies nothing near their edges.
    var fence: InterlockReading {
        guard let wanted = configuration.flightAreas else {
            return answer(.fence, .yes, Bilingual(en: "none are wanted", zh: "未要求"))
        }
        if state.areas?.kept == wanted.sha256 { return answer(.fence, .yes, .good) }
        guard let profile = candidate.profile else { return answer(.fence, .unknown, .noLimit) }
        let airspace = Airspace(configuration: configuration)
        guard let area = airspace.edgeNear(profile.legs, within: FleetTimes.fenceMargin) else {
            return answer(.fence, .yes, Bilingual(en: "no edge is near", zh: "附近无边界"))
        }
        let why = state.areas?.failure ?? .unsaid
        let near = Bilingual(en: "near \(area.id): \(why.en)", zh: "邻近 \(area.id)：\(why.zh)")
        return answer(.fence, state.areas?.kept == nil ? .unknown : .no, near)
    }

    var separation: InterlockReading {
        guard let profile = candidate.profile else {
            return answer(.separation, .unknown, .noLimit)
        }
        let airspace = Airspace(configuration: configuration)
        let ground = candidate.site.groundHeight.value
        let own = airspace.stretches(of: profile.legs, start: candidate.start, ground: ground)
        for (_, other) in fleet.sorties where other.dock != candidate.dock {
            guard let dock = fleet.docks[other.dock] else { continue }
            // One that waits for its conditions bars nobody: it asks anew before it leaves.
            if other.isStandingBy { continue }
            // The lower rank waits: a patrol that has not left asks anew before it does.
            if candidate.isCall, !other.state.isInTheAir { continue }
            let theirs =
                airspace.corridor(of: other, at: dock, now: now)
                + fleet.wayBetweenDocks(of: other, airspace, now: now)
            if airspace.isConflict(own, theirs) {
                return answer(.separation, .no, Bilingual("\(other.id) \(other.dock)"))
            }
        }
        return answer(.separation, .yes, .good)
    }
}
