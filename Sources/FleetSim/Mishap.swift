// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine

/// What goes wrong with one turn or with the process that makes it.
enum Mishap: String, CaseIterable {
    /// The commit fails before anything is written.
    case commitRefused = "F64 commit refused"
    /// The commit fails when all is written.
    case commitLost = "F64 commit lost"
    /// The commit is on disk, its answer is not.
    case commitUnanswered = "F64 commit unanswered"
    /// The same, and the disk does not say which.
    case commitInDoubt = "F64 commit in doubt"
    /// There is no room for the commit.
    case diskFull = "F63 commit without room"
    /// The process dies before the commit.
    case deathBeforeCommit = "F61 death before commit"
    /// The process dies after the commit.
    case deathAfterCommit = "F61 death after commit"
    /// The process dies between marking an effect and sending it.
    case deathBeforeSend = "F61 death before send"
    /// The process dies right after sending.
    case deathAfterSend = "F61 death after send"

    static let commits: [Mishap] = [
        .commitRefused, .commitLost, .commitUnanswered, .commitInDoubt,
    ]
    static let deaths: [Mishap] = [
        .deathBeforeCommit, .deathAfterCommit, .deathBeforeSend, .deathAfterSend,
    ]

    /// Points of a commit at which the store's door throws.
    var points: [CommitPoint] {
        switch self {
        case .commitRefused, .diskFull, .deathBeforeCommit: [.begin]
        case .commitLost: [.beforeCommit]
        case .commitUnanswered: [.afterCommit]
        case .commitInDoubt, .deathAfterCommit: [.afterCommit, .readBack]
        case .deathBeforeSend, .deathAfterSend: []
        }
    }

    /// Whether the turn itself kills the process.
    var isDeathInTurn: Bool { self == .deathBeforeCommit || self == .deathAfterCommit }
}
