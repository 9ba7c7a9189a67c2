// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What is not told for a time: made, ended, run out (PIPELINE § 7, FEATURES E3).
extension CaseBook {
    /// Silences, newest last; ended ones stay listed while there is room.
    public var silences: [Silence] { silenceTable.values }

    mutating func silence(_ terms: Silence.Terms, _ person: Person, _ turn: inout Turn) {
        let subject = Subject(person: person.name)
        guard !terms.namesNothing else {
            let names = Bilingual(
                en: "a rule, a zone, a place, a severity or a receiver",
                zh: "规则、区域、地点、级别或接收方"
            )
            return turn.refuse(.namesNothing, subject, [FactValue("names", names)])
        }
        guard turn.accepts(terms.from, terms.until, longest: Silence.longest, subject) else {
            return
        }
        while silenceTable.isFull,
            let ended = silenceTable.first(where: { $0.value.end <= turn.now })
        {
            silenceTable.remove(ended.id)
        }
        guard !silenceTable.isFull else {
            let values = [FactValue("what", "silence"), FactValue("limit", Silence.limit)]
            return turn.refuse(.tableFull, subject, values)
        }
        lastSilence += 1
        let silence = Silence(
            id: SilenceID(lastSilence),
            terms: terms,
            author: person.name,
            addedAt: turn.now
        )
        silenceTable.insert(silence, for: silence.id)
        wakes.insert(true, for: Wake(at: terms.until, kind: .silence, number: lastSilence))
        let reminder = terms.until - Silence.notice
        if reminder > turn.now {
            wakes.insert(true, for: Wake(at: reminder, kind: .silence, number: lastSilence))
        }
        let values = [
            FactValue("silence", silence.id), FactValue("until", terms.until),
            FactValue("reason", terms.reason),
        ]
        turn.tell(.silenceAdded, subject, values)
    }

    /// A person ends it before its time.
    mutating func end(_ id: SilenceID, _ person: Person, _ turn: inout Turn) {
        let subject = Subject(person: person.name)
        guard var silence = silenceTable[id] else {
            return turn.refuse(.unknownSubject, subject, [FactValue("what", id)])
        }
        guard silence.end > turn.now else {
            let values = [FactValue("what", id), FactValue("ended", silence.end)]
            return turn.refuse(.alreadyEnded, subject, values)
        }
        silence.endedAt = turn.now
        silence.endedBy = person.name
        silenceTable.insert(silence, for: id)
        finish(silence, by: Bilingual(person.name), &turn)
    }

    /// Its end is near, or here.
    mutating func look(at id: SilenceID, _ turn: inout Turn) {
        guard let silence = silenceTable[id], silence.endedAt == nil else { return }
        guard silence.terms.until > turn.now else {
            return finish(silence, by: CaseWords.itsTime, &turn)
        }
        let values = [FactValue("silence", id), FactValue("until", silence.terms.until)]
        turn.tell(.silenceEnding, Subject(person: silence.author), values)
    }

    /// What it kept back is sent, where it says so.
    private mutating func finish(_ silence: Silence, by: Bilingual, _ turn: inout Turn) {
        let values = [
            FactValue("silence", silence.id), FactValue("by", by),
            FactValue("count", silence.kept),
        ]
        turn.tell(.silenceEnded, Subject(), values)
        release(records.map(\.id), joins: true, &turn) {
            $0.state == .silenced && $0.silence == silence.id && $0.settledAt == nil
        }
    }
}
