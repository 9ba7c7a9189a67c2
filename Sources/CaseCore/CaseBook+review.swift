// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// From confirmation to a reviewer's desk, and what happens when nobody decides (PIPELINE § 6).
extension CaseBook {
    /// A reviewer is asked again after this time (PIPELINE § 6).
    static let reviewTime = TimeSpan.minutes(30)
    /// Reminders until nothing more is said, as of notices (PIPELINE § 9).
    private static let reminderLimit = Escalation.rounds

    /// The second look is tied to the first: the set of evidence is fixed.
    mutating func confirm(_ id: CaseID, match: String, _ turn: inout Turn) {
        guard !closeIfSaid(id, &turn), var violation = openCases[id] else { return }
        violation.match = match
        violation.confirmedAt = turn.now
        violation.step(to: .confirmed, at: turn.now, because: CaseWords.seenAgain(by: match))
        store(violation)
        recallLooks(of: id, &turn)
        let dwell = violation.lastSeenAt - violation.openedAt
        turn.tell(.caseConfirmed, Subject(violation: id), [FactValue("dwell", dwell)])
        guard !closeIfExempt(id, &turn), let violation = openCases[id] else { return }
        fire(violation, &turn)
        conclude(id, &turn)
    }

    /// Moves a confirmed case on when its evidence is there, or says what is missing.
    mutating func conclude(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id], !violation.isWatched else { return }
        violation.gaps = violation.wanted.filter { role in
            !violation.isExcused(role)
                && !violation.submitted.contains { $0.image.role == role && $0.digest != nil }
        }
        violation.objections = pack(of: violation)?.objections(to: violation) ?? []
        store(violation)
        guard violation.state == .confirmed else { return }
        switch review(of: violation) {
        case .human, .twoPerson: ask(id, because: CaseWords.reviewerDecides, &turn)
        case .auto:
            guard !violation.evidence.contains(where: { $0.state == .pending }) else { return }
            // Another case may have said it while this one waited for its pictures.
            if closeIfExempt(id, &turn) || closeIfSaid(id, &turn) { return }
            if let doubt = doubt(about: violation, at: turn.now) {
                ask(id, because: doubt, &turn)
            } else {
                issue(id, by: "auto", &turn)
            }
        }
    }

    /// Who decides: by the rule as it was when the case was opened or as it is now, whichever asks more people.
    func review(of violation: Case) -> Rule.Review {
        guard let now = active(violation.rule)?.rule.review else { return violation.review }
        return now.people > violation.review.people ? now : violation.review
    }

    /// Why a rule does not decide by itself; nil: it does.
    private func doubt(about violation: Case, at now: Timestamp) -> Bilingual? {
        guard violation.gaps.isEmpty else { return CaseWords.missing(violation.gaps) }
        guard violation.objections.isEmpty else {
            return CaseWords.inadmissible(violation.objections)
        }
        return exemption(of: violation, at: now, .unsure).map(CaseWords.perhapsExempt)
    }

    private func pack(of violation: Case) -> RulePack? {
        guard let word = active(violation.rule)?.rule.pack else { return nil }
        return configuration?.packs.first { $0.id == word }
    }

    private mutating func ask(_ id: CaseID, because reason: Bilingual, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        violation.step(to: .inReview, at: turn.now, because: reason)
        expect(&violation, &turn)
        turn.tell(.caseInReview, Subject(violation: id), [FactValue("reason", reason)])
    }

    /// Arms the deadline of a case that waits for a decision.
    mutating func expect(_ violation: inout Case, _ turn: inout Turn) {
        let due = turn.now + Self.reviewTime
        violation.reviewDueAt = due
        store(violation)
        wakes.insert(true, for: Wake(at: due, kind: .review, number: violation.id.value))
    }

    /// The deadline of a review passed: what the rule says happens (`on_timeout`).
    mutating func remind(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id], violation.state == .inReview,
            let due = violation.reviewDueAt, due <= turn.now
        else { return }
        violation.reviewDueAt = nil
        store(violation)
        switch violation.onTimeout {
        case .escalate: escalate(id, &turn)
        case .dismiss: close(id, as: .dismissed, because: CaseWords.nobodyDecided, &turn)
        case .notice:
            if closeIfExempt(id, &turn) || closeIfSaid(id, &turn) { return }
            let isWaiting = violation.evidence.contains { $0.state == .pending }
            guard !isWaiting, doubt(about: violation, at: turn.now) == nil else {
                return escalate(id, &turn)
            }
            issue(id, by: "auto", &turn)
        }
    }

    /// Says that nobody decides, and that it will be said again.
    private mutating func escalate(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        violation.reminders += 1
        store(violation)
        turn.tell(
            .caseOverdue,
            Subject(violation: id),
            [
                FactValue("age", Self.reviewTime * violation.reminders),
                FactValue("round", violation.reminders),
            ]
        )
        if violation.reminders < Self.reminderLimit { expect(&violation, &turn) }
    }
}
