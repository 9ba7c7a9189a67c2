// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Sees steps of the wall clock: its distance from the monotonic clock jumps (SAFETY S26).
struct ClockWatch {
    /// A smaller jump is slew, a larger one is a step (S26: 2 s).
    static let tolerance = TimeSpan.seconds(2)

    private var distance: Int64?

    /// The step since the last look; nil when there was none.
    mutating func step(wall: Timestamp, monotonic: Duration) -> TimeSpan? {
        let now = wall.milliseconds - Int64(monotonic / .milliseconds(1))
        defer { distance = now }
        guard let distance else { return nil }
        let step = TimeSpan(milliseconds: now - distance)
        return step.magnitude > Self.tolerance ? step : nil
    }
}
