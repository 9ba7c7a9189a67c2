// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostModel
import SiteCore

// The story of FEATURES, "A bad hour", from seven on.
extension Swarm {
    mutating func playBadHour(_ ground: Ground) {
        let calendar = ground.configuration.fleet.calendar
        let date = calendar.local(ground.start).date
        func at(_ minute: Int, _ second: Int = 0) -> Timestamp {
            calendar.instant(of: date, time: .hours(7)) + .minutes(minute) + .seconds(second)
        }
        events = [
            // The broker restarts while aircraft are about to leave.
            (.brokerRestarts, at(0, 5), at(0, 13)),
            // The notice receiver is down until the end, results come more than once.
            (.receiverFails, at(0), ground.calmAt),
            (.frameTripled, at(10), at(40)),
            // The disk fills up.
            (.diskFull, at(22), at(23)),
            // The daemon is killed, mostly between sending and acknowledgement.
            (.killed, at(30, 2), at(30, 2)),
        ]
        guard misbehaviours.count > 2 else { return }
        // One dock's clock jumps, the link over another is gone for four minutes.
        misbehaviours[1].append(MisbehaviourPlan(.clockAhead, .between(at(15), at(18))))
        // New firmware says five things more.
        for index in misbehaviours.indices {
            let news = MisbehaviourPlan(.membersAdded, .between(at(25), ground.calmAt))
            misbehaviours[index].append(news)
        }
        misbehaviours[2].append(MisbehaviourPlan(.linkLost, .between(at(5), at(9))))
    }
}
