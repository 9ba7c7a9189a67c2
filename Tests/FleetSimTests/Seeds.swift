// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Seeds of worlds.
enum Seeds {
    /// Ranges of 20 that make up 200; `ROOST_SEEDS=92-95` asks for others.
    static let ranges: [Range<UInt64>] = {
        let asked = ProcessInfo.processInfo.environment["ROOST_SEEDS"]?.split(separator: "-")
            .compactMap { UInt64($0) }
        guard let asked, let first = asked.first, let last = asked.last, first <= last else {
            return (0..<10).map { $0 * 20..<($0 + 1) * 20 }
        }
        return [first..<last + 1]
    }()
}
