// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What kind of order a command was, for its settlement.
enum OrderKind: String, Codable, CaseIterable, Sendable {
    case prepare, launch, undo, returnHome

    /// Its name for people.
    var word: String {
        switch self {
        case .prepare: "prepare"
        case .launch: "launch"
        case .undo: "undo"
        case .returnHome: "return home"
        }
    }
}
