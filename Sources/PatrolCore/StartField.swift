// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Starts on the grid, and what forbids each: the first cause stays.
struct StartField: Sendable {
    private let first: Int
    private let grid: Int
    private(set) var causes: [UnservedReason?]

    init(_ range: ClosedRange<Int>, grid: Int) {
        first = range.lowerBound
        self.grid = grid
        causes = Array(repeating: nil, count: (range.upperBound - range.lowerBound) / grid + 1)
    }

    mutating func block(_ span: OpenSpan, _ cause: UnservedReason) {
        guard span.high > first, span.low < first + causes.count * grid else { return }
        let from = span.low < first ? 0 : (span.low - first) / grid + 1
        let to = min(causes.count, (span.high - first + grid - 1) / grid)
        guard from < to else { return }
        for index in from..<to where causes[index] == nil { causes[index] = cause }
    }

    /// Starts that nothing forbids, ascending.
    var open: some Sequence<Int> {
        causes.indices.lazy.filter { causes[$0] == nil }.map { first + $0 * grid }
    }
}
