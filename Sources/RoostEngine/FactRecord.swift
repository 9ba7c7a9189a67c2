// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A fact with its place in history.
public struct FactRecord: Codable, Equatable, Sendable {
    /// Its place: one number counts inputs and facts, so it also follows ``TurnReceipt/sequence``.
    public var sequence: Int
    /// The place of the input that it follows from.
    public var cause: Int
    /// When, by the site's clock.
    public var at: Timestamp
    /// The fact.
    public var fact: Fact

    /// A fact at its place.
    public init(sequence: Int, cause: Int, at: Timestamp, fact: Fact) {
        self.sequence = sequence
        self.cause = cause
        self.at = at
        self.fact = fact
    }
}
