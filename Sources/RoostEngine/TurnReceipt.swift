// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What came of one input, after its turn is on disk.
public struct TurnReceipt: Codable, Equatable, Sendable {
    /// The input's place in the journal; its facts follow, so history after it begins with them.
    public var sequence: Int
    /// Facts that follow from it, with their places.
    public var facts: [FactRecord]
    /// Effects that it asked for.
    public var effects: [EffectID]
    /// Why a request was refused; nil when it was not.
    public var refusal: Refusal?
    /// The mission that a request made.
    public var mission: MissionID?

    /// A receipt from its parts.
    public init(
        sequence: Int,
        facts: [FactRecord] = [],
        effects: [EffectID] = [],
        refusal: Refusal? = nil,
        mission: MissionID? = nil
    ) {
        self.sequence = sequence
        self.facts = facts
        self.effects = effects
        self.refusal = refusal
        self.mission = mission
    }
}
