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

extension PendingEffect {
    /// From the verdict of the gate to the launch (SAFETY, A).
    static let launchWindow = TimeSpan.seconds(1)

    /// The dock that it makes an aircraft leave; nil: it is no launch.
    var launches: DockID? {
        guard case .command(let command) = effect.action, command.order.isLaunch else {
            return nil
        }
        return command.dock
    }

    /// Whether it is a launch whose verdict has aged on its way to the lane: it must not leave, and is
    /// settled as expired, so that the gate is asked again.
    func isStaleLaunch(at now: Timestamp) -> Bool {
        guard launches != nil else { return false }
        return now - effect.wire.issuedAt > Self.launchWindow
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
