// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// From confirmation to a decision (PIPELINE § 6).
extension CaseBook {
    /// A reviewer is asked again after this time (PIPELINE § 6).
    private static let reviewTime = TimeSpan.minutes(30)

    /// The second look is tied to the first: the set of evidence is fixed.
    mutating func confirm(_ id: CaseID, match: String, _ turn: inout Turn) {
        guard !closeIfSaid(id, &turn), var violation = openCases[id] else { return }
        violation.match = match
        violation.confirmedAt = turn.now
        violation.step(to: .confirmed, at: turn.now, because: CaseWords.seenAgain(by: match))
        store(violation)
        let dwell = violation.lastSeenAt - violation.openedAt
        turn.tell(.caseConfirmed, Subject(violation: id), [FactValue("dwell", dwell)])
        conclude(id, &turn)
    }

    /// Moves a confirmed case on when its evidence is there, or says what is missing.
    mutating func conclude(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id], !violation.isWatched else { return }
        violation.gaps = violation.wanted.filter { role in
            !violation.isExcused(role)
                && !violation.evidence.contains { $0.image.role == role && $0.digest != nil }
        }
        violation.objections = pack(of: violation)?.objections(to: violation) ?? []
        store(violation)
        guard violation.state == .confirmed else { return }
        switch violation.review {
        case .human: ask(id, because: CaseWords.reviewerDecides, &turn)
        case .auto:
            guard !violation.evidence.contains(where: { $0.state == .pending }) else { return }
            // Another case may have said it while this one waited for its pictures.
            if closeIfSaid(id, &turn) { return }
            if violation.gaps.isEmpty, violation.objections.isEmpty {
                issue(id, by: "auto", &turn)
            } else if violation.gaps.isEmpty {
                ask(id, because: CaseWords.inadmissible(violation.objections), &turn)
            } else {
                ask(id, because: CaseWords.missing(violation.gaps), &turn)
            }
        }
    }

    private func pack(of violation: Case) -> RulePack? {
        guard let word = active(violation.rule)?.rule.pack else { return nil }
        return configuration?.packs.first { $0.id == word }
    }

    private mutating func ask(_ id: CaseID, because reason: Bilingual, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        let due = turn.now + Self.reviewTime
        violation.reviewDueAt = due
        violation.step(to: .inReview, at: turn.now, because: reason)
        store(violation)
        wakes.insert(true, for: Wake(at: due, kind: .review, number: id.value))
        turn.tell(.caseInReview, Subject(violation: id), [FactValue("reason", reason)])
    }

    /// The deadline of a review passed: said once more, nothing else (`on_timeout: escalate`).
    mutating func remind(_ id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id], violation.state == .inReview else { return }
        violation.reviewDueAt = nil
        store(violation)
        let reason = CaseWords.noDecision(in: Self.reviewTime)
        turn.tell(.caseInReview, Subject(violation: id), [FactValue("reason", reason)])
    }

    /// What reviewers decide: nothing leaves before it where the rule demands it (S34).
    mutating func answer(_ request: CaseRequest, by person: Person, _ turn: inout Turn) {
        guard request.mayBeAsked(by: person.role) else {
            return turn.refuse(
                .notAllowed,
                Subject(person: person.name),
                [FactValue("role", Person.Role.reviewer.rawValue)]
            )
        }
        switch request {
        case .approve(let id, let reason): approve(id, reason, person, &turn)
        case .dismiss(let id, let reason): dismiss(id, reason, person, &turn)
        case .retry(let id): resend(id, &turn)
        case .acknowledge(let id, let way): acknowledge(id, over: way, by: person, &turn)
        case .withdraw(let id, let reason): withdraw(id, reason, person, &turn)
        }
    }

    private mutating func approve(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let violation = reviewable(id, &turn) else { return }
        let gaps = violation.gaps
        guard gaps.isEmpty, !violation.evidence.contains(where: { $0.state == .pending }) else {
            return turn.refuse(
                .wrongState,
                Subject(violation: id, person: person.name),
                [FactValue("what", id), FactValue("state", CaseWords.waiting(for: gaps))]
            )
        }
        if !violation.objections.isEmpty {
            let state = CaseWords.inadmissible(violation.objections)
            turn.refuse(
                .wrongState,
                Subject(violation: id, person: person.name),
                [FactValue("what", id), FactValue("state", state)]
            )
            turn.outcome.refusal?.reasons = violation.objections.map(\.sentence)
            return
        }
        if let earlier = earlierNotice(of: violation) {
            return turn.refuse(
                .wrongState,
                Subject(violation: id, person: person.name),
                [FactValue("what", id), FactValue("state", CaseWords.saidAlready(by: earlier))]
            )
        }
        tellVerdict(CaseWords.approved, id, reason, person, &turn)
        issue(id, by: person.name, &turn)
    }

    private mutating func dismiss(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard var violation = reviewable(id, &turn) else { return }
        violation.reviewedBy = person.name
        violation.reviewDueAt = nil
        violation.step(to: .dismissed, at: turn.now, by: person.name, because: Bilingual(reason))
        store(violation)
        tellVerdict(CaseWords.dismissed, id, reason, person, &turn)
    }

    /// The case when it waits for a decision; else a refusal.
    private func reviewable(_ id: CaseID, _ turn: inout Turn) -> Case? {
        guard let violation = violation(id) else {
            turn.refuse(.unknownSubject, Subject(violation: id), [FactValue("what", id)])
            return nil
        }
        guard violation.state == .inReview else {
            turn.refuse(
                .wrongState,
                Subject(violation: id),
                [FactValue("what", id), FactValue("state", violation.state.name)]
            )
            return nil
        }
        return violation
    }

    private func tellVerdict(
        _ verdict: Bilingual,
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        turn.tell(
            .caseReviewed,
            Subject(violation: id, person: person.name),
            [FactValue("verdict", verdict), FactValue("reason", reason)]
        )
    }
}

extension CaseRequest {
    /// Reviewers decide; who is on duty may send again what a reviewer decided.
    fileprivate func mayBeAsked(by role: Person.Role) -> Bool {
        switch self {
        case .approve, .dismiss, .withdraw: role == .reviewer || role == .administrator
        case .retry: role == .reviewer || role == .administrator || role == .duty
        case .acknowledge:
            role == .reviewer || role == .administrator || role == .duty || role == .dispatcher
        }
    }
}
