// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A span of whole seconds that is open at both ends: `low < t < high`.
struct OpenSpan: Equatable, Sendable {
    var low: Int
    var high: Int
}
