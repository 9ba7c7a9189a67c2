// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How soon an aircraft can be at places, from the docks that could go now (FEATURES B13).
///
/// What is not known is never counted as covered.
public struct ReachMap: Equatable, Sendable {
    /// Whether a dock could answer a call now.
    public enum Answer: Equatable, Sendable {
        /// It could: at this speed over ground against the wind, and no farther than this.
        case ready(speed: MetresPerSecond, radius: Metres)
        /// It could not, and why.
        case barred(Bilingual)
        /// A reading that decides it is missing or old.
        case unknown(Bilingual)
    }

    /// What a place can count on.
    public enum Cover: Equatable, Sendable {
        /// An aircraft is there within the limit: from which dock, in how many seconds.
        case covered(DockID, seconds: Int)
        /// No dock that could go is near enough, and none whose state is unknown.
        case out
        /// Only docks of which too little is known are near enough.
        case unknown
    }

    /// Every adopted dock.
    public var docks: [(dock: DockID, answer: Answer)] = []
    /// What each place can count on, in the order of the places.
    public var covers: [Cover] = []
    /// The promise, seconds.
    public var limitSeconds = 0

    /// Equal docks and covers.
    public static func == (one: ReachMap, other: ReachMap) -> Bool {
        one.covers == other.covers && one.limitSeconds == other.limitSeconds
            && one.docks.map(\.dock) == other.docks.map(\.dock)
            && one.docks.map(\.answer) == other.docks.map(\.answer)
    }

    /// The place that is reached last, and when; nil: none is covered.
    public var worst: (index: Int, dock: DockID, seconds: Int)? {
        var worst: (index: Int, dock: DockID, seconds: Int)?
        for (index, cover) in covers.enumerated() {
            guard case .covered(let dock, let seconds) = cover, seconds > worst?.seconds ?? -1
            else { continue }
            worst = (index, dock, seconds)
        }
        return worst
    }
}
