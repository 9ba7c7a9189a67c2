// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What the dock that is to take an aircraft must say.
extension Fleet {
    /// How far a flight between two docks has come.
    enum RelayMoment {
        /// The landing dock was told nothing yet: it must be at rest.
        case before
        /// It is at work for this flight: its mode, task and cover are no news.
        case receiving
    }

    /// The landing dock's answers: total over what it must say, and not knowing is no permission.
    func landingVerdict(
        _ pair: RelayPair,
        _ sortie: SortieID?,
        _ moment: RelayMoment,
        at now: Timestamp
    ) -> [InterlockReading] {
        let gate = Gate(
            fleet: self,
            configuration: pair.configuration,
            state: pair.to,
            candidate: Candidate(
                site: pair.to.site,
                start: now,
                sortie: sortie,
                isCall: true
            ),
            now: now
        )
        return Interlock.allCases.filter { $0.isOfLanding(moment) }.map { interlock in
            interlock == .presence ? gate.emptiness : gate.read(interlock)
        }
    }
}

extension Interlock {
    /// Whether the dock that is to take an aircraft is asked it.
    fileprivate func isOfLanding(_ moment: Fleet.RelayMoment) -> Bool {
        switch self {
        case .controller, .clock, .hold, .telemetry, .skew, .single, .emergency, .presence, .alarm,
            .wind, .rain, .temperature, .weather, .alternate:
            true
        case .mode, .task, .cover: moment == .before
        case .hours, .late, .aircraft, .control, .battery, .heat, .height, .area, .fence, .ready,
            .separation, .reserve:
            false
        }
    }
}

extension Gate {
    /// Whether the dock says that no aircraft is in it.
    fileprivate var emptiness: InterlockReading {
        judge(.presence, state.dock.isAircraftInDock, state.times.presence) {
            (!$0, $0 ? Bilingual(en: "an aircraft is in it", zh: "舱内有飞机") : .good)
        }
    }

    /// Why a dock's aircraft is not the one that this flight would be flown with; nil: it is.
    var whoseAircraft: Bilingual? {
        if let guest = state.guest {
            return guest.aircraft.serial == candidate.site.aircraft.serial
                ? nil : state.betweenDocks
        }
        return state.awayAt == nil ? nil : state.betweenDocks
    }
}

extension Bilingual {
    static let silentDock = Bilingual(en: "it is silent", zh: "机场失联")
}

extension DockState {
    /// Why it can take no aircraft that is on its way; nil: nothing says so.
    ///
    /// One that was not heard since roostd began is not lost: it is not known.
    func landingBar(at now: Timestamp) -> Bilingual? {
        if link == .silent { return .silentDock }
        if fresh(dock.isEmergencyStopPressed, times.emergencyStop, now: now) == true {
            return Bilingual(en: "its emergency stop is pressed", zh: "急停已按下")
        }
        if fresh(dock.cover, times.cover, now: now) == 3 {
            return Bilingual(en: "its cover is stuck", zh: "舱盖异常")
        }
        // Debugging on site and from afar, upgrading, not calibrated.
        if let mode = fresh(dock.mode, times.mode, now: now), [1, 2, 3, 5].contains(mode) {
            return Bilingual(en: "it is in mode \(mode)", zh: "处于模式 \(mode)")
        }
        return nil
    }
}
