// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The end of a flight between two docks: where its aircraft is from then on.
extension Fleet {
    /// The landing dock is free again, both halves have ended, and the aircraft stands where it is said to.
    mutating func closeHalves(of sortie: Sortie, _ turn: inout Turn) {
        guard let relay = sortie.relay else { return }
        let hasFlown = sortie.state == .docked || sortie.state == .landedAway
        // The dock that it never left said so itself, or its task is undone.
        for dock in sortie.docksTaken where hasFlown || dock == relay.landing {
            stopHalf(of: sortie, at: dock, isAbnormal: !hasFlown, &turn)
        }
        docks.update(relay.landing) {
            $0.sortie = nil
            $0.lastSortie = sortie
        }
        if sortie.state == .docked {
            settle(relay.task.aircraft, at: relay.landedAt ?? sortie.dock, of: sortie, &turn)
        }
        if sortie.state == .landedAway { leaves(relay.task.aircraft, at: sortie.dock) }
        dropIfRemoved(relay.landing)
    }

    /// The aircraft stands in a dock, by that dock's word.
    private mutating func settle(
        _ serial: String,
        at dock: DockID,
        of sortie: Sortie,
        _ turn: inout Turn
    ) {
        guard let home = docks.values.first(where: { $0.site.aircraft.serial == serial }) else {
            return
        }
        let aircraft = FactValue("aircraft", home.site.aircraft.id)
        if dock == home.id {
            guard home.awayAt != nil else { return }
            docks.update(home.id) { $0.awayAt = nil }
            if sortie.dock != home.id { docks.update(sortie.dock) { $0.guest = nil } }
            return turn.tell(.relayHome, Subject(dock: home.id, sortie: sortie.id), [aircraft])
        }
        // Fallen back to the dock whose guest it is: nothing changed.
        guard docks[dock]?.guest?.aircraft.serial != serial else { return }
        docks.update(home.id) { $0.awayAt = dock }
        docks.update(dock) {
            $0.guest = Guest(aircraft: home.site.aircraft, home: home.id, since: turn.now)
        }
        turn.tell(
            .relayLanded,
            Subject(dock: home.id, sortie: sortie.id),
            [aircraft, FactValue("landing", dock)]
        )
    }

    /// A guest that came down elsewhere is nobody's guest; its own dock has it no more than before.
    private mutating func leaves(_ serial: String, at dock: DockID) {
        guard docks[dock]?.guest?.aircraft.serial == serial else { return }
        docks.update(dock) { $0.guest = nil }
    }

    /// Somebody carried the aircraft home: its own dock says that it has it, and the other that it is empty.
    mutating func noteCarried(_ id: DockID, _ turn: inout Turn) {
        let home = docks[id]?.guest?.home ?? id
        guard let own = docks[home], let away = own.awayAt, own.sortie == nil,
            own.saysAtRest(since: .epoch, now: turn.now),
            [nil, own.site.aircraft.serial].contains(own.dock.aircraftSerial)
        else { return }
        if let other = docks[away] {
            guard other.sortie == nil,
                other.fresh(other.dock.isAircraftInDock, other.times.presence, now: turn.now)
                    == false
            else { return }
            docks.update(away) { $0.guest = nil }
        }
        docks.update(home) { $0.awayAt = nil }
        let aircraft = FactValue("aircraft", own.site.aircraft.id)
        turn.tell(.relayHome, Subject(dock: home), [aircraft])
    }
}
