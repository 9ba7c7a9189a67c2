// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What happened while a store was loaded; roostd says it loudly when it is not ``isClean``.
public struct LoadReport: Codable, Equatable, Sendable {
    /// Place of the snapshot that the load began with; nil: from the journal's beginning.
    public var snapshot: Int?
    /// Inputs that were applied again.
    public var replayed = 0
    /// Snapshots that were passed over because their digest or form was wrong.
    public var damagedSnapshots = 0
    /// Turns whose replay gave other facts or effects than when they were made: an older build made
    /// them.
    public var divergedTurns = 0
    /// The first of them.
    public var firstDiverged: Int?
    /// Snapshots on the way whose state the replay did not give; counted only from the beginning.
    public var differingSnapshots = 0
    /// Place of the first of them.
    public var firstDiffering: Int?
    /// Effects that were being performed when the process died and may not be tried again.
    public var unknownEffects = 0
    /// Effects that were being performed when the process died and are tried again with the same
    /// id.
    public var requeuedEffects = 0

    /// Whether snapshot, journal and this build agree.
    public var isClean: Bool {
        damagedSnapshots == 0 && divergedTurns == 0 && differingSnapshots == 0
    }

    /// The report of a new store.
    public init() {}
}
