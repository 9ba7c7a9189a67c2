// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Tasks of docks and payloads: begun, waited for, put right.
extension Fleet {
    /// Between two tries of a step that must succeed.
    private static let taskAgain = TimeSpan.seconds(10)

    /// Gives a dock a task; nothing when it has one, which whoever asks looked at before.
    mutating func begin(
        _ steps: [DockTask.Step],
        at dock: DockID,
        for sortie: SortieID?,
        errand: ErrandID? = nil,
        _ asked: (what: Bilingual, by: String),
        _ turn: inout Turn
    ) {
        guard work.tasks[dock] == nil else { return }
        work.count += 1
        let task = DockTask(
            number: work.count,
            what: asked.what,
            by: asked.by,
            sortie: sortie,
            errand: errand,
            steps: steps
        )
        work.tasks[dock] = task
        tell(.taskBegun, task, dock, [FactValue("by", asked.by)], &turn)
        advance(dock, &turn)
    }

    /// Does whatever is due of a dock's task.
    mutating func advanceTask(at id: DockID, _ turn: inout Turn) {
        while let task = work.tasks[id] {
            guard let step = task.steps.first else { return finish(task, id, &turn) }
            if let reason = stopReason(of: task, at: id) { abandon(id, reason, &turn) }
            if work.tasks[id]?.steps.first != step { continue }
            if let retryAt = task.retryAt, turn.now < retryAt { return }
            // What puts it right waits until the aircraft is heard of again, or is down.
            if case .resume = step, isUnknown(task.sortie) { return }
            guard let begunAt = task.begunAt else {
                begin(step, id, task, &turn)
                continue
            }
            if isDone(step, task, at: id, now: turn.now) {
                done(step, id, &turn)
            } else if turn.now >= begunAt + step.patience {
                failed(step, .noAnswerYet, id, &turn)
            } else {
                return
            }
        }
    }

    private mutating func begin(
        _ step: DockTask.Step,
        _ id: DockID,
        _ task: DockTask,
        _ turn: inout Turn
    ) {
        var effect: EffectID?
        if let order = step.order {
            effect = turn.ask(
                DockCommand(
                    dock: id,
                    order: order,
                    flight: task.sortie.flatMap { sorties[$0]?.wire }
                ),
                until: turn.now + step.patience,
                .once
            )
        }
        work.tasks.update(id) {
            $0.begin(at: turn.now)
            $0.effect = effect
            $0.tries += 1
        }
    }

    /// Whether the device's own word says that a step is done; an accepted order is no more than that.
    private func isDone(
        _ step: DockTask.Step,
        _ task: DockTask,
        at id: DockID,
        now: Timestamp
    ) -> Bool {
        let sortie = task.sortie.flatMap { sorties[$0] }
        return switch step {
        case .pause: sortie?.isPaused == true
        case .resume: task.isAccepted && sortie?.isPaused == false
        case .order, .photo, .closeLink, .openDebug, .closeDebug: task.isAccepted
        case .settle: task.begunAt.map { now >= $0 + step.patience } ?? false
        case .openLink: docks[id]?.liveControl == 2
        case .speak, .job: task.isReported
        }
    }

    private mutating func done(_ step: DockTask.Step, _ id: DockID, _ turn: inout Turn) {
        guard let task = work.tasks[id] else { return }
        if case .photo = step, let sortie = task.sortie.flatMap({ sorties[$0] }) {
            let place = docks[id]?.aircraft.position
            work.add(
                Shot(
                    task: task.name,
                    errand: task.errand,
                    flight: sortie.wire,
                    takenAt: turn.now,
                    place: place
                )
            )
        }
        if case .speak(let announcement, let place) = step {
            work.add(Spoken(text: announcement.name, place: place, at: turn.now))
        }
        // No word of it comes: the next link would be taken for open before it is.
        if case .closeLink = step { docks.update(id) { $0.liveControl = 0 } }
        if step.isPurpose { answer(id, .done(at: turn.now), &turn) }
        work.tasks.update(id) {
            $0.isServed = $0.isServed || step.isPurpose
            $0.next()
        }
    }

    /// A step failed: what must be put right is tried again, all else ends the task.
    mutating func failed(
        _ step: DockTask.Step,
        _ reason: FailureReason,
        _ id: DockID,
        _ turn: inout Turn
    ) {
        guard let task = work.tasks[id] else { return }
        guard step.isCleanup else { return abandon(id, reason, &turn) }
        if task.tries < step.triesAtMost {
            return work.tasks.update(id) {
                $0.begin(at: nil)
                $0.retryAt = turn.now + Self.taskAgain
            } ?? ()
        }
        switch step {
        case .resume(let sortie):
            let what = Bilingual(
                en: "the aircraft does not go on and is called home",
                zh: "飞机未能继续航线，已召回"
            )
            tell(.taskStuck, task, id, what, &turn)
            orderReturn(sortie, .stuck, by: nil, &turn)
        case .closeDebug:
            let what = Bilingual(
                en: "the maintenance mode could not be closed: no task will be taken",
                zh: "调试模式未能关闭，机场不接受任务"
            )
            tell(.taskStuck, task, id, what, &turn)
        case .pause, .order, .settle, .photo, .openLink, .closeLink, .speak, .openDebug, .job: break
        }
        work.tasks.update(id) { $0.next() }
    }

    /// Ends a task early: only what puts things right is still done.
    private mutating func abandon(_ id: DockID, _ reason: FailureReason, _ turn: inout Turn) {
        guard let task = work.tasks[id] else { return }
        let sortie = task.sortie.flatMap { sorties[$0] }
        // A pause that was refused needs no going on; one of unknown outcome does.
        let isAsked = task.steps.first?.isPause == true && task.begunAt != nil
        let mayStand =
            sortie?.isPaused == true || reason.code == FailureReason.noAnswerYet.code
            || sortie?.state == .unknown && isAsked
        let mayGoOn = sortie.map { $0.isFree || $0.mayBeFree } ?? false
        let isToGoOn = mayGoOn && mayStand && !isInHands(id)
        work.tasks.update(id) { task in
            if !task.isServed { task.failure = task.failure ?? reason }
            let first = task.steps.first
            task.steps = task.steps.filter { step in
                if case .resume = step { return isToGoOn }
                return step.isCleanup
            }
            if task.steps.first != first { task.begin(at: nil) }
            task.tries = 0
        }
        if let failure = work.tasks[id]?.failure { answer(id, .failed(failure), &turn) }
        if case .job = task.steps.first, reason.code == FailureReason.noAnswerYet.code {
            keepLocked(id, task, &turn)
        }
    }

    /// Why a task cannot go on at all; nil: it can.
    ///
    /// A dock whose link is gone is waited for: the step's own time ends it.
    private func stopReason(of task: DockTask, at id: DockID) -> FailureReason? {
        guard let wanted = task.sortie else { return nil }
        let isOnlyCleanup = task.steps.allSatisfy { step in
            if case .resume = step { return false }
            return step.isCleanup
        }
        guard !isOnlyCleanup else { return nil }
        guard let sortie = sorties[wanted] else { return .notFree }
        if case .resume = task.steps.first, sortie.mayBeFree { return nil }
        guard sortie.isFree else { return .notFree }
        guard !isInHands(sortie.dock) else { return .inHands }
        return nil
    }

    private func isUnknown(_ id: SortieID?) -> Bool {
        id.flatMap { sorties[$0] }?.state == .unknown
    }

    private mutating func finish(_ task: DockTask, _ id: DockID, _ turn: inout Turn) {
        work.tasks.remove(id)
        if let failure = task.failure {
            tell(.taskFailed, task, id, [FactValue("reason", failure.bilingual)], &turn)
        } else {
            tell(.taskDone, task, id, [], &turn)
        }
        takeWaitingErrand(at: id, &turn)
    }

    /// An errand has one answer.
    private mutating func answer(_ id: DockID, _ outcome: ErrandOutcome, _ turn: inout Turn) {
        guard let errand = work.tasks[id]?.errand else { return }
        work.tasks.update(id) { $0.errand = nil }
        turn.outcome.errands.append(ErrandEnd(errand: errand, outcome: outcome))
    }

    /// How a task's command ended; false: it was none of theirs.
    mutating func settleTask(
        _ effect: EffectID,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) -> Bool {
        guard let id = work.dock(awaiting: effect), let step = work.tasks[id]?.steps.first else {
            return false
        }
        work.tasks.update(id) { $0.effect = nil }
        switch settlement {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            let text = Bilingual.dockSaid(reply.result, reply.meaning)
            // One that goes on already needs no going on (PROTOCOL § 9: state clashes are no faults).
            let isMoving = work.tasks[id]?.sortie.flatMap { sorties[$0] }?.isPaused == false
            if case .resume = step, isMoving {
                work.tasks.update(id) { $0.next() }
            } else {
                failed(step, FailureReason(code: "dock_error", text), id, &turn)
            }
        case .succeeded(let result):
            work.tasks.update(id) {
                $0.isAccepted = true
                if case .replied(let reply) = result, reply.status == "ok" { $0.isReported = true }
            }
        case .failed(let reason): failed(step, reason, id, &turn)
        case .expired: failed(step, FailureReason(code: "expired", .expired), id, &turn)
        // What a device says of its state may still come: the step's time ends the waiting.
        case .unknown: break
        }
        advance(id, &turn)
        return true
    }

    func tell(
        _ code: FactCode,
        _ task: DockTask,
        _ dock: DockID,
        _ values: [FactValue],
        _ turn: inout Turn
    ) {
        let mission = task.sortie.flatMap { sorties[$0]?.mission }
        let subject = Subject(
            dock: dock,
            mission: mission,
            sortie: task.sortie,
            violation: task.errand?.violation
        )
        let named = [FactValue("task", task.name), FactValue("what", task.what)]
        turn.tell(code, subject, named + values)
    }

    private func tell(
        _ code: FactCode,
        _ task: DockTask,
        _ dock: DockID,
        _ what: Bilingual,
        _ turn: inout Turn
    ) {
        let subject = Subject(dock: dock, sortie: task.sortie)
        turn.tell(code, subject, [FactValue("task", task.name), FactValue("what", what)])
    }
}

extension Sortie {
    /// Whether its payload may be used: in the air, ours, and not on its way home.
    ///
    /// Not between two docks: which of them the order would have to go to is not known well enough.
    var isFree: Bool {
        state == .airborne && isOnItsOwn
    }

    /// Whether its payload may be used again if it turns out to be in the air: nobody knows where it is.
    var mayBeFree: Bool { state == .unknown && isOnItsOwn }

    private var isOnItsOwn: Bool {
        !isForeign && returnOrder == nil && ending == nil && relay == nil
    }
}

extension FailureReason {
    static let noAnswerYet = FailureReason(
        code: "no_answer",
        Bilingual(en: "the dock did not say in time that it was done", zh: "机场未按时确认完成")
    )
    static let inHands = FailureReason(code: "in_hands", .inHands)
    static let notFree = FailureReason(
        code: "not_free",
        Bilingual(
            en: "the aircraft comes home, is not in the air or not heard of",
            zh: "飞机正在返航、不在空中或失联"
        )
    )
}
