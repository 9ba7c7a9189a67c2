// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What one call of ``Fleet/apply(_:at:issuer:)`` works with.
struct Turn {
    let now: Timestamp
    var issuer: Issuer
    var outcome = FleetOutcome()

    mutating func tell(_ code: FactCode, _ subject: Subject, _ values: [FactValue] = []) {
        outcome.facts.append(Fact(code, subject, values))
    }

    mutating func refuse(
        _ code: RefusalCode,
        _ subject: Subject = Subject(),
        _ values: [FactValue] = [],
        reasons: [Bilingual] = []
    ) {
        outcome.refusal = Refusal(code, subject, values, reasons: reasons)
    }

    /// Asks for a command and returns its effect's id.
    mutating func ask(
        _ command: DockCommand,
        until expiresAt: Timestamp,
        _ retry: Retry
    ) -> EffectID {
        let effect = issuer.effect(
            FleetAction.command(command),
            at: now,
            lifetime: expiresAt - now,
            retry: retry
        )
        outcome.effects.append(effect)
        return effect.id
    }

    mutating func answer(_ reply: DockReply) {
        outcome.effects.append(
            issuer.effect(
                FleetAction.reply(reply),
                at: now,
                lifetime: FleetTimes.reply,
                retry: .untilExpiry
            )
        )
    }
}
