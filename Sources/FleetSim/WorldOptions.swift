// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a world is made of besides its seed.
public struct WorldOptions: Equatable, Sendable {
    /// The site that is played; nil: a made-up row of docks.
    public var site: SimulatedSite?
    /// Docks of the made-up row, 1 to 8.
    public var docks = 3
    /// Minutes of site time in which things go wrong, 2 to 20,160.
    public var minutes = 6
    /// Minutes of site time after that within which everything must come to rest.
    ///
    /// A receiver that was down is tried again after an hour at the latest.
    public var settleMinutes = 240
    /// Whether the second dock of the made-up row is empty, and people ask for flights between it and the first.
    public var relays = false
    /// How much goes wrong by itself; people ask for things unless nothing does.
    public var faults = FaultLevel.heavy
    /// Faults that were asked for one by one.
    public var orders: [FaultOption] = []
    /// Whether a dock at rest that nobody waits for says something each 10 s only.
    public var isSparse = false
    /// Whether commits fail and processes die in every world, and often.
    public var isStormy = false
    /// Whether every line of the transcript is kept, not only the last 50.
    public var keepsTranscript = false
    /// A mistake put into the shell's place on purpose, to see that the checkers see it.
    public var sabotage: Sabotage?

    /// Three docks for six minutes.
    public init() {}

    /// Whether docks and minutes are in their ranges.
    public var isValid: Bool { (1...8).contains(docks) && (2...20_160).contains(minutes) }

    /// Journal entries from one snapshot to the next: fewer than the daemon's 10,000, so that short worlds have
    /// some, and more for a site, whose state is large.
    var snapshotEntries: Int { site == nil ? 600 : 1500 }

    /// Whether anything goes wrong by itself, and people ask for anything.
    public var hasFaults: Bool {
        get { faults != .none }
        set { faults = newValue ? .heavy : .none }
    }
}
