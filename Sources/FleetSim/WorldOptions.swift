// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a world is made of besides its seed.
public struct WorldOptions: Equatable, Sendable {
    /// Docks, 1 to 8.
    public var docks = 3
    /// Minutes of site time in which things go wrong, 2 to 600.
    public var minutes = 6
    /// Minutes of site time after that within which everything must come to rest.
    public var settleMinutes = 40
    /// Whether anything goes wrong at all, and people ask for anything.
    public var hasFaults = true
    /// Whether commits fail and processes die in every world, and often.
    public var isStormy = false
    /// Whether every line of the transcript is kept, not only the last 50.
    public var keepsTranscript = false
    /// A mistake put into the shell's place on purpose, to see that the checkers see it.
    public var sabotage: Sabotage?

    /// Three docks for six minutes.
    public init() {}

    /// Whether docks and minutes are in their ranges.
    public var isValid: Bool { (1...8).contains(docks) && (2...600).contains(minutes) }
}
