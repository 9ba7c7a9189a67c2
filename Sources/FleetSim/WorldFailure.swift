// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A promise that did not hold in a world.
public struct WorldFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The world's seed.
    public var seed: UInt64
    /// Which checker saw it.
    public var checker: String
    /// What it saw.
    public var sentence: String
    /// The last lines of the transcript.
    public var transcript: [String]

    /// Seed, checker, sentence and the last lines.
    public var description: String {
        "seed \(seed): \(checker): \(sentence)\n" + transcript.joined(separator: "\n")
    }
}
