// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A flight between two docks in the air: two docks speak of one aircraft.
extension Fleet {
    /// The dock in whose name its aircraft was heard last (PROTOCOL § 12).
    ///
    /// That is the one whose topology named it last: what an aircraft says does not tell who passed it on.
    func carrier(of sortie: Sortie) -> DockState? {
        let taken = sortie.docksTaken.compactMap { docks[$0] }
        guard taken.count > 1 else { return docks[sortie.dock] }
        let since = sortie.launchedAt ?? sortie.since
        let heard = taken.filter { ($0.times.aircraft ?? .epoch) >= since }
        return heard.max { ($0.times.aircraft ?? .epoch) < ($1.times.aircraft ?? .epoch) }
            ?? docks[sortie.dock]
    }

    /// Whether a dock only waits for the aircraft of a sortie.
    func isWaitingForIt(_ dock: DockID, _ id: SortieID) -> Bool {
        sorties[id]?.relay?.landing == dock
    }

    /// Whether an aircraft is known to be, or to come, where it does not live.
    func isGuest(_ serial: String, at dock: DockState) -> Bool {
        let relay = dock.sortie.flatMap { sorties[$0]?.relay }
        return serial == dock.guest?.aircraft.serial || serial == relay?.task.aircraft
    }

    /// The landing dock's word on its half.
    mutating func landingProgressed(
        _ sortie: Sortie,
        _ progress: SortieProgress,
        _ report: DockReport,
        _ turn: inout Turn
    ) {
        var saidAt = sortie.relay?.landingSaidAt
        guard Self.isInOrder(report.deviceTime, after: &saidAt) else { return }
        // Terminal words stay (S29).
        guard sortie.relay?.landingWord?.status.isTerminal != true else { return }
        let id = sortie.id
        sorties.update(id) {
            $0.relay?.landingSaidAt = saidAt
            $0.relay?.landingWord = progress
            $0.wordAt = max($0.wordAt, turn.now)
        }
        guard progress.status.isTerminal else {
            // Once the other half has ended, only the dock that hears the aircraft tells where it is.
            let isNews =
                sortie.relay?.takeOffWord?.status.isTerminal != true
                || carrier(of: sortie)?.id == report.dock
            guard isNews, sortie.state.isInTheAir, let homeward = progress.placesInTheAir else {
                return
            }
            sorties.update(id) { $0.take(progress, saidAt: nil, at: turn.now) }
            tellProgress(of: id, since: sortie, &turn)
            heardInTheAir(id, at: min(report.receivedAt, turn.now))
            return _ = move(id, homeward ? .homeward : .left, sortie.returnReason, &turn)
        }
        switch progress.status {
        case .ok, .partiallyDone:
            guard sortie.state.isInTheAir else { break }
            sorties.update(id) { $0.take(progress, saidAt: nil, at: turn.now) }
            if sortie.leftAt == nil { move(id, .left, &turn) }
        case .failed, .canceled, .timeout, .rejected:
            // It does as it was told: ends its half, or brings the aircraft home.
            let isTold =
                sortie.relay?.stopped.contains(report.dock) == true
                || sortie.returnOrder != nil && progress.isReturn
            if !isTold { loseLanding(id, .dockSaid(progress.result, progress.meaning), &turn) }
        case .sent, .inProgress, .paused, .arrived, .unknown: break
        }
        stopOther(than: report.dock, id, progress, &turn)
    }

    /// Keeps the word of the dock that it leaves: the other one asks for it.
    mutating func noteHalf(
        _ progress: SortieProgress,
        of id: SortieID,
        at dock: DockID,
        _ turn: inout Turn
    ) {
        guard let relay = sorties[id]?.relay, relay.takeOffWord?.status.isTerminal != true else {
            return
        }
        sorties.update(id) { $0.relay?.takeOffWord = progress }
        guard progress.status.isTerminal else { return }
        stopOther(than: dock, id, progress, &turn)
    }

    /// One dock's half has ended: so does the other's (PROTOCOL § 12).
    private mutating func stopOther(
        than dock: DockID,
        _ id: SortieID,
        _ word: SortieProgress,
        _ turn: inout Turn
    ) {
        guard let sortie = sorties[id] else { return }
        let isNormal =
            switch word.status {
            case .ok, .partiallyDone, .canceled: true
            case .failed, .timeout, .rejected, .sent, .inProgress, .paused, .arrived, .unknown:
                sortie.returnOrder != nil && word.isReturn
            }
        for other in sortie.docksTaken where other != dock {
            stopHalf(of: sortie, at: other, isAbnormal: !isNormal, &turn)
        }
    }

    /// Ends a dock's half, once, if it was begun and the dock did not end it itself.
    mutating func stopHalf(
        of sortie: Sortie,
        at dock: DockID,
        isAbnormal: Bool,
        _ turn: inout Turn
    ) {
        guard let relay = sortie.relay, !relay.stopped.contains(dock) else { return }
        let isLanding = dock == relay.landing
        let word = isLanding ? relay.landingWord : relay.takeOffWord
        let isBegun = isLanding ? relay.receiveEffect != nil : sortie.launchEffect != nil
        guard isBegun, word?.status.isTerminal != true else { return }
        let effect = turn.ask(
            DockCommand(
                dock: dock,
                order: .stopHalf(isAbnormal: isAbnormal),
                flight: sortie.wire
            ),
            until: turn.now + FleetTimes.returnHome,
            .untilExpiry
        )
        pending[effect] = Pending(dock: dock, sortie: sortie.id, order: .stopHalf)
        sorties.update(sortie.id) { $0.relay?.stopped.append(dock) }
    }

    /// The other dock's last word of a flight, for the dock that asks; nil: there is none.
    ///
    /// Pages differ in how the flight is named (DOCK3 § 6): without a name it is the open or last one.
    func otherWord(than dock: DockID, of flight: String) -> SortieProgress? {
        guard let state = docks[dock] else { return nil }
        let known = [state.sortie.flatMap { sorties[$0] }, state.lastSortie].compactMap(\.self)
        let sortie = known.first {
            $0.relay != nil && (flight.isEmpty || $0.wire == WireID(flight))
        }
        guard let sortie, let relay = sortie.relay else { return nil }
        var word = dock == relay.landing ? relay.takeOffWord : relay.landingWord
        word?.flight = sortie.wire
        return word
    }

    /// What the readings of both docks say of where the aircraft is; false: it is no such sortie.
    mutating func reconcileHalves(_ sortie: Sortie, _ turn: inout Turn) -> Bool {
        guard sortie.relay != nil, let from = docks[sortie.dock] else { return false }
        let now = turn.now
        switch sortie.state {
        case .preparing, .prepared, .docked, .landedAway, .failed, .cancelled: break
        case .starting:
            let isIn = from.fresh(
                from.dock.isAircraftInDock,
                from.times.presence,
                since: sortie.missingSince,
                now: now
            )
            guard isIn == false else { break }
            heardInTheAir(sortie.id, at: from.times.presence ?? now)
            move(sortie.id, .left, &turn)
        case .airborne, .returning:
            let since = (sortie.leftAt ?? sortie.since) + .milliseconds(1)
            guard !settle(sortie, restingSince: since, &turn) else { break }
            settleAway(sortie, &turn)
        case .unknown:
            let since = sortie.believedSince
            let mode = from.fresh(from.dock.mode, from.times.mode, since: since, now: now)
            if sortie.leftAt == nil, sortie.isQuiet(at: now), mode == 0,
                from.saysAtRest(since: since, now: now)
            {
                sorties.update(sortie.id) { $0.relay?.landedAt = sortie.dock }
                settleUnknown(sortie, from, &turn)
            } else if !settle(sortie, restingSince: since, &turn) {
                settleAway(sortie, &turn)
            }
        }
        return true
    }

    /// One of the two says that the aircraft is in it and at rest.
    private mutating func settle(
        _ sortie: Sortie,
        restingSince since: Timestamp,
        _ turn: inout Turn
    ) -> Bool {
        guard sortie.isQuiet(at: turn.now) else { return false }
        let resting = sortie.docksTaken.filter { id in
            // At the dock that it left it must have been out first.
            if id == sortie.dock, sortie.leftAt == nil { return false }
            // One with another aircraft says nothing of this.
            if let linked = docks[id]?.linkedAircraft, linked != sortie.relay?.task.aircraft {
                return false
            }
            return docks[id]?.saysAtRest(since: since, now: turn.now) == true
        }
        // Two docks that both have it: nobody knows where it is.
        guard resting.count == 1, let dock = resting.first else { return false }
        sorties.update(sortie.id) { $0.relay?.landedAt = dock }
        move(sortie.id, .atRest, &turn)
        return true
    }

    private mutating func settleAway(_ sortie: Sortie, _ turn: inout Turn) {
        let since = sortie.leftAt ?? sortie.since
        let isOut = sortie.docksTaken.allSatisfy { id in
            docks[id].map { dock in
                dock.fresh(
                    dock.dock.isAircraftInDock,
                    dock.times.presence,
                    since: since,
                    now: turn.now
                ) != true
            } ?? true
        }
        guard isOut, let carrier = carrier(of: sortie),
            carrier.saysStandingAway(sortie, now: turn.now)
        else { return }
        move(sortie.id, .standingAway, &turn)
    }

    /// The stretches that a flight between two docks keeps closed beside those of its profile: from where
    /// it is to each place where it may come down.
    func wayBetweenDocks(
        of sortie: Sortie,
        _ airspace: Airspace,
        now: Timestamp
    ) -> [Airspace.Stretch] {
        guard sortie.relay != nil, sortie.state.isInTheAir, let from = docks[sortie.dock],
            let carrier = carrier(of: sortie)
        else { return [] }
        let place = carrier.fresh(carrier.aircraft.grid, carrier.times.aircraftPlace, now: now)
        let ground = from.site.groundHeight.value
        let wayHome = (sortie.assignment.returnHeight ?? from.site.ferryHeight).value
        let top = ground + max(wayHome, carrier.aircraft.elevation?.value ?? 0)
        return sortie.docksTaken.compactMap { docks[$0] }.map { dock in
            let low = min(ground, dock.site.groundHeight.value)
            return Airspace.Stretch(
                line: [place?.plane ?? from.site.grid.plane, dock.site.grid.plane],
                heights: low...max(low, top),
                from: now,
                to: now
            ).forAllTime
        }
    }
}
