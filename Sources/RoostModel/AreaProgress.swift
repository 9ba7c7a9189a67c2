// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock says of the flight areas that it takes on board.
public struct AreaProgress: Codable, Equatable, Sendable {
    /// Where it stands.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// It waits for its turn, or is under way.
        case running
        /// They are on board.
        case kept
        /// They are not, or not in force.
        case failed
        /// A word that we do not know: no change.
        case unknown
    }

    /// Where it stands.
    public var state: State
    /// SHA-256 of the file that it speaks of, in small letters; nil: it names none.
    public var sha256: String?
    /// Why it failed, for people; nil: it did not, or did not say.
    public var reason: Bilingual?

    /// A progress from its parts.
    public init(state: State, sha256: String?, reason: Bilingual? = nil) {
        self.state = state
        self.sha256 = sha256
        self.reason = reason
    }
}
