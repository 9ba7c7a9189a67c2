// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A flight as the launch gate looks at it.
struct Candidate {
    var site: DockSite
    /// When it would start.
    var start: Timestamp
    /// Later than this it may not start; nil: no such limit.
    var latest: Timestamp?
    /// Its legs and need; nil: not known, which holds it.
    var profile: FlightProfile?
    /// Highest obstacle on its ways; nil: not known, which holds it.
    var highestObstacle: Metres?
    /// Its own sortie, when it has one already.
    var sortie: SortieID?
    /// What its task waits for; nil: nothing.
    var when: ReadyConditions?
    /// Whether the dock says that these conditions hold; nil: it did not say.
    var isReady: Bool?
    /// On demand: reserve coverage does not hold it (S11).
    var isCall: Bool

    var dock: DockID { site.id }
}

extension DockSite {
    /// Where its flights start and end; nil: how long its battery lasts is not known.
    var home: FlightHome? {
        guard let endurance = aircraft.envelope.enduranceSeconds, endurance > 0 else { return nil }
        return FlightHome(
            point: grid.plane,
            ferryHeight: ferryHeight.value,
            enduranceSeconds: endurance
        )
    }

    /// The legs of a route flown from here.
    func profile(of route: Route, _ times: FlightTimes) -> FlightProfile? {
        home.map {
            FlightProfile(
                path: route.grid.map(\.plane),
                height: route.height.value,
                speed: route.speed.value,
                hoverSeconds: route.hoverSeconds,
                home: $0,
                times: times
            )
        }
    }

    /// The legs of a flight to a point and back, with the hover there at a height; nil: the ferry
    /// height.
    func profile(
        to point: GridPoint,
        _ times: FlightTimes,
        height: Metres? = nil
    ) -> FlightProfile? {
        home.map {
            FlightProfile(
                path: [point.plane],
                height: (height ?? ferryHeight).value,
                speed: times.ferryMetresPerSecond,
                hoverSeconds: FleetTimes.hover.wholeSeconds,
                home: $0,
                times: times
            )
        }
    }

    /// Strongest wind that both dock and site allow; nil: no source for the dock's.
    func windLimit(_ safety: SafetyLimits) -> MetresPerSecond? {
        envelope.windLimit.map { min($0, safety.windLimit) }
    }

    /// Heaviest rain step that both dock and site allow.
    func rainLimit(_ safety: SafetyLimits) -> Int {
        min(envelope.rainStepLimit, safety.rainStepLimit)
    }
}
