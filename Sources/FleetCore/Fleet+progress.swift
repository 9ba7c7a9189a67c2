// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// How sorties go on, by the dock's events.
extension Fleet {
    mutating func progressed(
        _ progress: SortieProgress,
        _ report: DockReport,
        _ turn: inout Turn
    ) {
        guard let dock = docks[report.dock] else { return }
        if let half = dock.sortie.flatMap({ sorties[$0] }), half.isMeant(by: progress),
            half.relay?.landing == dock.id
        {
            return landingProgressed(half, progress, report, &turn)
        }
        if progress.kind == .flyTo, let id = dock.sortie, let way = sorties[id]?.diversion,
            way.flight.flight == progress.flight
        {
            heardInTheAir(id, at: min(report.receivedAt, turn.now))
            return diverted(id, progress, &turn)
        }
        guard let id = dock.sortie, let sortie = sorties[id], sortie.isMeant(by: progress) else {
            return strange(progress, dock, &turn)
        }
        // Late and repeated words are stored by the journal, not applied (S29).
        if let said = report.deviceTime, let last = sortie.saidAt, said < last,
            last - said < DockReport.clockReset
        {
            return
        }
        let old = sortie
        sorties.update(id) { $0.take(progress, saidAt: report.deviceTime, at: turn.now) }
        noteHalf(progress, of: id, at: dock.id, &turn)
        tellProgress(of: id, since: old, &turn)
        if progress.status.isTerminal {
            ended(id, progress, &turn)
        } else if let homeward = progress.placesInTheAir {
            heardInTheAir(id, at: min(report.receivedAt, turn.now))
            move(id, homeward ? .homeward : .left, sorties[id]?.returnReason, &turn)
        }
    }

    /// A word on a flight that is not the open one: old news, or an aircraft that nobody sent.
    private mutating func strange(
        _ progress: SortieProgress,
        _ dock: DockState,
        _ turn: inout Turn
    ) {
        guard let homeward = progress.placesInTheAir else { return }
        if let last = dock.lastSortie, progress.flight == last.wire { return }
        if let open = dock.sortie {
            // A way to a point, or a flight without our id: at least the aircraft flies.
            if sorties[open]?.isForeign == true || progress.kind == .flyTo {
                heardInTheAir(open, at: turn.now)
                move(open, .left, &turn)
            }
            return
        }
        adopt(at: dock.id, isHomeward: homeward, &turn)
    }

    /// The task is over.
    ///
    /// That alone is not the end of the sortie: the dock must have the aircraft.
    private mutating func ended(
        _ id: SortieID,
        _ progress: SortieProgress,
        _ turn: inout Turn
    ) {
        guard let sortie = sorties[id] else { return }
        switch progress.status {
        case .ok, .partiallyDone:
            // Whoever flew has left, though no word of it reached us.
            if sortie.leftAt == nil { move(id, .left, &turn) }
        case .failed, .canceled, .timeout, .rejected:
            let inDock = docks[sortie.dock].flatMap {
                $0.fresh(
                    $0.dock.isAircraftInDock,
                    $0.times.presence,
                    since: sortie.missingSince,
                    now: turn.now
                )
            }
            guard sortie.leftAt == nil, inDock != false else { return }
            let reason = Bilingual.dockSaid(progress.result, progress.meaning)
            switch sortie.state {
            case .preparing, .prepared: move(id, .refused, reason, &turn)
            case .starting, .unknown: move(id, .neverLeft, reason, &turn)
            case .airborne, .returning, .docked, .landedAway, .failed, .cancelled: break
            }
        case .sent, .inProgress, .paused, .arrived, .unknown: break
        }
    }

    /// Tells what changed, but not each percent: quarters are enough for people.
    mutating func tellProgress(of id: SortieID, since old: Sortie, _ turn: inout Turn) {
        guard let sortie = sorties[id] else { return }
        if sortie.isPaused, !old.isPaused { turn.tell(.sortiePaused, sortie.subject) }
        if !sortie.isPaused, old.isPaused, sortie.ending == nil, sortie.state == .airborne {
            turn.tell(.sortieResumed, sortie.subject)
        }
        if sortie.hasArrived, !old.hasArrived { turn.tell(.sortieArrived, sortie.subject) }
        if let percent = sortie.percent, percent / 25 > (old.percent ?? 0) / 25 {
            turn.tell(.sortieProgressed, sortie.subject, [FactValue("percent", percent)])
        }
    }
}

extension Sortie {
    /// Whether a progress is about it.
    ///
    /// One without an id that we know belongs to the open flight of its kind, if that was launched.
    func isMeant(by progress: SortieProgress) -> Bool {
        let isOfKind =
            switch assignment {
            case .wayline: progress.kind == .wayline
            case .point: progress.kind == .takeOffToPoint
            case .foreign: false
            }
        guard let flight = progress.flight else { return isOfKind && state.isInTheAir }
        return isOfKind && flight == wire
    }

    /// Takes over what a progress says, but no step back.
    mutating func take(_ progress: SortieProgress, saidAt: Timestamp?, at now: Timestamp) {
        if let saidAt { self.saidAt = saidAt }
        wordAt = max(wordAt, now)
        if progress.isOnRoute { hasBegunRoute = true }
        takePercent(of: progress)
        waypoint = progress.waypoint ?? waypoint
        if let count = progress.mediaCount { mediaCount = max(mediaCount ?? 0, count) }
        breakPoint = progress.breakPoint ?? breakPoint
        if progress.status.isTerminal {
            // The first end counts, except that a failure after an "ok" is believed (F27).
            let isWorse = ending?.status == .ok && progress.status != .ok
            if ending == nil || isWorse {
                ending = Ending(
                    status: progress.status,
                    result: progress.result,
                    at: now,
                    meaning: progress.meaning
                )
            }
            isPaused = false
            return
        }
        if progress.status == .paused, !isPaused { pausedSince = now }
        isPaused = progress.status == .paused
        if !isPaused { pausedUntil = nil }
        if progress.status == .arrived, !hasArrived {
            hasArrived = true
            hoverUntil = now + FleetTimes.hover
        }
    }

    /// How far the route was flown: docks count the way home as well, so that one that is called back at once
    /// says 92 %.
    private mutating func takePercent(of progress: SortieProgress) {
        let isOver = progress.status.isTerminal && progress.status != .ok
        let isWayline = progress.kind == .wayline
        let isHomeward = progress.placesInTheAir == true || state == .returning
        let isCalledHome = returnOrder != nil && progress.status != .ok
        if isWayline, isOver || isCalledHome || isHomeward && progress.status != .ok {
            if isCalledHome || isOver, hasBegunRoute != true { percent = 0 }
            return
        }
        if let percent = progress.percent { self.percent = max(self.percent ?? 0, percent) }
    }

    /// Why it comes home, for people: by whose word, where a person's.
    var returnReason: Bilingual {
        guard let order = returnOrder else {
            return Bilingual(en: "by itself or at the end of its route", zh: "自动返航或航线结束")
        }
        guard let person = order.by else { return order.cause.text }
        switch order.cause {
        case .recall:
            return Bilingual(en: "recalled by \(person)", zh: "由 \(person) 召回")
        case .cancel:
            return Bilingual(en: "mission cancelled by \(person)", zh: "任务由 \(person) 取消")
        case .done, .battery, .wind, .rain, .area, .brokenOff, .stuck, .landingLost:
            return order.cause.text
        }
    }
}

extension SortieProgress {
    /// Whether it says that the route itself was begun, not only the way to its first point.
    var isOnRoute: Bool {
        guard kind == .wayline else { return false }
        let isBetween = breakPoint.map { $0.index > 0 || $0.progress > 0 } ?? false
        return (6...8).contains(waylineState ?? 0) || (waypoint ?? 0) > 0 || isBetween
    }

    /// Whether it ended because it was called home: a user's return ends a task as failed (DOCK3 § 6).
    var isReturn: Bool { status == .canceled || result == 322_283 }

    /// Whether it says that the aircraft is in the air, and if so whether on its way home; nil: no
    /// word on that.
    ///
    /// A take-off to a point is "in progress" on its pad already: only the point reached is proof.
    var placesInTheAir: Bool? {
        switch (status, kind) {
        case (.inProgress, .wayline), (.paused, .wayline):
            switch waylineState {
            case 5, 6, 7, 8: false
            case 9: true
            default: nil
            }
        case (.arrived, _), (.inProgress, .flyTo), (.paused, .flyTo): false
        case (.inProgress, .takeOffToPoint), (.paused, .takeOffToPoint), (.sent, _), (.ok, _),
            (.partiallyDone, _), (.failed, _), (.canceled, _), (.timeout, _), (.rejected, _),
            (.unknown, _):
            nil
        }
    }
}

extension Sortie.ReturnCause {
    /// For people.
    var text: Bilingual {
        switch self {
        case .recall: Bilingual(en: "recalled", zh: "召回")
        case .cancel: Bilingual(en: "mission cancelled", zh: "任务取消")
        case .done: Bilingual(en: "its hover or pause is over", zh: "悬停或暂停结束")
        case .battery: Bilingual(en: "battery is needed for the way home", zh: "电量仅够返航")
        case .wind: Bilingual(en: "wind above the limit", zh: "风速超限")
        case .rain: Bilingual(en: "rain above the limit", zh: "降雨超限")
        case .area: Bilingual(en: "an area came into force ahead", zh: "前方空域生效")
        case .brokenOff: Bilingual(en: "its return was broken off", zh: "返航中断")
        case .stuck: Bilingual(en: "it did not go on after a pause", zh: "暂停后未能继续")
        case .landingLost:
            Bilingual(en: "the dock that was to take it cannot", zh: "目的机场无法接收")
        }
    }
}
