// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One reading as a device last said it, by the device's clock, whatever message it came in (S29).
struct Told<Value> {
    /// A word older than the last by at least this is not late: the device's clock was set.
    private static var clockReset: TimeSpan { .seconds(120) }

    /// What was last said; nil: nothing.
    private(set) var value: Value?
    private var saidAt: Timestamp?

    /// Hears what a report says of it; answers whether it is the last word.
    @discardableResult
    mutating func hear(_ value: Value?, _ report: DockReport) -> Bool {
        guard let value else { return false }
        if let at = report.deviceTime {
            if let last = saidAt, at < last, last - at < Self.clockReset { return false }
            saidAt = at
        }
        self.value = value
        return true
    }
}
