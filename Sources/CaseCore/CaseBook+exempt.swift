// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What is no violation: emergency vehicles, permits, places (FEATURES E11).
extension CaseBook {
    /// Exemptions, newest last; ended ones stay listed while there is room.
    public var exemptions: [Exemption] { exemptionTable.values }

    mutating func exempt(_ terms: Exemption.Terms, _ person: Person, _ turn: inout Turn) {
        var terms = terms
        let subject = Subject(person: person.name)
        terms.plate = terms.plate.map(Plate.normalised).flatMap { $0.isEmpty ? nil : $0 }
        guard terms.plate != nil || terms.scope != nil else {
            let names = Bilingual(en: "a plate or a place", zh: "车牌或地点")
            return turn.refuse(.namesNothing, subject, [FactValue("names", names)])
        }
        guard
            turn.accepts(terms.from, terms.until, longest: Exemption.longest, subject)
        else { return }
        while exemptionTable.isFull,
            let ended = exemptionTable.first(where: { $0.value.end <= turn.now })
        {
            exemptionTable.remove(ended.id)
        }
        guard !exemptionTable.isFull else {
            let values = [FactValue("what", "exemption"), FactValue("limit", Exemption.limit)]
            return turn.refuse(.tableFull, subject, values)
        }
        lastExemption += 1
        let exemption = Exemption(
            id: ExemptionID(lastExemption),
            terms: terms,
            author: person.name,
            addedAt: turn.now
        )
        exemptionTable.insert(exemption, for: exemption.id)
        wakes.insert(
            true,
            for: Wake(at: terms.until, kind: .exemption, number: lastExemption)
        )
        turn.tell(
            .exemptionAdded,
            subject,
            [
                FactValue("exemption", exemption.id), FactValue("until", terms.until),
                FactValue("reason", terms.reason),
            ]
        )
        for violation in openCases.values where violation.confirmedAt != nil {
            _ = closeIfExempt(violation.id, &turn)
        }
    }

    /// A person ends it before its time.
    mutating func end(_ id: ExemptionID, _ person: Person, _ turn: inout Turn) {
        let subject = Subject(person: person.name)
        guard var exemption = exemptionTable[id] else {
            return turn.refuse(.unknownSubject, subject, [FactValue("what", id)])
        }
        guard exemption.end > turn.now else {
            let values = [FactValue("what", id), FactValue("ended", exemption.end)]
            return turn.refuse(.alreadyEnded, subject, values)
        }
        exemption.endedAt = turn.now
        exemption.endedBy = person.name
        exemptionTable.insert(exemption, for: id)
        wakes.remove(Wake(at: exemption.terms.until, kind: .exemption, number: id.value))
        let values = [FactValue("exemption", id), FactValue("by", person.name)]
        turn.tell(.exemptionEnded, subject, values)
    }

    /// Its time is over.
    mutating func runOut(_ id: ExemptionID, _ turn: inout Turn) {
        guard exemptionTable[id] != nil else { return }
        let values = [FactValue("exemption", id), FactValue("by", CaseWords.itsTime)]
        turn.tell(.exemptionEnded, Subject(), values)
    }

    /// The exemption that covers a case so well; nil: none does.
    func exemption(of violation: Case, at now: Timestamp, _ fit: Exemption.Fit) -> Exemption? {
        guard !exemptionTable.isEmpty else { return nil }
        return exemptionTable.values.first { $0.fit(violation, at: now) == fit }
    }

    /// Closes a case that an exemption covers, without a notice; false: none does.
    mutating func closeIfExempt(_ id: CaseID, _ turn: inout Turn) -> Bool {
        guard var violation = openCases[id],
            var exemption = exemption(of: violation, at: turn.now, .full)
        else { return false }
        exemption.cases += 1
        exemptionTable.insert(exemption, for: exemption.id)
        violation.exemption = exemption.id
        violation.reviewDueAt = nil
        violation.step(
            to: .dismissed,
            at: turn.now,
            because: CaseWords.exempt(by: exemption)
        )
        store(violation)
        let values = [
            FactValue("exemption", exemption.id), FactValue("reason", exemption.terms.reason),
        ]
        turn.tell(.caseExempted, Subject(violation: id), values)
        end(id, &turn)
        return true
    }
}

extension Turn {
    /// Whether a window of an exemption or silence is one; else a refusal.
    mutating func accepts(
        _ from: Timestamp,
        _ until: Timestamp,
        longest: TimeSpan,
        _ subject: Subject
    ) -> Bool {
        let begin = max(from, now)
        guard until > begin else {
            refuse(.endPassed, subject, [FactValue("until", until), FactValue("from", begin)])
            return false
        }
        guard until - from <= longest else {
            let values = [FactValue("limit", longest), FactValue("span", until - from)]
            refuse(.windowTooLong, subject, values)
            return false
        }
        return true
    }
}
