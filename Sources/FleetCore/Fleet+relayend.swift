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
        if sortie.state == .landedAway { forgetGuest(relay.task.aircraft) }
        dropIfRemoved(relay.landing)
    }

    /// The aircraft stands in a dock, by that dock's word.
    private mutating func settle(
        _ serial: String,
        at dock: DockID,
        of sortie: Sortie,
        _ turn: inout Turn
    ) {
        let home = docks.values.first { $0.site.aircraft.serial == serial }
        // Fallen back to the dock whose guest it is: nothing changed.
        guard let home, docks[dock]?.guest?.aircraft.serial != serial else { return }
        let wasAway = home.awayAt != nil
        forgetGuest(serial)
        if dock != sortie.dock {
            docks.update(sortie.dock) { $0.forgetAircraft() }
            docks.update(dock) {
                $0.forgetAircraft()
                // What the one before it kept on board, and what it tells, is not of this one.
                $0.areas = nil
                $0.tellsControl = nil
            }
        }
        let aircraft = FactValue("aircraft", home.site.aircraft.id)
        if dock == home.id {
            guard wasAway else { return }
            return turn.tell(.relayHome, Subject(dock: home.id, sortie: sortie.id), [aircraft])
        }
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

    /// An aircraft is no dock's guest any more, and its own dock waits for it nowhere.
    private mutating func forgetGuest(_ serial: String) {
        for (id, dock) in docks {
            if dock.guest?.aircraft.serial == serial { docks.update(id) { $0.guest = nil } }
            if dock.awayAt != nil, dock.site.aircraft.serial == serial {
                docks.update(id) { $0.awayAt = nil }
            }
        }
    }

    /// A new configuration may have written down where aircraft live now: what it contradicts is forgotten.
    mutating func reconcileGuests() {
        for dock in docks.values {
            guard let guest = dock.guest else { continue }
            let home = docks[guest.home]
            let isCurrent =
                home?.isAdopted == true && home?.site.aircraft.serial == guest.aircraft.serial
            if !isCurrent { forgetGuest(guest.aircraft.serial) }
        }
        for (id, dock) in docks {
            guard let away = dock.awayAt, docks[away]?.guest?.home != id else { continue }
            docks.update(id) { $0.awayAt = nil }
        }
    }

    /// Somebody carried the aircraft home: its own dock says that it has it, and the other one that it is empty
    /// or has another.
    mutating func noteCarried(_ id: DockID, _ turn: inout Turn) {
        let home = docks.look(at: id) { $0.guest?.home ?? id } ?? id
        guard docks.look(at: home, { $0.awayAt != nil }) == true else { return }
        guard let own = docks[home], let away = own.awayAt, own.sortie == nil,
            own.saysAtRest(since: .epoch, now: turn.now),
            [nil, own.site.aircraft.serial].contains(own.dock.aircraftSerial)
        else { return }
        if let other = docks[away], other.guest?.home == home {
            let isIn = other.fresh(
                other.dock.isAircraftInDock,
                other.times.presence,
                now: turn.now
            )
            let hasAnother =
                isIn == true
                && other.dock.aircraftSerial.map { $0 != own.site.aircraft.serial } ?? false
            guard other.sortie == nil, isIn == false || hasAnother else { return }
        }
        forgetGuest(own.site.aircraft.serial)
        let aircraft = FactValue("aircraft", own.site.aircraft.id)
        turn.tell(.relayHome, Subject(dock: home), [aircraft])
    }
}

extension DockState {
    /// Another aircraft stands in it, or none: what the one before said of itself is of no use.
    fileprivate mutating func forgetAircraft() {
        speaker = nil
        aircraftAlarms = []
    }
}
