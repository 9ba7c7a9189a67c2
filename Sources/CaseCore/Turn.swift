// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What one call of ``CaseBook/apply(_:at:issuer:)`` works with.
struct Turn {
    let now: Timestamp
    var issuer: Issuer
    var outcome = CaseOutcome()

    mutating func tell(_ code: FactCode, _ subject: Subject, _ values: [FactValue] = []) {
        outcome.facts.append(Fact(code, subject, values))
    }

    mutating func refuse(_ code: RefusalCode, _ subject: Subject, _ values: [FactValue] = []) {
        outcome.refusal = Refusal(code, subject, values)
    }

    /// Asks for an effect and returns its id.
    mutating func ask(
        _ action: CaseAction,
        lifetime: TimeSpan,
        retry: Retry = .untilExpiry
    ) -> EffectID {
        let effect = issuer.effect(action, at: now, lifetime: lifetime, retry: retry)
        outcome.effects.append(effect)
        return effect.id
    }
}
