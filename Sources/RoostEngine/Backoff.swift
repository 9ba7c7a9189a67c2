// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How long a delivery waits before it is tried again (PIPELINE § 8).
public enum Backoff {
    /// Longest nominal wait.
    public static let longest = TimeSpan.hours(1)
    /// After so long from the first try there is no other (PIPELINE § 8).
    public static let giveUp = TimeSpan.hours(24)

    /// The wait before retry `retry` (from 1): min(5 × 3^(k−1), 3600) s × 0.8 … 1.2.
    ///
    /// The spread is a hash of the delivery's id and the retry, so that it is the same after a
    /// restart. A `Retry-After` of the receiver, at most an hour of it, is a lower bound.
    public static func delay(
        retry: Int,
        of id: String,
        atLeast floor: TimeSpan = .zero
    ) -> TimeSpan {
        let steps = min(max(retry, 1) - 1, 6)
        var nominal: Int64 = 5000
        for _ in 0..<steps { nominal *= 3 }
        nominal = min(nominal, longest.milliseconds)
        var generator = SeededGenerator(hash(id) &+ UInt64(max(retry, 1)))
        let share = Double(generator.next() >> 11) / Double(1 << 53)
        let spread = TimeSpan(milliseconds: Int64(Double(nominal) * (0.8 + 0.4 * share)))
        return max(spread, min(floor, longest))
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
