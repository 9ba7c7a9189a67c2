// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Something that becomes due at an instant of our clock.
struct Wake: Codable, Hashable, Comparable, Sendable {
    enum Kind: Int, Codable, Sendable {
        case place
        case review
        case track
        case crowd
        case escalation
        case step
        case exemption
        case silence
        case batch
        case firing
        case reminder
        case preservation
        case sweep
    }

    var at: Timestamp
    var kind: Kind
    /// Number of the place or case.
    var number: Int

    static func < (one: Wake, other: Wake) -> Bool {
        (one.at, one.kind.rawValue, one.number) < (other.at, other.kind.rawValue, other.number)
    }
}
