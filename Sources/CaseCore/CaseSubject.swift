// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What is known of the thing that a case is about, whichever mode of rule saw it.
struct CaseSubject: Equatable, Sendable {
    /// Event time of the Nth detection.
    var openedAt: Timestamp
    /// First and last sighting.
    var firstAt: Timestamp
    var lastAt: Timestamp
    var sightings: Int
    var passes: Int
    /// 95 % radius of the place.
    var error: Metres
    var label: String
    var plate: PlateReading?
    var position: GridPoint?
    /// How many at once, for a rule of mode `count`.
    var count: Int?
    /// From this event time on a look is a second one.
    var secondAt: Timestamp
}

extension Occupancy {
    /// What a case says of this stay; nil before it was seen often enough.
    func subject(of rule: Rule) -> CaseSubject? {
        guard let openedAt else { return nil }
        return CaseSubject(
            openedAt: openedAt,
            firstAt: firstAt ?? openedAt,
            lastAt: lastAt ?? openedAt,
            sightings: sightings,
            passes: passes,
            error: error,
            label: label,
            plate: plate.map { PlateReading(text: $0.text, confidence: $0.best) },
            position: position,
            secondAt: secondAt(of: rule) ?? openedAt + .seconds(rule.graceSeconds)
        )
    }
}
