// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Work at a dock: a lock by a name, with an end; jobs only under it (FEATURES A6, A7).
extension Fleet {
    /// The end of a lock is told so long before.
    private static let lockWarning = TimeSpan.minutes(10)
    /// A lock whose dock is still at work goes on by this.
    private static let lockMore = TimeSpan.minutes(10)
    /// Longest lock.
    private static let lockLimit = TimeSpan.hours(24 * 14)

    mutating func maintain(
        _ id: DockID,
        _ request: MaintenanceRequest,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard docks[id] != nil else {
            return turn.refuse(.unknownSubject, Subject(dock: id), [FactValue("what", id)])
        }
        switch request {
        case .lock(let reason, let until): lock(id, reason, until, by: person, &turn)
        case .unlock: unlock(id, by: person, &turn)
        case .job(let job, let isConfirmed): begin(id, job, isConfirmed, by: person, &turn)
        }
    }

    private mutating func lock(
        _ id: DockID,
        _ reason: String,
        _ until: Timestamp,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard until > turn.now else {
            let values = [FactValue("until", local(until)), FactValue("from", local(turn.now))]
            return turn.refuse(.endPassed, Subject(dock: id), values)
        }
        let span = until - turn.now
        guard span <= Self.lockLimit else {
            let values = [FactValue("limit", Self.lockLimit), FactValue("span", span)]
            return turn.refuse(.windowTooLong, Subject(dock: id), values)
        }
        guard !holds.isFull else {
            let what = FactValue("what", Bilingual(en: "hold", zh: "停飞令"))
            return turn.refuse(.tableFull, Subject(), [what, FactValue("limit", holds.limit)])
        }
        let hold = turn.issuer.hold()
        var new = Hold(
            id: hold,
            scope: .dock(id),
            reason: String(reason.prefix(500)),
            by: person.name,
            since: turn.now
        )
        new.until = until
        new.isLock = true
        holds[hold] = new
        let why = Bilingual(
            en: "maintenance until \(moment(until)): \(new.reason)",
            zh: "维护至 \(moment(until))：\(new.reason)"
        )
        turn.tell(
            .holdPlaced,
            Subject(hold: hold, person: person.name),
            [FactValue("scope", HoldScope.dock(id).text), FactValue("reason", why)]
        )
        advance(id, &turn)
    }

    private mutating func unlock(_ id: DockID, by person: Person, _ turn: inout Turn) {
        let locks = locks(at: id)
        guard !locks.isEmpty else { return refuseUnlocked(id, &turn) }
        if let task = work.tasks[id], task.sortie == nil {
            return refuseBusy(id, task, &turn)
        }
        for lock in locks { open(lock, by: person.name, &turn) }
        advance(id, &turn)
    }

    private mutating func open(_ lock: Hold, by who: String, _ turn: inout Turn) {
        holds.remove(lock.id)
        turn.tell(
            .holdReleased,
            Subject(hold: lock.id, person: who),
            [FactValue("scope", lock.scope.text)]
        )
    }

    /// Locks of a dock.
    func locks(at id: DockID) -> [Hold] {
        holds.isEmpty
            ? [] : holds.map(\.value).filter { $0.isMaintenance && $0.scope == .dock(id) }
    }

    /// Tells that a lock ends soon, and ends it; a dock that is still at work stays locked.
    mutating func advanceLocks(at id: DockID, _ turn: inout Turn) {
        for lock in locks(at: id) {
            guard let until = lock.until else { continue }
            if turn.now >= until {
                let isAtWork = work.tasks[id]?.sortie == nil && work.tasks[id] != nil
                if isAtWork || docks[id]?.dock.mode ?? 0 != 0 {
                    holds.update(lock.id) {
                        $0.until = turn.now + Self.lockMore
                        $0.isEndTold = nil
                    }
                } else {
                    open(lock, by: lock.by, &turn)
                }
            } else if turn.now >= until - Self.lockWarning, lock.isEndTold != true {
                holds.update(lock.id) { $0.isEndTold = true }
                turn.tell(
                    .holdEnding,
                    Subject(dock: id, hold: lock.id, person: lock.by),
                    [FactValue("until", local(until))]
                )
            }
        }
    }

    /// When a dock's locks have to be looked at.
    func lockWakes(at id: DockID) -> [Timestamp] {
        locks(at: id).flatMap { lock in
            lock.until.map { [$0, $0 - Self.lockWarning] } ?? []
        }
    }

    /// Begins a job, or refuses with what holds it.
    private mutating func begin(
        _ id: DockID,
        _ job: MaintenanceJob,
        _ isConfirmed: Bool,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard let dock = docks[id] else { return }
        guard MaintenanceJob.offered.contains(job.method) else {
            let known = MaintenanceJob.offered.sorted().joined(separator: ", ")
            let what = Bilingual(
                en: "\(job.method) is no job; jobs are \(known)",
                zh: "没有作业 \(job.method)，可用作业：\(known)"
            )
            return turn.refuse(.badRequest, Subject(dock: id), [FactValue("what", what)])
        }
        guard !locks(at: id).isEmpty else { return refuseUnlocked(id, &turn) }
        if let task = work.tasks[id] { return refuseBusy(id, task, &turn) }
        let bars = self.bars(on: job, at: dock, isConfirmed, turn.now)
        guard bars.isEmpty else {
            let values = [FactValue("job", job.method)]
            return turn.refuse(.jobBarred, Subject(dock: id), values, reasons: bars)
        }
        let what = Bilingual(job.method + (job.action.map { " \($0)" } ?? ""))
        begin([.openDebug, .job(job), .closeDebug], at: id, for: nil, (what, person.name), &turn)
    }

    /// What holds a job: total over what is known, and not knowing is no permission.
    private func bars(
        on job: MaintenanceJob,
        at dock: DockState,
        _ isConfirmed: Bool,
        _ now: Timestamp
    ) -> [Bilingual] {
        var bars: [Bilingual] = []
        if dock.link != .online {
            bars.append(Bilingual(en: "the dock is not online", zh: "机场不在线"))
        }
        if let sortie = dock.sortie {
            bars.append(Bilingual(en: "sortie \(sortie) is open", zh: "架次 \(sortie) 未结束"))
        }
        let isIn = dock.fresh(dock.dock.isAircraftInDock, dock.times.presence, now: now)
        switch job.method {
        case "cover_force_close":
            // It breaks propellers (PROTOCOL § 17).
            if isIn != false {
                let text = Bilingual(
                    en: "the dock does not say that it is empty",
                    zh: "机场未确认舱内无机"
                )
                bars.append(text)
            }
            if !isConfirmed {
                bars.append(Bilingual(en: "a person must vouch for it", zh: "需要人工确认"))
            }
        case "cover_close", "drone_open", "drone_close", "drone_format", "charge_open",
            "charge_close":
            if isIn != true {
                let text = Bilingual(
                    en: "the dock does not say that its aircraft is in",
                    zh: "机场未确认飞机在舱内"
                )
                bars.append(text)
            }
        default: break
        }
        if job.method.hasSuffix("_format"), !isConfirmed {
            let text = Bilingual(
                en: "a person must vouch for it: it erases",
                zh: "将清除数据，需要人工确认"
            )
            bars.append(text)
        }
        return bars
    }

    /// A job's own word.
    mutating func stepped(_ job: JobProgress, at id: DockID, _ turn: inout Turn) {
        guard let task = work.tasks[id], let step = task.steps.first, case .job(let mine) = step,
            mine.method == job.method, task.begunAt != nil
        else { return }
        switch job.status {
        case "ok", "success":
            work.tasks.update(id) { $0.isReported = true }
            if job.method.hasSuffix("_format") { docks.update(id) { $0.areas = nil } }
        case "failed", "fail", "canceled", "timeout", "rejected":
            let text = Bilingual.dockSaid(job.result, nil)
            failed(step, FailureReason(code: "dock_error", text), id, &turn)
        default:
            // It goes on: its time counts from here.
            work.tasks.update(id) { $0.begunAt = turn.now }
        }
    }

    /// A job of unknown outcome: the dock stays locked until a person looks.
    mutating func keepLocked(_ id: DockID, _ task: DockTask, _ turn: inout Turn) {
        for lock in locks(at: id) { holds.update(lock.id) { $0.until = nil } }
        let what = Bilingual(
            en: "\(task.what.en): the dock does not say how it ended, and stays locked",
            zh: "\(task.what.zh)：机场未上报结果，保持锁定"
        )
        turn.tell(
            .taskStuck,
            Subject(dock: id),
            [FactValue("task", task.name), FactValue("what", what)]
        )
    }

    private func refuseUnlocked(_ id: DockID, _ turn: inout Turn) {
        let state = Bilingual(en: "not locked for maintenance", zh: "未锁定维护")
        let values = [FactValue("what", id), FactValue("state", state)]
        turn.refuse(.wrongState, Subject(dock: id), values)
    }

    private func refuseBusy(_ id: DockID, _ task: DockTask, _ turn: inout Turn) {
        let state = Bilingual(en: "busy with \(task.name)", zh: "正在执行 \(task.name)")
        let values = [FactValue("what", id), FactValue("state", state)]
        turn.refuse(.wrongState, Subject(dock: id), values)
    }
}

extension MaintenanceJob {
    /// What is offered: the maintenance mode itself is opened and closed around each, never by hand.
    static let offered: Set<String> = [
        "cover_open", "cover_close", "cover_force_close", "drone_open", "drone_close",
        "charge_open",
        "charge_close", "supplement_light_open", "supplement_light_close", "device_reboot",
        "device_format", "drone_format", "putter_open", "putter_close",
        "battery_maintenance_switch", "alarm_state_switch", "battery_store_mode_switch",
        "air_conditioner_mode_switch", "sdr_workmode_switch",
    ]
}
