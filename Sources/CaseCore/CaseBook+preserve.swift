// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// Legal holds: what is not deleted, by whose word, why and until when (PIPELINE § 10, FEATURES E13).
extension CaseBook {
    /// Preservations, newest last; ended ones stay listed while there is room.
    public var preservations: [Preservation] { preservationTable.values }

    /// Those of a case that are in force.
    public func preservations(of id: CaseID) -> [Preservation] {
        preservationTable.values.filter { $0.isInForce && $0.violation == id }
    }

    /// Since when the audit must stay for what is preserved; nil: nothing is.
    public var preservedSince: Timestamp? {
        preservationTable.values.filter(\.isInForce).map(\.since).min()
    }

    /// Cases that are not deleted.
    var preservedCases: Set<CaseID> {
        guard !preservationTable.isEmpty else { return [] }
        return Set(preservationTable.values.filter(\.isInForce).map(\.violation))
    }

    mutating func preserve(
        _ id: CaseID,
        until: Timestamp?,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        let subject = Subject(violation: id, person: person.name)
        guard let since = since(of: id) else {
            return turn.refuse(.unknownSubject, subject, [FactValue("what", id)])
        }
        guard keepings[id]?.isGoing != true else {
            let values = [FactValue("what", id), FactValue("state", CaseWords.beingDeleted)]
            return turn.refuse(.wrongState, subject, values)
        }
        if let until {
            let longest = Preservation.longest
            guard turn.accepts(turn.now, until, longest: longest, subject) else { return }
        }
        if preservationTable.isFull,
            let ended = preservationTable.first(where: { !$0.value.isInForce })
        {
            preservationTable.remove(ended.id)
        }
        guard !preservationTable.isFull else {
            let limit = FactValue("limit", Preservation.limit)
            return turn.refuse(.tableFull, subject, [FactValue("what", "preservation"), limit])
        }
        lastPreservation += 1
        let preservation = Preservation(
            id: PreservationID(lastPreservation),
            violation: id,
            since: since,
            author: person.name,
            addedAt: turn.now,
            until: until,
            reason: reason
        )
        preservationTable.insert(preservation, for: preservation.id)
        if let until {
            wakes.insert(true, for: Wake(at: until, kind: .preservation, number: lastPreservation))
            let early = Wake(
                at: until - Preservation.notice,
                kind: .preservation,
                number: lastPreservation
            )
            if early.at > turn.now { wakes.insert(true, for: early) }
        }
        let end = until.map { FactValue("until", $0) }
        let open = FactValue("until", Bilingual(en: "a person ends it", zh: "人工解除"))
        turn.tell(
            .preservationAdded,
            subject,
            [
                FactValue("preservation", preservation.id), end ?? open,
                FactValue("reason", reason),
            ]
        )
    }

    /// A person ends it before its time.
    mutating func end(
        _ id: PreservationID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        let subject = Subject(person: person.name)
        guard let preservation = preservationTable[id] else {
            return turn.refuse(.unknownSubject, subject, [FactValue("what", id)])
        }
        if let endedAt = preservation.endedAt {
            let values = [FactValue("what", id), FactValue("ended", endedAt)]
            return turn.refuse(.alreadyEnded, subject, values)
        }
        finish(preservation, by: person.name, reason, &turn)
    }

    /// Its end is near, or here.
    mutating func look(at id: PreservationID, _ turn: inout Turn) {
        guard let preservation = preservationTable[id], preservation.isInForce,
            let until = preservation.until
        else { return }
        guard until > turn.now else { return finish(preservation, by: nil, nil, &turn) }
        turn.tell(
            .preservationEnding,
            Subject(violation: preservation.violation, person: preservation.author),
            [FactValue("preservation", id), FactValue("until", until)]
        )
    }

    private mutating func finish(
        _ preservation: Preservation,
        by person: String?,
        _ reason: String?,
        _ turn: inout Turn
    ) {
        var ended = preservation
        ended.endedAt = turn.now
        ended.endedBy = person
        ended.endReason = reason
        preservationTable.insert(ended, for: ended.id)
        turn.tell(
            .preservationEnded,
            Subject(violation: ended.violation, person: person),
            [
                FactValue("preservation", ended.id),
                FactValue("by", person.map { Bilingual($0) } ?? CaseWords.itsTime),
                FactValue("reason", reason ?? ended.reason),
            ]
        )
        // What it kept beyond its time goes with the next sweep.
        armSweep(after: turn.now)
    }

    /// Since when something of a case is on record; nil: there is no such case.
    private func since(of id: CaseID) -> Timestamp? {
        if let violation = violation(id) { return violation.history.first?.at ?? .epoch }
        return keepings[id].map { $0.openedAt ?? .epoch }
    }
}
