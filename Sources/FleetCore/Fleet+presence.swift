// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A dock that is without its aircraft though nothing of it flies.
extension Fleet {
    /// Tells, once, that a dock is without its aircraft, and that it has it again.
    ///
    /// The end of a flight and the sensor's word do not come together: a minute lies between.
    mutating func watchPresence(_ id: DockID, _ turn: inout Turn) {
        guard let dock = docks[id] else { return }
        let isOut =
            dock.sortie == nil && !dock.isBetweenDocks && dock.dock.isAircraftInDock == false
        if dock.dock.isAircraftInDock == true, dock.isMissingAircraft == true {
            docks.update(id) { ($0.isMissingAircraft, $0.emptySince) = (nil, nil) }
            return turn.tell(.dockAircraftBack, Subject(dock: id))
        }
        guard isOut, dock.isMissingAircraft != true else {
            if !isOut, dock.emptySince != nil { docks.update(id) { $0.emptySince = nil } }
            return
        }
        guard let since = dock.emptySince else {
            return _ = docks.update(id) { $0.emptySince = turn.now }
        }
        guard turn.now - since >= FleetTimes.emptyFor else { return }
        docks.update(id) { $0.isMissingAircraft = true }
        turn.tell(.dockAircraftMissing, Subject(dock: id))
    }
}
