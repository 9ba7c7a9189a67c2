// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine

/// What goes wrong with one turn or with the process that makes it.
enum Mishap: String, CaseIterable {
    /// The commit fails before anything is written.
    case commitRefused = "commit refused"
    /// The commit fails when all is written.
    case commitLost = "commit lost"
    /// The commit is on disk, its answer is not.
    case commitUnanswered = "commit unanswered"
    /// The same, and the disk does not say which.
    case commitInDoubt = "commit in doubt"
    /// The process dies before the commit.
    case deathBeforeCommit = "death before commit"
    /// The process dies after the commit.
    case deathAfterCommit = "death after commit"
    /// The process dies between marking an effect and sending it.
    case deathBeforeSend = "death before send"
    /// The process dies right after sending.
    case deathAfterSend = "death after send"

    static let commits: [Mishap] = [
        .commitRefused, .commitLost, .commitUnanswered, .commitInDoubt,
    ]
    static let deaths: [Mishap] = [
        .deathBeforeCommit, .deathAfterCommit, .deathBeforeSend, .deathAfterSend,
    ]

    /// Points of a commit at which the store's door throws.
    var points: [CommitPoint] {
        switch self {
        case .commitRefused, .deathBeforeCommit: [.begin]
        case .commitLost: [.beforeCommit]
        case .commitUnanswered: [.afterCommit]
        case .commitInDoubt, .deathAfterCommit: [.afterCommit, .readBack]
        case .deathBeforeSend, .deathAfterSend: []
        }
    }

    /// Whether the turn itself kills the process.
    var isDeathInTurn: Bool { self == .deathBeforeCommit || self == .deathAfterCommit }
}
