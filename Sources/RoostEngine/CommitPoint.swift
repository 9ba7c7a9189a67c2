// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where a commit may be made to fail, for the simulator and for tests.
///
/// A door that throws before the commit leaves nothing on disk; one that throws after it leaves the
/// outcome in doubt until the store is read again.
public enum CommitPoint: String, CaseIterable, Sendable {
    /// Before the first row is written: the disk is full or slow, say.
    case begin
    /// Every row is written, the commit is not.
    case beforeCommit
    /// The commit is on disk, its answer is lost.
    case afterCommit
    /// The store is asked whether the commit in doubt is there.
    case readBack
}
