// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension Notice {
    /// A notice of a parked car, without evidence.
    static func sample(
        _ number: Int,
        severity: Severity = .minor,
        issuedAt: Timestamp = .epoch
    ) -> Notice {
        Notice(
            id: NoticeID(number),
            wire: wire(number),
            revision: 1,
            status: .issued,
            violation: CaseID(number),
            violationWire: wire(number),
            rule: "r",
            domain: "illegal_parking",
            severity: severity,
            issuedAt: issuedAt,
            observedFirst: .epoch,
            observedLast: .epoch,
            sightings: 1,
            passes: 1,
            place: Coordinate(latitude: 0, longitude: 0),
            placeError: 1,
            zone: "z",
            zoneName: Bilingual("z"),
            label: "car",
            plate: nil,
            match: nil,
            evidence: [],
            reviewedBy: nil
        )
    }

    private static func wire(_ number: Int) -> WireID {
        WireID(at: .epoch, siteKey: 1, kind: 4, counter: number)
    }
}
