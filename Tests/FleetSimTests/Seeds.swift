// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Seeds of worlds.
enum Seeds {
    /// Seeds that once failed (#4) with the docks of their worlds: launches that left late or by a
    /// failing store (8, 44, 50, 1095), a launch of a turn in doubt (2933695439), a broker that hung and
    /// never came back (20783114).
    static let regressions: [(seed: UInt64, docks: Int)] = [
        (8, 3), (44, 3), (50, 3), (1095, 3), (2_933_695_439, 1), (20_783_114, 1),
    ]

    /// The same forty at each run, so that a red test is the change's; a failure names its seed.
    ///
    /// `ROOST_SEEDS=0-59` asks for others; `make simulate` flies many more, and faster.
    static let some: [Range<UInt64>] = {
        let asked = ProcessInfo.processInfo.environment["ROOST_SEEDS"]?.split(separator: "-")
            .compactMap { UInt64($0) }
        if let asked, let first = asked.first, let last = asked.last, first <= last {
            return [first..<last + 1]
        }
        return (0..<10).map { $0 * 4..<($0 + 1) * 4 }
    }()

    /// The first seed that nobody flew before: from the date, so that each day adds others.
    ///
    /// `ROOST_FRESH=20783000` begins there, to show a red test of another day again.
    static let fresh: UInt64 = {
        let asked = ProcessInfo.processInfo.environment["ROOST_FRESH"].flatMap { UInt64($0) }
        return asked ?? UInt64(Date().timeIntervalSince1970 / 86_400) * 1000
    }()

    /// How long fresh seeds are flown: with the fixed ones about three minutes of a debug build.
    static let freshTime = Duration.seconds(90)
}
