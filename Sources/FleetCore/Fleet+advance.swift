// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// What is due at a dock, and when it is next due.
extension Fleet {
    /// Looks at every dock whose time has come.
    mutating func wakeDocks(_ turn: inout Turn) {
        while let wake = wakes.first?.id, wake.at <= turn.now {
            wakes.remove(wake)
            docks.update(wake.dock) { $0.wakeAt = nil }
            advance(wake.dock, &turn)
        }
    }

    /// Does whatever follows at a dock from the state and the time, then notes when to look again.
    mutating func advance(_ dock: DockID, _ turn: inout Turn) {
        advanceSortie(at: dock, &turn)
        noteCarried(dock, &turn)
        for mission in docks.look(at: dock, { $0.missions }) ?? [] {
            advanceMission(mission, &turn)
        }
        advanceLocks(at: dock, &turn)
        advanceTask(at: dock, &turn)
        lookWhenThere(at: dock, &turn)
        advanceErrands(at: dock, &turn)
        advanceAreas(at: dock, &turn)
        reschedule(dock, after: turn.now)
    }

    /// Looks at every dock: after something that concerns all.
    mutating func advanceAll(_ turn: inout Turn) {
        for dock in docks.ids { advance(dock, &turn) }
    }

    /// Everything due at or before `now` was done: only later times count, so that no wake comes
    /// twice.
    private mutating func reschedule(_ id: DockID, after now: Timestamp) {
        guard
            let dock = docks.look(
                at: id,
                { (missions: $0.missions, sortie: $0.sortie, wakeAt: $0.wakeAt) }
            )
        else { return }
        var times = dock.missions.flatMap { missions.look(at: $0) { $0.wakes } ?? [] }
        if let sortie = dock.sortie { times += sorties.look(at: sortie) { $0.wakes } ?? [] }
        times += work.wakes(at: id) + lockWakes(at: id) + areaWakes(at: id)
        let next = times.filter { $0 > now }.min()
        guard next != dock.wakeAt else { return }
        if let old = dock.wakeAt { wakes.remove(Wake(at: old, dock: id)) }
        if let next { wakes[Wake(at: next, dock: id)] = true }
        docks.update(id) { $0.wakeAt = next }
    }

    /// A dock leaves the fleet.
    mutating func remove(_ id: DockID) {
        if let wake = docks[id]?.wakeAt { wakes.remove(Wake(at: wake, dock: id)) }
        docks.remove(id)
    }
}

extension Mission {
    /// When it may have to be looked at.
    var wakes: [Timestamp] {
        let end = latest + .milliseconds(1)
        return [end, start, start - FleetTimes.heldBefore] + [retryAt].compactMap(\.self)
    }
}

extension Sortie {
    /// When it may have to be looked at.
    var wakes: [Timestamp] {
        var times: [Timestamp] = []
        switch state {
        case .preparing: times.append(since + FleetTimes.preparing)
        case .starting: times.append(startingUntil)
        case .airborne, .returning:
            times.append(overdueAt)
            if let lateAt, isLate == nil { times.append(lateAt) }
            if let airWordAt, !isTelemetryLost {
                times.append(airWordAt + FleetTimes.telemetryLost)
            }
            if let endingUntil { times.append(endingUntil) }
            if let hoverUntil { times.append(hoverUntil) }
            if let pausedUntil { times.append(pausedUntil) }
            if let windAboveSince { times.append(windAboveSince + FleetTimes.gust) }
        case .prepared, .unknown, .docked, .landedAway, .failed, .cancelled: break
        }
        if let brokenOff, brokenOff.isUntold { times.append(brokenOff.toldAt + BrokenOff.pause) }
        if let returnOrder, state.isInTheAir {
            times.append(returnOrder.at + FleetTimes.returnAgain)
        }
        return times
    }

    /// When a launch without a word, or without leaving, becomes unknown.
    var startingUntil: Timestamp {
        let launched = launchedAt ?? since
        return min(
            max(wordAt, launched) + FleetTimes.starting,
            launched + FleetTimes.startingAtMost
        )
    }

    /// When it should be back; nil: nobody knows how long it flies.
    public var plannedEnd: Timestamp? {
        guard let profile, let launchedAt else { return nil }
        return launchedAt + .seconds(profile.durationSeconds)
    }

    /// When it is late (MODEL § 7); nil: nobody knows how long it flies.
    var lateAt: Timestamp? { plannedEnd.map { $0 + FleetTimes.late } }

    /// When a flight that should be over and is quiet becomes unknown.
    var overdueAt: Timestamp {
        let length = TimeSpan.seconds(profile?.durationSeconds ?? 0) + FleetTimes.overdue
        return max((launchedAt ?? since) + length, wordAt + FleetTimes.starting)
    }

    /// When a flight whose task ended must have been seen in its dock.
    var endingUntil: Timestamp? {
        ending.map { max($0.at, airWordAt ?? $0.at) + FleetTimes.docking }
    }
}
