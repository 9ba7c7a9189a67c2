// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// When a source looked: event times of its newest frames of the wide lens, ascending.
///
/// N of M (PIPELINE § 4) counts looks, also those that found nothing.
struct FrameMarks: Codable, Equatable, Sendable {
    /// Marks that are kept: ten minutes at 1.7 frames a second; older looks are counted as none.
    static let limit = 1024

    private(set) var times: [Timestamp] = []

    /// Notes a look, wherever in time it belongs.
    mutating func note(_ at: Timestamp) {
        let index = position(after: at)
        times.insert(at, at: index)
        if times.count > Self.limit { times.removeFirst() }
    }

    /// Looks from one instant to another, both included.
    func count(from start: Timestamp, through end: Timestamp) -> Int {
        max(0, position(after: end) - position(after: start - .milliseconds(1)))
    }

    /// How many marks lie at or before an instant.
    private func position(after at: Timestamp) -> Int {
        if let last = times.last, last <= at { return times.count }
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= at { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
