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
    /// A word from far back, when it was the last: one alone is repeated, two are a clock that was set.
    private var farBack: Timestamp?
    /// The newest instant at which the device said anything else (``hear(other:)``).
    private var newest: Timestamp?

    /// Hears what a report says of it; answers whether it is the last word.
    ///
    /// Of the clock itself one word from far back is enough.
    @discardableResult
    mutating func hear(_ value: Value?, _ report: DockReport, isClock: Bool = false) -> Bool {
        guard let value else { return false }
        if let at = report.deviceTime {
            let before = farBack
            farBack = nil
            if let last = saidAt, at < last {
                guard last - at >= Self.clockReset else { return false }
                guard isClock || before.map({ $0 <= at }) == true else {
                    farBack = at
                    return false
                }
            }
            saidAt = at
        }
        self.value = value
        return true
    }

    /// Hears that the device said something else: two words from far back are a clock that was set, and what
    /// is said next is the last word.
    mutating func hear(other report: DockReport) {
        guard let at = report.deviceTime else { return }
        guard let last = [newest, saidAt].compactMap(\.self).max(), last - at >= Self.clockReset
        else {
            farBack = nil
            newest = max(newest ?? at, at)
            return
        }
        guard farBack.map({ $0 <= at }) == true else { return farBack = at }
        (saidAt, farBack, newest) = (nil, nil, at)
    }
}
