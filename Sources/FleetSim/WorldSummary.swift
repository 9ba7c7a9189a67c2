// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a world came to.
public struct WorldSummary: Equatable, Sendable {
    /// A world in which nothing happened yet.
    public init() {}

    /// Its seed.
    public var seed: UInt64 = 0
    /// Site time that passed.
    public var simulated = TimeSpan.zero
    /// Messages that docks and the analysis sent.
    public var messages = 0
    /// Bytes of them.
    public var bytes = 0
    /// Turns on disk.
    public var turns = 0
    /// Inputs that were journaled.
    public var inputs = 0
    /// Take-offs of all docks.
    public var flights = 0
    /// Sorties by how they ended.
    public var sorties: [String: Int] = [:]
    /// Frames of the cameras.
    public var frames = 0
    /// Cases that were opened.
    public var cases = 0
    /// Notices by what became of them.
    public var notices: [String: Int] = [:]
    /// What went wrong, by its number in SAFETY § F and its name.
    public var faults: [String: Int] = [:]
    /// SHA-256 of the last state.
    public var digest = ""
    /// The last hash of the chain of turns: the digest of the journal.
    public var journal = ""
    /// Every line, when they were asked for.
    public var transcript: [String] = []
}
