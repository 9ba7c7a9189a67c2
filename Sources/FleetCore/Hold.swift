// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A bar on launches in a scope, by a person's word; it survives restarts.
public struct Hold: Codable, Equatable, Sendable {
    /// `H-3`.
    public let id: HoldID
    /// Where it bars launches.
    public let scope: HoldScope
    /// Why.
    public let reason: String
    /// By whom.
    public let by: String
    /// Since when.
    public let since: Timestamp
    /// For work at the dock it ends by itself at this instant; nil: when a person releases it.
    public internal(set) var until: Timestamp?
    /// Whether it is a lock for work at the dock.
    public var isMaintenance: Bool { isLock ?? false }
    /// What it is and why, for people: `H-2 root: marathon`.
    public var told: Bilingual {
        Bilingual(en: "\(id) \(by): \(reason)", zh: "\(id) \(by)：\(reason)")
    }
    var isLock: Bool?
    var isEndTold: Bool?
}
