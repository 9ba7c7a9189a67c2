// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What time and readings mean for an open sortie.
extension Fleet {
    mutating func advanceSortie(at id: DockID, _ turn: inout Turn) {
        guard let sortie = docks.look(at: id, { $0.sortie }) ?? nil else { return }
        watchLanding(sortie, &turn)
        reconcile(sortie, &turn)
        goWhenPaused(sortie, &turn)
        expire(sortie, &turn)
        tellLate(sortie, &turn)
        alarmTelemetry(of: sortie, &turn)
        tellHomeward(sortie, &turn)
        limitPause(sortie, &turn)
        bringHome(sortie, &turn)
    }

    /// An aircraft that stands on its route, and that no task and no person set a time for, stands no longer
    /// than one that a person stopped: then it comes home.
    private mutating func limitPause(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], sortie.state == .airborne, sortie.isPaused,
            sortie.pausedUntil == nil, sortie.diversion == nil,
            work.tasks[sortie.dock]?.sortie != id
        else { return }
        sorties.update(id) { $0.pausedUntil = turn.now + FleetTimes.hoverAtMost }
    }

    /// What the dock's own readings say of where the aircraft is.
    private mutating func reconcile(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let dock = docks[sortie.dock] else { return }
        if reconcileHalves(sortie, &turn) { return }
        let now = turn.now
        switch sortie.state {
        case .preparing, .prepared, .docked, .landedAway, .failed, .cancelled: return
        case .starting:
            // The dock's sensor: the aircraft is out.
            let isIn = dock.fresh(
                dock.dock.isAircraftInDock,
                dock.times.presence,
                since: sortie.missingSince,
                now: now
            )
            if isIn == false {
                heardInTheAir(id, at: dock.times.presence ?? now)
                move(id, .left, &turn)
            }
        case .airborne, .returning:
            let since = (sortie.leftAt ?? sortie.since) + .milliseconds(1)
            if sortie.isQuiet(at: now), dock.saysAtRest(since: since, now: now) {
                move(id, .atRest, &turn)
            } else if dock.saysStandingAway(sortie, now: now) {
                move(id, .standingAway, &turn)
            }
        case .unknown:
            let since = sortie.believedSince
            let mode = dock.fresh(dock.dock.mode, dock.times.mode, since: since, now: now)
            if sortie.isQuiet(at: now), mode == 0, dock.saysAtRest(since: since, now: now) {
                settleUnknown(sortie, dock, &turn)
            } else if dock.saysStandingAway(sortie, now: now) {
                move(id, .standingAway, &turn)
            }
        }
    }

    /// The aircraft of an unknown sortie is in its dock: did it fly? The dock's flight count knows,
    /// once it is said anew; it may come after presence and task step, in a message of its own.
    mutating func settleUnknown(
        _ sortie: Sortie,
        _ dock: DockState,
        _ turn: inout Turn
    ) {
        if sortie.leftAt != nil { return _ = move(sortie.id, .atRest, &turn) }
        guard let before = sortie.flightsBefore else {
            return _ = move(sortie.id, .neverLeft, .neverLeft, &turn)
        }
        let isNew = dock.times.flights.map { $0 >= sortie.believedSince } ?? false
        guard isNew, let flights = dock.dock.flights else { return }
        move(sortie.id, flights > before ? .atRest : .neverLeft, .neverLeft, &turn)
    }

    /// Deadlines without an answer (S19).
    private mutating func expire(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id] else { return }
        switch sortie.state {
        case .preparing:
            guard turn.now >= sortie.since + FleetTimes.preparing else { return }
            undo(sortie, &turn)
            move(id, .refused, .noAnswer, &turn)
        case .starting:
            if turn.now >= sortie.startingUntil { move(id, .lost, &turn) }
        case .airborne, .returning:
            let isOver = sortie.endingUntil.map { turn.now >= $0 } ?? false
            if isOver || turn.now >= sortie.overdueAt { move(id, .lost, &turn) }
        case .prepared, .unknown, .docked, .landedAway, .failed, .cancelled: break
        }
    }

    /// A sortie that is not back in time: what the plan has for its dock next cannot be (MODEL § 7).
    private mutating func tellLate(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], sortie.isLate == nil, let lateAt = sortie.lateAt,
            turn.now >= lateAt, sortie.state == .airborne || sortie.state == .returning
        else { return }
        sorties.update(id) { $0.isLate = true }
        turn.tell(.sortieLate, sortie.subject, [FactValue("age", FleetTimes.late)])
    }

    /// S21: ten seconds without a word from an aircraft in the air.
    private mutating func alarmTelemetry(of id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], sortie.state == .airborne || sortie.state == .returning,
            !sortie.isTelemetryLost, sortie.ending == nil, let last = sortie.airWordAt,
            turn.now >= last + FleetTimes.telemetryLost
        else { return }
        sorties.update(id) { $0.isTelemetryLost = true }
        turn.tell(.dockTelemetryLost, sortie.subject, [FactValue("age", turn.now - last)])
    }

    /// Orders the way home where something demands it, and again where it does not show.
    private mutating func bringHome(_ id: SortieID, _ turn: inout Turn) {
        noteWind(id, at: turn.now)
        guard let sortie = sorties[id], sortie.state.isInTheAir,
            let dock = carrier(of: sortie),
            sortie.docksTaken.contains(where: { docks[$0]?.link == .online })
        else { return }
        // Who flies it by hand brings it home: only a person's own order is sent again (S17).
        if isInHands(dock.id), sortie.returnOrder?.by == nil { return }
        if let order = sortie.returnOrder {
            // An order from before it left met a dock that had nothing to bring home.
            let wasTooEarly = sortie.leftAt.map { order.at < $0 } ?? false
            guard sortie.state != .returning || sortie.isTurnedRound,
                order.tries < FleetTimes.returnTries,
                wasTooEarly || order.tries == 0 || turn.now >= order.at + FleetTimes.returnAgain
            else { return }
            return orderReturn(id, order.cause, by: order.by, &turn)
        }
        guard sortie.state == .airborne, !sortie.isForeign,
            let cause = returnCause(sortie, dock, at: turn.now)
        else { return }
        orderReturn(id, cause, by: nil, &turn)
    }

    /// Why an aircraft in the air must come home now (S20), by the dock that it is heard through and the
    /// weather where it comes down; nil: it need not.
    func returnCause(
        _ sortie: Sortie,
        _ dock: DockState,
        at now: Timestamp
    ) -> Sortie.ReturnCause? {
        guard let configuration else { return nil }
        if let battery = dock.fresh(
            dock.aircraft.batteryPercent,
            dock.times.aircraftBattery,
            since: sortie.leftAt ?? sortie.since,
            now: now
        ), let need = dock.aircraft.returnPercent,
            battery <= need + FleetTimes.airborneReserve
        {
            return .battery
        }
        if let since = sortie.windAboveSince, now >= since + FleetTimes.gust { return .wind }
        if let landing = docks[sortie.landsAt],
            let rain = landing.fresh(landing.dock.rainStep, landing.times.rain, now: now),
            rain > landing.site.rainLimit(configuration.safety)
        {
            return .rain
        }
        if let hoverUntil = sortie.hoverUntil, now >= hoverUntil { return .done }
        if let pausedUntil = sortie.pausedUntil, sortie.isPaused, now >= pausedUntil {
            return .done
        }
        return nil
    }

    /// Keeps since when the wind at the dock is above the limit, without a word below it.
    private mutating func noteWind(_ id: SortieID, at now: Timestamp) {
        guard let sortie = sorties[id], let dock = docks[sortie.landsAt], let configuration,
            let limit = dock.site.windLimit(configuration.safety),
            let wind = dock.fresh(dock.dock.wind, dock.times.wind, now: now)
        else { return }
        let since = wind > limit ? sortie.windAboveSince ?? now : nil
        if since != sortie.windAboveSince { sorties.update(id) { $0.windAboveSince = since } }
    }

    /// Tells an aircraft to come home; it may safely be told twice (PROTOCOL § 4).
    mutating func orderReturn(
        _ id: SortieID,
        _ cause: Sortie.ReturnCause,
        by person: String?,
        _ turn: inout Turn
    ) {
        guard let sortie = sorties[id] else { return }
        // Who flies it by hand brings it home: roost's own order waits until it is given back (S17).
        let waits = person == nil && isInHands(sortie.dock)
        // What a person asked for stands, and is sent again.
        if waits, sortie.returnOrder?.by != nil { return }
        let tries = waits ? 0 : (sortie.returnOrder?.tries ?? 0) + 1
        sorties.update(id) {
            $0.returnOrder = Sortie.ReturnOrder(
                cause: cause,
                by: person,
                at: turn.now,
                tries: tries
            )
            $0.hoverUntil = nil
            $0.pausedUntil = nil
            // Whatever a person told it before is overtaken.
            $0.steering = nil
        }
        guard !waits else { return }
        if tries == 1 || person != sortie.returnOrder?.by {
            var subject = sortie.subject
            subject.person = person
            let by = Bilingual(en: "roost (\(cause.text.en))", zh: "roost（\(cause.text.zh)）")
            let values = person == nil ? [FactValue("person", by)] : []
            turn.tell(.sortieReturnOrdered, subject, values)
        }
        if sortie.relay != nil { return sendReturn(of: sortie, &turn) }
        sendReturn(sortie.dock, sortie.id, sortie.wire, &turn)
    }

    mutating func sendReturn(
        _ dock: DockID,
        _ sortie: SortieID?,
        _ wire: WireID?,
        _ turn: inout Turn
    ) {
        let effect = turn.ask(
            DockCommand(dock: dock, order: .returnHome, flight: wire),
            until: turn.now + FleetTimes.returnHome,
            .untilExpiry
        )
        pending[effect] = Pending(dock: dock, sortie: sortie, order: .returnHome)
    }
}

extension Sortie {
    /// From when on the dock's word that all is at rest settles an unknown sortie.
    ///
    /// A launch of unknown outcome may still be on its way to the dock: only what is said when it
    /// would show counts.
    var believedSince: Timestamp {
        let after = since + .milliseconds(1)
        guard leftAt == nil, let launchedAt else { return after }
        return max(after, launchedAt + FleetTimes.starting)
    }

    /// From when on its dock's word that it is not in it means that it left: sooner it could not, and was
    /// missing.
    var missingSince: Timestamp { (launchedAt ?? since) + FleetTimes.leaving }

    /// Whether nothing said lately that it is in the air.
    func isQuiet(at now: Timestamp) -> Bool {
        airWordAt.map { now - $0 > FleetTimes.freshFor } ?? true
    }
}

extension DockState {
    /// Whether the task is over, the dock is without its aircraft, and the aircraft's last word for
    /// 30 s was that it stands (FIELD-NOTES: "flight over" is mode 0 for 30 s).
    func saysStandingAway(_ sortie: Sortie, now: Timestamp) -> Bool {
        guard let ending = sortie.ending, let left = sortie.leftAt,
            fresh(dock.isAircraftInDock, times.presence, since: left, now: now) == false,
            aircraft.mode == 0, let said = times.aircraftMode, said >= left
        else { return false }
        let lastFlying = max(ending.at, sortie.airWordAt ?? ending.at)
        return now - lastFlying >= FleetTimes.landed
    }
}

extension Bilingual {
    static let noAnswer = Bilingual(en: "the dock did not answer", zh: "机场未应答")
}
