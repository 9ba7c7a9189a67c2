// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Which part of history is asked for; parts that are nil do not matter.
public struct FactQuery: Equatable, Sendable {
    /// Only facts behind this place.
    public var after: Int
    /// Only facts before this place.
    public var before: Int?
    /// At most so many; never more than 1000.
    public var limit: Int
    /// The newest first, for a page that looks back.
    public var newestFirst: Bool
    /// About this dock.
    public var dock: DockID?
    /// About this mission.
    public var mission: MissionID?
    /// About this sortie.
    public var sortie: SortieID?
    /// About this case.
    public var violation: CaseID?
    /// About this notice.
    public var notice: NoticeID?
    /// Of this code or, when it ends with a dot, of all codes that begin so: `sortie.`.
    public var code: String?
    /// Of this severity or above.
    public var severity: Severity?

    /// Everything behind a place.
    public init(after: Int = 0, limit: Int = 200) {
        self.after = after
        self.limit = limit
        newestFirst = false
    }
}
