// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import SiteCore

/// What one turn is going to write, in the bytes in which it is written and hashed.
struct TurnDraft {
    struct JournalRow {
        var sequence: Int
        var body: Data
    }
    struct FactRow {
        var record: FactRecord
        var body: Data
    }
    struct EffectRow {
        var effect: Effect<Action>
        var cause: Int
        var body: Data
    }
    struct SettlementRow {
        var effect: EffectID
        var cause: Int
        var body: Data
    }

    let number: Int
    let at: Timestamp
    let first: Int
    private(set) var last: Int
    private(set) var journal: [JournalRow] = []
    private(set) var facts: [FactRow] = []
    private(set) var effects: [EffectRow] = []
    private(set) var settlements: [SettlementRow] = []
    /// Lanes of which something was settled that may have held the next of its line.
    private(set) var freedLanes: Set<Lane> = []
    /// Steps of the wall clock among the inputs.
    private(set) var steps: [TimeSpan] = []
    /// Frame and request keys that this turn takes, with the receipt of a request.
    var keys: [(key: PostingKey, receipt: TurnReceipt)] = []

    init(number: Int, after sequence: Int, at: Timestamp) {
        self.number = number
        self.at = at
        first = sequence + 1
        last = sequence
    }

    var isEmpty: Bool { journal.isEmpty }

    /// Takes an input and what followed from it; of one that was read from the store, its stored form.
    mutating func take(
        _ input: Input,
        _ outcome: Outcome,
        at now: Timestamp,
        stored: Data? = nil
    ) throws(StoreError) -> TurnReceipt {
        last += 1
        let cause = last
        let body: Data
        if let stored { body = stored } else { body = try StoredForm.encode(input) }
        journal.append(JournalRow(sequence: cause, body: body))
        var receipt = TurnReceipt(
            sequence: cause,
            effects: outcome.effects.map(\.id),
            refusal: outcome.refusal,
            mission: outcome.mission
        )
        for fact in outcome.facts {
            last += 1
            let record = FactRecord(sequence: last, cause: cause, at: now, fact: fact)
            facts.append(FactRow(record: record, body: StoredForm.encode(fact)))
            receipt.facts.append(record)
        }
        for effect in outcome.effects {
            let body = try StoredForm.encode(effect.action)
            effects.append(EffectRow(effect: effect, cause: cause, body: body))
        }
        if case .clock(.stepped(let span)) = input { steps.append(span) }
        if case .settled(let id, let settlement) = input {
            freedLanes.formUnion(settlement.lanes)
            let body = try StoredForm.encode(settlement)
            settlements.append(SettlementRow(effect: id, cause: cause, body: body))
        }
        return receipt
    }

    /// The row that chains this turn to the one before.
    func row(after previous: Data) -> TurnRow {
        var inputHash = ChainHash()
        for row in journal { inputHash.addInput(row.sequence, row.body) }
        var factHash = ChainHash()
        for row in facts { factHash.addFact(row.record.sequence, row.record.cause, row.body) }
        var effectHash = ChainHash()
        for row in effects { effectHash.addEffect(row.effect, cause: row.cause, body: row.body) }
        var settlementHash = ChainHash()
        for row in settlements { settlementHash.addSettlement(row.effect, row.cause, row.body) }
        return TurnRow(
            number: number,
            at: at,
            first: first,
            last: last,
            inputs: inputHash.finished(),
            facts: facts.isEmpty ? ChainHash.nothing : factHash.finished(),
            effects: effects.isEmpty ? ChainHash.nothing : effectHash.finished(),
            settlements: settlements.isEmpty ? ChainHash.nothing : settlementHash.finished(),
            after: previous
        )
    }
}

extension Settlement<EffectResult> {
    /// Lanes with lines in which the effect may have been.
    fileprivate var lanes: Set<Lane> {
        switch self {
        case .succeeded(.fleet): [.flight]
        case .succeeded(.cases): [.notice]
        case .succeeded(.plan), .succeeded(.errand): []
        case .failed, .expired, .unknown: [.flight, .notice]
        }
    }
}

extension ChainHash {
    mutating func addInput(_ sequence: Int, _ body: Data) {
        add(sequence)
        add(body)
    }

    mutating func addFact(_ sequence: Int, _ cause: Int, _ body: Data) {
        add(sequence)
        add(cause)
        add(body)
    }

    mutating func addEffect(_ effect: Effect<Action>, cause: Int, body: Data) {
        addEffect(
            (effect.id.value, cause),
            wire: effect.wire.description,
            expiresAt: Int(effect.expiresAt.milliseconds),
            retry: effect.retry.rawValue,
            body: body
        )
    }

    mutating func addEffect(
        _ place: (id: Int, cause: Int),
        wire: String,
        expiresAt: Int,
        retry: String,
        body: Data
    ) {
        add(place.id)
        add(place.cause)
        add(wire)
        add(expiresAt)
        add(retry)
        add(body)
    }

    mutating func addSettlement(_ effect: EffectID, _ cause: Int, _ body: Data) {
        add(effect.value)
        add(cause)
        add(body)
    }
}
