// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel
public import SiteCore

/// An effect as the store has it, settled or not.
public struct EffectRecord: Equatable, Sendable {
    /// Where an effect stands.
    public enum State: String, Sendable {
        /// Waits for its turn, its time or its lane.
        case queued
        /// Is being performed.
        case sending
        /// Has ended.
        case settled
    }

    /// What to do, and the tries so far.
    public var pending: PendingEffect
    /// Where it stands.
    public var state: State
    /// Not tried before this instant; nil: at once.
    public var nextAt: Timestamp?
    /// Why its last try failed; nil: none did, or nobody said.
    public var trouble: String?
    /// How it ended; nil: it has not.
    public var settlement: Settlement<EffectResult>?
}
