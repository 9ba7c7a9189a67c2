// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Numbers of a rule that says none, by domain (PIPELINE § 4, defaults by domain).
struct RuleStandard {
    var needed = 3
    var looks = 5
    var dwellSeconds = 6
    var severity = Severity.minor
    /// 24 h for what stands, 10 min for what moves or gathers (PIPELINE § 6).
    var suppressSeconds = 86_400

    init(domain: String, mode: Rule.Mode) {
        switch mode {
        case .revisit: break
        case .dwell:
            (needed, looks) = (5, 10)
            suppressSeconds = 600
        case .count:
            (needed, looks) = (1, 1)
            dwellSeconds = 30
            suppressSeconds = 600
        }
        switch domain {
        case "emergency_lane": dwellSeconds = 5
        case "no_helmet": dwellSeconds = 2
        case "road_obstacle":
            if mode == .dwell { (needed, looks, dwellSeconds) = (4, 8, 4) }
            severity = .major
        case "smoke_fire":
            if mode == .dwell { (needed, looks, dwellSeconds) = (3, 5, 2) }
            severity = .critical
        default: break
        }
    }
}
