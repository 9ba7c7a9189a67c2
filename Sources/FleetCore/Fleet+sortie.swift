// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// How sorties move and end.
extension Fleet {
    /// Moves a sortie by an event that speaks for itself.
    @discardableResult
    mutating func move(_ id: SortieID, _ event: SortieEvent, _ turn: inout Turn) -> Sortie.State? {
        move(id, event, nil, &turn)
    }

    /// Moves a sortie by an event; nil when the event changes nothing.
    @discardableResult
    mutating func move(
        _ id: SortieID,
        _ event: SortieEvent,
        _ reason: Bilingual?,
        _ turn: inout Turn
    ) -> Sortie.State? {
        guard var sortie = sorties[id], let next = sortie.state.next(after: event) else {
            return nil
        }
        let old = sortie.state
        sortie.was = next == .unknown ? old : nil
        sortie.state = next
        sortie.since = turn.now
        if next == .airborne || next == .returning, sortie.leftAt == nil {
            sortie.leftAt = turn.now
        }
        if next == .airborne || next == .returning, sortie.launchedAt == nil {
            sortie.launchedAt = turn.now
        }
        sorties[id] = sortie
        tell(sortie, from: old, reason, &turn)
        if !next.isOpen { close(sortie, reason, &turn) }
        return next
    }

    private mutating func tell(
        _ sortie: Sortie,
        from old: Sortie.State,
        _ reason: Bilingual?,
        _ turn: inout Turn
    ) {
        if keepsQuiet(sortie, from: old, at: turn.now) { return }
        if old == .unknown {
            let state = FactValue("state", sortie.state.text)
            turn.tell(.sortieReconciled, sortie.subject, [state])
        }
        let was = FactValue("was", old.text)
        if sortie.state == .unknown {
            let since = FactValue("since", local(turn.now))
            return turn.tell(.sortieUnknown, sortie.subject, [since, was])
        }
        tell(sortie, reason, &turn)
    }

    /// Tells where a sortie stands.
    func tell(_ sortie: Sortie, _ reason: Bilingual?, _ turn: inout Turn) {
        var subject = sortie.subject
        if sortie.state == .docked { subject.dock = sortie.relay?.landedAt ?? sortie.dock }
        let because = [FactValue("reason", reason ?? Bilingual(""))]
        switch sortie.state {
        case .preparing: turn.tell(.sortiePreparing, subject)
        case .prepared: turn.tell(.sortiePrepared, subject)
        case .starting: turn.tell(.sortieStarting, subject)
        case .airborne: turn.tell(.sortieAirborne, subject)
        case .returning: turn.tell(.sortieReturning, subject, because)
        // Told with what it was.
        case .unknown: break
        case .docked: turn.tell(.sortieDocked, subject)
        case .landedAway: turn.tell(.sortieLandedAway, subject)
        case .failed: turn.tell(.sortieFailed, subject, because)
        case .cancelled: turn.tell(.sortieCancelled, subject, because)
        }
    }

    /// A sortie has ended: it leaves the table, and its mission goes on or ends.
    private mutating func close(_ sortie: Sortie, _ reason: Bilingual?, _ turn: inout Turn) {
        sorties.remove(sortie.id)
        docks.update(sortie.dock) {
            $0.sortie = nil
            $0.lastSortie = sortie
        }
        closeHalves(of: sortie, &turn)
        if let call = sortie.diversion?.mission.flatMap({ missions[$0] }) {
            let isThere = sortie.diversion?.stage == .there
            let why = isThere ? Bilingual.reached : .notDiverted(sortie.id)
            end(call, isThere ? .flown : .partlyFlown, why, &turn)
        }
        guard let id = sortie.mission, let mission = missions[id] else {
            dropIfRemoved(sortie.dock)
            return
        }
        switch sortie.state {
        case .docked, .landedAway:
            let (outcome, why) = sortie.outcome
            end(mission, outcome, why, &turn)
            if sortie.state == .docked { flyTheRestLater(sortie, &turn) }
        case .failed:
            let why = [sortie.stuckMinutes.map(Bilingual.stuck), reason ?? .neverLeft]
            failed(mission, sortie, why.compactMap(\.self).joined, &turn)
        case .cancelled where mission.landing != nil:
            end(mission, .cancelled, reason ?? .neverLeft, &turn)
        case .cancelled:
            // Whoever cancels for good ends the mission first; else its time may still come.
            missions.update(id) {
                $0.sortie = nil
                $0.state = .planned
            }
        case .preparing, .prepared, .starting, .airborne, .returning, .unknown: break
        }
        dropIfRemoved(sortie.dock)
    }

    /// A sortie that never left: one that the dock did not prepare is tried again, once.
    private mutating func failed(
        _ mission: Mission,
        _ sortie: Sortie,
        _ reason: Bilingual,
        _ turn: inout Turn
    ) {
        var mission = mission
        mission.sortie = nil
        mission.failures += 1
        mission.failure = reason
        if sortie.returnOrder != nil {
            return end(mission, .cancelled, sortie.returnReason, &turn)
        }
        if let call = mission.call {
            // Another is named, never sent: the person decides.
            let other = next(for: call, without: mission.dock, at: turn.now)
            return end(mission, .refused, [reason, other].joined, &turn)
        }
        let isOnce = sortie.launchedAt != nil || mission.landing != nil
        if isOnce || mission.failures >= FleetTimes.prepareTries {
            return end(mission, .refused, reason, &turn)
        }
        mission.state = .planned
        mission.retryAt = turn.now + FleetTimes.prepareAgain
        missions[mission.id] = mission
    }

    /// The one end of a mission.
    mutating func end(
        _ mission: Mission,
        _ outcome: MissionOutcome,
        _ reason: Bilingual,
        _ turn: inout Turn
    ) {
        guard close(mission, outcome, reason, &turn) else { return }
        turn.outcome.ended.append(
            MissionEnd(
                mission: mission.id,
                run: mission.run,
                outcome: outcome,
                reason: reason,
                endedAt: turn.now
            )
        )
    }

    /// A mission leaves the fleet; false: it had left already.
    @discardableResult
    mutating func close(
        _ mission: Mission,
        _ outcome: MissionOutcome,
        _ reason: Bilingual,
        _ turn: inout Turn
    ) -> Bool {
        guard missions.remove(mission.id) != nil else { return false }
        docks.update(mission.dock) { $0.missions.removeAll { $0 == mission.id } }
        let values = [FactValue("outcome", outcome.text), FactValue("reason", reason)]
        switch outcome {
        case .flown, .partlyFlown: turn.tell(.missionEnded, mission.subject, values)
        case .missed, .skipped, .refused, .cancelled:
            turn.tell(.missionNotFlown, mission.subject, values)
        }
        return true
    }

    /// A dock that was taken out of the configuration leaves with its last sortie.
    mutating func dropIfRemoved(_ id: DockID) {
        if let dock = docks[id], !dock.isAdopted, dock.sortie == nil { remove(id) }
    }
}

extension Sortie {
    /// What came of its mission, by the dock's last word on the task.
    var outcome: (MissionOutcome, Bilingual) {
        if hasArrived, state == .docked {
            return (.flown, .reached)
        }
        if let relay, state == .docked, relay.landedAt != relay.landing {
            return (.partlyFlown, .fellBack(relay.lost))
        }
        // The word of the dock that took it says how it was taken, not how far it had flown.
        if relay != nil, returnOrder != nil, (percent ?? 0) < 100 {
            return (.partlyFlown, returnReason)
        }
        guard let ending else {
            return (
                .partlyFlown,
                Bilingual(en: "the dock never said how the task ended", zh: "机场未上报任务结果")
            )
        }
        if ending.status != .ok, returnOrder != nil, !assignment.isPoint {
            return calledHome(ending)
        }
        let code = ending.code
        switch ending.status {
        case .ok where state == .docked && assignment.isPoint:
            // The dock says that the task is over, not that its point was reached.
            let why = Bilingual(en: "home before the point was reached", zh: "未到达目标点即返航")
            return (.partlyFlown, returnOrder == nil ? why : returnReason)
        case .ok where state == .docked:
            return (.flown, Bilingual(en: "the whole route", zh: "全部航线"))
        case .ok:
            return (.partlyFlown, Bilingual(en: "landed away from its dock", zh: "在机场外降落"))
        case .partiallyDone:
            return (.partlyFlown, Bilingual(en: "broken off\(code.en)", zh: "中途结束\(code.zh)"))
        case .failed, .canceled, .timeout, .rejected, .sent, .inProgress, .paused, .arrived,
            .unknown:
            return (
                .partlyFlown,
                Bilingual(en: "the dock ended the task\(code.en)", zh: "机场结束任务\(code.zh)")
            )
        }
    }

    /// A route that was ended by a way home that roost or a person ordered: that is the reason, and the dock's
    /// word stands behind it.
    ///
    /// One that was called back before its route began is not partly flown: a person cancelled it, or roost
    /// refused it.
    private func calledHome(_ ending: Ending) -> (MissionOutcome, Bilingual) {
        let isUnflown = hasBegunRoute != true && relay == nil
        let before =
            isUnflown
            ? Bilingual(en: " before its route began", zh: "，尚未开始航线") : Bilingual("")
        let code = ending.code
        let word =
            ending.result == 0
            ? Bilingual("") : Bilingual(en: "; the dock said\(code.en)", zh: "；机场返回\(code.zh)")
        let why = returnReason
        let unflown: MissionOutcome = returnOrder?.by == nil ? .refused : .cancelled
        return (
            isUnflown ? unflown : .partlyFlown,
            Bilingual(en: why.en + before.en + word.en, zh: why.zh + before.zh + word.zh)
        )
    }
}

extension Sortie.Ending {
    /// The dock's number in words, behind a space; empty: it gave none.
    fileprivate var code: Bilingual {
        guard result != 0 else { return Bilingual("") }
        return Bilingual(en: " \(meaning?.en ?? "\(result)")", zh: " \(meaning?.zh ?? "\(result)")")
    }
}

extension Bilingual {
    static let reached = Bilingual(en: "the point was reached", zh: "已到达目标点")
    static let neverLeft = Bilingual(en: "the dock says it never left", zh: "机场上报未起飞")
}
