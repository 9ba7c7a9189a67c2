// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What the loop has counted since the process began, for the metrics page.
public struct EngineCounters: Equatable, Sendable {
    /// Turns that are on disk.
    public var turns = 0
    /// Inputs in them.
    public var inputs = 0
    /// Commits that failed.
    public var failedCommits = 0
    /// How long the last turn took, with its commit.
    public var lastTurn = Duration.zero
    /// The longest turn.
    public var longestTurn = Duration.zero
    /// Settlements of effects that were settled before.
    public var ignoredSettlements = 0
    /// Snapshots that were kept.
    public var snapshots = 0
    /// Inputs and frames that wait now.
    public var waiting = 0
    /// Frames that were shed, by source.
    public var shedFrames: [String: Int] = [:]

    init() {}
}
