// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Seeds of worlds.
enum Seeds {
    /// Two hundred, in twenty ranges: a debug build needs about a second for each.
    ///
    /// `ROOST_SEEDS=0-59` asks for others; `docksim simulate --count 200` of a release build is much faster.
    static let ranges: [Range<UInt64>] = {
        let asked = ProcessInfo.processInfo.environment["ROOST_SEEDS"]?.split(separator: "-")
            .compactMap { UInt64($0) }
        guard let asked, let first = asked.first, let last = asked.last, first <= last else {
            return (0..<20).map { $0 * 10..<($0 + 1) * 10 }
        }
        return [first..<last + 1]
    }()
}
