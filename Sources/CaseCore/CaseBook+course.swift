// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// From sighted to grace (PIPELINE § 6): a close picture, a warning, time to go.
extension CaseBook {
    /// Brings a case of mode `revisit` as far towards grace as it can get now.
    mutating func proceed(_ id: CaseID, _ turn: inout Turn) {
        while let violation = openCases[id], violation.mode == .revisit {
            switch violation.state {
            case .sighted:
                if violation.wanted.contains("zoom"), !hasReadPicture(violation) {
                    askCloseShot(id, &turn)
                } else {
                    warn(id, &turn)
                }
            case .evidenceRequested:
                if hasReadPicture(violation) { return warn(id, &turn) }
                guard let dueAt = violation.stepDueAt, dueAt <= turn.now else { return }
                guard violation.closeShots >= CaseErrand.closeShotLimit else {
                    return askCloseShot(id, &turn)
                }
                return warn(id, &turn)
            case .warned:
                return endWarning(violation, &turn)
            case .grace, .confirmed, .inReview, .noticed, .dissuaded, .expired, .dismissed,
                .withdrawn:
                return
            }
        }
    }

    /// An errand ended.
    mutating func settle(_ errand: ErrandID, _ outcome: ErrandOutcome, _ turn: inout Turn) {
        guard var violation = violation(errand.violation),
            let index = violation.errands.firstIndex(where: { $0.errand.id == errand }),
            violation.errands[index].outcome == nil
        else { return }
        violation.errands[index].outcome = outcome
        if violation.wasWarnedLate(by: violation.errands[index]) {
            violation.step(to: .grace, at: turn.now, because: CaseWords.warnedLate)
            tellChange(of: violation, &turn)
        }
        store(violation)
        proceed(errand.violation, &turn)
    }

    /// What a closed case still waits for is needed no more.
    mutating func recallErrands(of id: CaseID, _ turn: inout Turn) {
        recallErrands(of: id, &turn) { _ in true }
    }

    /// A case that was seen again is not looked at once more.
    mutating func recallLooks(of id: CaseID, _ turn: inout Turn) {
        recallErrands(of: id, &turn) { kind in
            if case .secondLook = kind { true } else { false }
        }
    }

    private mutating func recallErrands(
        of id: CaseID,
        _ turn: inout Turn,
        where isOver: (Errand.Kind) -> Bool
    ) {
        guard var violation = violation(id) else { return }
        let open = violation.errands.indices.filter {
            violation.errands[$0].outcome == nil && isOver(violation.errands[$0].errand.kind)
        }
        guard !open.isEmpty else { return }
        let reason = FailureReason(code: "withdrawn", CaseWords.neededNoMore)
        for index in open {
            violation.errands[index].outcome = .failed(reason)
            turn.outcome.withdrawn.append(violation.errands[index].errand.id)
        }
        store(violation)
    }

    /// A close picture in which a plate was read, or of a thing that has none.
    private func hasReadPicture(_ violation: Case) -> Bool {
        violation.hasClosePicture && violation.plate != nil
    }

    private mutating func askCloseShot(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        let due = turn.now + CaseErrand.closeShotPause
        ask(.closeShot, until: due, of: &violation, &turn)
        if violation.state != .evidenceRequested {
            violation.step(to: .evidenceRequested, at: turn.now, because: CaseWords.closePicture)
            tellChange(of: violation, &turn)
        }
        schedule(due, for: &violation)
        store(violation)
    }

    private mutating func warn(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        // A permit is known before its holder is told to move on; the second look decides.
        if let exemption = exemption(of: violation, at: turn.now, .full) {
            return giveTime(id, because: CaseWords.exempt(by: exemption), &turn)
        }
        guard let text = active(violation.rule)?.rule.warning else {
            return giveTime(id, because: CaseWords.timeToGo, &turn)
        }
        let due = turn.now + CaseErrand.warningWait
        ask(.warning(text: text), until: due, of: &violation, &turn)
        if violation.state != .warned {
            violation.step(to: .warned, at: turn.now, because: CaseWords.warningAsked)
            tellChange(of: violation, &turn)
        }
        schedule(due, for: &violation)
        store(violation)
    }

    /// The warning was played, failed, or nobody answered in time.
    private mutating func endWarning(_ violation: Case, _ turn: inout Turn) {
        let isDue = violation.stepDueAt.map { $0 <= turn.now } ?? true
        switch violation.warning?.outcome {
        case .done: giveTime(violation.id, because: CaseWords.warned, &turn)
        case .failed, nil:
            let isRequired = active(violation.rule)?.rule.isWarningRequired ?? false
            guard isDue || !isRequired && violation.warning?.outcome != nil else { return }
            if isRequired { return warn(violation.id, &turn) }
            giveTime(violation.id, because: CaseWords.notWarned, &turn)
        }
    }

    /// Grace: the place is to be looked at again after it.
    private mutating func giveTime(
        _ id: CaseID,
        because reason: Bilingual,
        _ turn: inout Turn
    ) {
        guard var violation = openCases[id] else { return }
        violation.step(to: .grace, at: turn.now, because: reason)
        schedule(nil, for: &violation)
        giveFromWarning(&violation)
        let from = violation.graceEndsAt
        ask(.secondLook(from: from), until: from + Self.expiry, of: &violation, &turn)
        tellChange(of: violation, &turn)
        store(violation)
        // What was seen meanwhile may be enough.
        weigh(violation.spot, news: nil, &turn)
    }

    /// Where grace counts from the warning, its end is known now.
    private mutating func giveFromWarning(_ violation: inout Case) {
        guard let rule = active(violation.rule)?.rule, rule.graceFrom == .warning else { return }
        let from = max(violation.openedAt, violation.warning?.doneAt ?? violation.openedAt)
        let end = from + .seconds(rule.graceSeconds)
        violation.graceEndsAt = end
        let anchor = violation.openedAt
        places.update(violation.spot) { $0.give(until: end, anchor: anchor, rule: rule) }
    }

    private func ask(
        _ kind: Errand.Kind,
        until: Timestamp,
        of violation: inout Case,
        _ turn: inout Turn
    ) {
        guard let place = violation.ground else { return }
        let errand = Errand(
            id: ErrandID(violation.id, violation.errands.count + 1),
            violation: violation.id,
            place: place,
            kind: kind,
            until: until
        )
        violation.errands.append(CaseErrand(errand: errand, askedAt: turn.now))
        turn.outcome.errands.append(errand)
    }

    private mutating func schedule(_ due: Timestamp?, for violation: inout Case) {
        if let known = violation.stepDueAt {
            wakes.remove(Wake(at: known, kind: .step, number: violation.id.value))
        }
        violation.stepDueAt = due
        if let due {
            wakes.insert(true, for: Wake(at: due, kind: .step, number: violation.id.value))
        }
    }
}
