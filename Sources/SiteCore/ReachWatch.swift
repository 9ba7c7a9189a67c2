// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Which places are out of the promise, so that a change is told once.
public struct ReachWatch: Codable, Equatable, Sendable {
    /// How often the promise is looked at.
    public static let period = TimeSpan.seconds(30)
    /// After something happened to a dock it is looked at this soon.
    static let soon = TimeSpan.seconds(2)

    /// A place that may be out.
    struct Suspect: Codable, Equatable, Sendable {
        var place: Int
        var since: Timestamp
    }

    /// When it is looked at next.
    public internal(set) var dueAt: Timestamp
    /// Places that are out, by their number in the configuration.
    public internal(set) var out: [Int] = []
    /// Places that are out and not told yet, and since when: a moment is no alarm.
    var suspected: [Suspect] = []
    /// Places of which too little is known.
    public internal(set) var unknown = 0

    /// A watch that looks at once.
    init(dueAt: Timestamp) { self.dueAt = dueAt }

    /// Something happened to a dock.
    mutating func hurry(at now: Timestamp) { dueAt = min(dueAt, now + Self.soon) }
}
