// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A generation of docks, by the middle number of its model key (PROTOCOL § 1).
public enum DockModel: Hashable, Sendable {
    /// `3-1-0`.
    case dock1
    /// `3-2-0`.
    case dock2
    /// `3-3-0`.
    case dock3
    /// A key that we do not know; treated as the newest (PROTOCOL § 6: accept it as generic).
    case other

    /// The generation of a model key such as `3-3-0`.
    public init(modelKey: String) {
        switch modelKey.split(separator: "-").prefix(2).joined(separator: "-") {
        case "3-1": self = .dock1
        case "3-2": self = .dock2
        case "3-3": self = .dock3
        default: self = .other
        }
    }

    /// Whether it knows `rth_mode` and the members that came with it (PROTOCOL §§ 9, 13).
    var knowsReturnMode: Bool { self != .dock1 }
}
