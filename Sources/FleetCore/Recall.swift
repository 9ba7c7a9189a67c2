// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// Recall: accepted in every state of a sortie, and for every known dock.
extension Fleet {
    /// Brings the aircraft of a dock home; nil: of all docks.
    ///
    /// What is not launched is undone and its mission cancelled. A dock without an open sortie is
    /// told to bring its aircraft home only if that may be out; else nothing follows, and that is
    /// no refusal. Missions that have no sortie yet stay: a hold bars those.
    mutating func recall(_ id: DockID?, by person: Person, _ turn: inout Turn) {
        guard let id else {
            for id in docks.ids { recallOne(id, by: person, &turn) }
            return
        }
        guard docks[id] != nil else {
            return turn.refuse(.unknownSubject, Subject(dock: id), [FactValue("what", id)])
        }
        recallOne(id, by: person, &turn)
    }

    private mutating func recallOne(_ id: DockID, by person: Person, _ turn: inout Turn) {
        guard let dock = docks[id] else { return }
        guard let sortie = dock.sortie.flatMap({ sorties[$0] }) else {
            guard mayBeInTheAir(id) else { return }
            turn.tell(.sortieReturnOrdered, Subject(dock: id, person: person.name))
            return sendReturn(id, nil, nil, &turn)
        }
        if sortie.state.isInTheAir {
            // Both docks of a flight between two may be named in one word: it is told once.
            let order = sortie.returnOrder
            let isToldNow = order?.at == turn.now && order?.by == person.name
            if sortie.relay == nil || !isToldNow { comeHome(sortie, .recall, by: person, &turn) }
        } else {
            let reason = Bilingual(en: "recalled by \(person.name)", zh: "由 \(person.name) 召回")
            if let mission = sortie.mission.flatMap({ missions[$0] }) {
                end(mission, .cancelled, reason, &turn)
            }
            undo(sortie, &turn)
            move(sortie.id, .cancelled, reason, &turn)
        }
        advance(id, &turn)
    }

    /// Brings one aircraft home, whatever was ordered before.
    mutating func comeHome(
        _ sortie: Sortie,
        _ cause: Sortie.ReturnCause,
        by person: Person?,
        _ turn: inout Turn
    ) {
        if sortie.state.recallOrders.undo { undo(sortie, &turn) }
        if sortie.state == .starting { abortSetup(of: sortie, &turn) }
        sorties.update(sortie.id) { $0.returnOrder = nil }
        orderReturn(sortie.id, cause, by: person?.name, &turn)
    }

    /// Breaks a start off where the dock's model can.
    ///
    /// One that waits for its home point has nothing to undo and nothing to bring home. Refused, it is in the
    /// air already or cannot be stopped now, and the return that goes with it counts (PROTOCOL § 9).
    mutating func abortSetup(of sortie: Sortie, _ turn: inout Turn) {
        guard docks[sortie.dock]?.site.envelope.abortsSetup == true else { return }
        let effect = turn.ask(
            DockCommand(dock: sortie.dock, order: .job(.abortSetup), flight: sortie.wire),
            until: turn.now + FleetTimes.command,
            .untilExpiry
        )
        pending[effect] = Pending(dock: sortie.dock, sortie: sortie.id, order: .undo)
    }

    /// Whether a dock's aircraft may be out: a sortie is in the air, or the dock never said that it
    /// has its aircraft.
    public func mayBeInTheAir(_ id: DockID) -> Bool {
        guard let dock = docks[id] else { return false }
        if let state = dock.sortie.flatMap({ sorties[$0]?.state }) { return state.isInTheAir }
        return dock.dock.isAircraftInDock != true || dock.link != .online
    }
}
