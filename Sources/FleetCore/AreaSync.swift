// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// The flight areas that a dock keeps on board, by its own word; no method reads them back (PROTOCOL § 17).
public struct AreaSync: Codable, Equatable, Sendable {
    /// SHA-256 of the file that is on board; empty: none is; nil: never said.
    ///
    /// A file on board stays there over silence and restarts: only the dock's later word, or a job that
    /// erases, ends it.
    public internal(set) var kept: String?
    /// When that was said.
    public internal(set) var keptAt: Timestamp?
    /// When the dock was last told to fetch them; nil: not since they changed.
    public internal(set) var orderedAt: Timestamp?
    /// Why it did not take them; nil: it did, or is at it.
    public internal(set) var failure: Bilingual?
    /// The file that the orders are for.
    var wanted: String?
    /// How often it was told in vain.
    var tries = 0
    /// Not told again before.
    var retryAt: Timestamp?
}
