// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The answer to a request that was taken: what was committed.
public struct Receipt: Codable, Equatable, Sendable {
    /// Position in the journal; events from here on tell how it goes.
    public var sequence: Int
    /// The mission that was made, `M-12`.
    public var mission: String?
    /// What follows, as texts.
    public var facts: [EventResource]

    /// A receipt from its parts.
    public init(sequence: Int, mission: String? = nil, facts: [EventResource] = []) {
        self.sequence = sequence
        self.mission = mission
        self.facts = facts
    }
}
