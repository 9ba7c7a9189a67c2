// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What reviewers decide: nothing leaves before it where the rule demands it (S34).
extension CaseBook {
    mutating func answer(_ request: CaseRequest, by person: Person, _ turn: inout Turn) {
        guard request.roles.contains(person.role) else {
            return turn.refuse(
                .notAllowed,
                Subject(person: person.name),
                [FactValue("role", Person.Role.reviewer.rawValue)]
            )
        }
        if let reason = request.reason, reason.allSatisfy(\.isWhitespace) {
            return turn.refuse(.reasonMissing, Subject(person: person.name))
        }
        switch request {
        case .approve(let id, let reason): approve(id, reason, person, &turn)
        case .dismiss(let id, let reason): dismiss(id, reason, person, &turn)
        case .edit(let id, let change, let reason): edit(id, change, reason, person, &turn)
        case .reopen(let id, let reason): reopen(id, reason, person, &turn)
        case .retry(let id): resend(id, &turn)
        case .acknowledge(let id, let way): acknowledge(id, over: way, by: person, &turn)
        case .withdraw(let id, let reason): withdraw(id, reason, person, &turn)
        case .exempt(let terms): exempt(terms, person, &turn)
        case .endExemption(let id): end(id, person, &turn)
        case .silence(let terms): silence(terms, person, &turn)
        case .endSilence(let id): end(id, person, &turn)
        case .preserve(let id, let until, let reason):
            preserve(id, until: until, reason, person, &turn)
        case .endPreservation(let id, let reason): end(id, reason, person, &turn)
        case .openPicture(let id, let picture, let reason):
            open(picture, of: id, reason, person, &turn)
        }
    }

    private mutating func approve(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let violation = reviewable(id, &turn), isReady(violation, person, &turn) else {
            return
        }
        let earlier = violation.standingApprovals
        if earlier.contains(where: { $0.by == person.name }) {
            return turn.refuse(.secondPerson, violation, person)
        }
        // Of two, one may have a part in the case; alone, nobody may.
        let isTwo = review(of: violation) == .twoPerson
        if let part = violation.part(of: person.name),
            !isTwo || earlier.contains(where: { violation.part(of: $0.by) != nil })
        {
            return turn.refuse(.selfReview, violation, person, [FactValue("part", part)])
        }
        guard isTwo, earlier.isEmpty else {
            tellVerdict(CaseWords.approved, id, reason, person, &turn)
            let names = earlier.map(\.by) + [person.name]
            return issue(id, by: names.joined(separator: ", "), &turn)
        }
        var waiting = violation
        let approval = CaseApproval(
            by: person.name,
            at: turn.now,
            reason: reason,
            basis: violation.basis
        )
        waiting.approvals = [approval]
        store(waiting)
        tellVerdict(CaseWords.firstOfTwo, id, reason, person, &turn)
    }

    /// Whether nothing but a person's word is missing; else a refusal.
    private func isReady(_ violation: Case, _ person: Person, _ turn: inout Turn) -> Bool {
        let isPending = violation.evidence.contains { $0.state == .pending }
        let obstacle: Bilingual?
        if !violation.gaps.isEmpty || isPending {
            obstacle = CaseWords.waiting(for: violation.gaps)
        } else if !violation.objections.isEmpty {
            obstacle = CaseWords.inadmissible(violation.objections)
        } else {
            obstacle = earlierNotice(of: violation).map(CaseWords.saidAlready)
        }
        if let obstacle {
            turn.refuse(.wrongState, violation, person, [FactValue("state", obstacle)])
            turn.outcome.refusal?.reasons = violation.objections.map(\.sentence)
            return false
        }
        guard let exemption = exemption(of: violation, at: turn.now, .full) else { return true }
        let values = [
            FactValue("exemption", exemption.id), FactValue("reason", exemption.terms.reason),
        ]
        turn.refuse(.exempt, violation, person, values)
        return false
    }

    private mutating func dismiss(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard var violation = reviewable(id, &turn) else { return }
        if let part = violation.part(of: person.name) {
            return turn.refuse(.selfReview, violation, person, [FactValue("part", part)])
        }
        violation.reviewedBy = person.name
        violation.reviewDueAt = nil
        violation.step(to: .dismissed, at: turn.now, by: person.name, because: Bilingual(reason))
        store(violation)
        tellVerdict(CaseWords.dismissed, id, reason, person, &turn)
        end(id, &turn)
    }

    /// A dismissed case is decided once more.
    private mutating func reopen(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard var violation = violation(id) else {
            return turn.refuse(.unknownSubject, Subject(violation: id), [FactValue("what", id)])
        }
        guard violation.state == .dismissed else {
            let state = FactValue("state", violation.state.name)
            return turn.refuse(.wrongState, violation, person, [state])
        }
        guard violation.confirmedAt != nil else {
            return turn.refuse(.neverConfirmed, violation, person)
        }
        guard keepings[id]?.isGoing != true else {
            let state = FactValue("state", CaseWords.beingDeleted)
            return turn.refuse(.wrongState, violation, person, [state])
        }
        guard !openCases.isFull else {
            let values = [FactValue("what", "case"), FactValue("limit", openCases.limit)]
            return turn.refuse(.tableFull, Subject(violation: id), values)
        }
        violation.approvals = []
        violation.exemption = nil
        violation.reviewedBy = nil
        violation.reminders = 0
        violation.step(to: .inReview, at: turn.now, by: person.name, because: Bilingual(reason))
        expect(&violation, &turn)
        turn.tell(
            .caseReopened,
            Subject(violation: id, person: person.name),
            [FactValue("reason", reason)]
        )
        conclude(id, &turn)
    }

    /// The case when it waits for a decision; else a refusal.
    func reviewable(_ id: CaseID, _ turn: inout Turn) -> Case? {
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

extension Turn {
    /// Refuses what a person asks of a case.
    mutating func refuse(
        _ code: RefusalCode,
        _ violation: Case,
        _ person: Person,
        _ values: [FactValue] = []
    ) {
        refuse(
            code,
            Subject(violation: violation.id, person: person.name),
            [FactValue("what", violation.id)] + values
        )
    }
}
