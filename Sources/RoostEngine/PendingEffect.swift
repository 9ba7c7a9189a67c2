// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel
public import SiteCore

/// An effect that waits to be performed.
public struct PendingEffect: Equatable, Sendable {
    /// What to do.
    public var effect: Effect<Action>
    /// Tries so far; of an effect that was just begun, this try included.
    public var attempt: Int
    /// Place of the input that asked for it.
    public var cause: Int

    /// An effect with its tries.
    public init(effect: Effect<Action>, attempt: Int, cause: Int) {
        self.effect = effect
        self.attempt = attempt
        self.cause = cause
    }
}

/// What waits in a lane.
public struct DueEffects: Equatable, Sendable {
    /// May be begun now, urgent orders first, then the oldest.
    public var ready: [PendingEffect]
    /// Ran out before a try; whoever runs the turns settles them as `.expired`.
    public var expired: [EffectID]

    /// What waits in a lane.
    public init(ready: [PendingEffect] = [], expired: [EffectID] = []) {
        self.ready = ready
        self.expired = expired
    }
}
