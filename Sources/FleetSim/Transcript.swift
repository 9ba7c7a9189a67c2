// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What happened in a world, for people: the last lines, or all.
struct Transcript {
    /// Lines that a failure shows.
    static let shown = 50

    private(set) var lines: [String] = []
    private let keepsAll: Bool

    init(keepsAll: Bool) { self.keepsAll = keepsAll }

    mutating func add(_ text: String, at now: Timestamp) {
        let clock = "\(now)".dropFirst(11).prefix(12)
        lines.append("\(clock)  \(text)")
        if !keepsAll, lines.count > 20 * Self.shown { lines.removeFirst(lines.count - Self.shown) }
    }

    var last: [String] { Array(lines.suffix(Self.shown)) }
}
