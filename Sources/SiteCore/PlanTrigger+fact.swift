// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel

extension PlanTrigger {
    /// What a fact of the fleet means for the plan in force (MODEL § 7); nil: nothing.
    ///
    /// The ends of missions reach the patrols by themselves.
    init?(_ fact: Fact) {
        let kind: Kind? =
            switch fact.code {
            case .dockSilent, .dockAircraftMissing, .sortieUnknown, .sortieForeign,
                .sortieLandedAway, .relayLanded:
                .dockLost
            case .dockOnline, .dockAircraftBack, .sortieReconciled, .relayHome: .dockBack
            case .dockWeatherHold: .weather
            case .dockWeatherReleased: .weatherOver
            case .dockAlarmRaised: fact.isWarning ? .alarm : nil
            case .dockAlarmCleared: .alarm
            case .holdPlaced: .hold
            case .holdReleased: .released
            case .sortieReturnOrdered: .aborted
            case .sortieLate: .late
            case .missionRequested: .call
            default: nil
            }
        guard let kind else { return nil }
        self.init(kind, fact.subject.dock ?? fact.heldDock)
    }
}

extension Fact {
    /// The dock of a hold's scope; nil: it is the whole fleet's, whose name differs by language.
    fileprivate var heldDock: DockID? {
        values.first { $0.name == "scope" && $0.zh == nil }.map { DockID($0.value) }
    }

    /// Whether its alarm holds the aircraft in its dock (S05: level 2 and above).
    fileprivate var isWarning: Bool {
        values.first { $0.name == "level" }.flatMap { Int($0.value) }.map { $0 >= 2 } ?? true
    }
}
