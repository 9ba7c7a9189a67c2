// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What became of an input that broke no promise.
public enum Verdict: Hashable, Sendable {
    /// It was taken, and what was taken survived the way out and in again.
    case accepted
    /// It was refused by a typed error, with the error's stable word.
    case refused(String)

    /// The word that it is counted by.
    public var word: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let word): word
        }
    }
}
