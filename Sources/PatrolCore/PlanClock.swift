// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A plan's second as people read it: `07:34:20`, hours after 24 where a service crosses midnight.
struct PlanClock: CustomStringConvertible {
    /// Seconds after local midnight of the service day; negative before it.
    let seconds: Int

    init(_ seconds: Int) { self.seconds = seconds }

    var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (sign, value) = (seconds < 0 ? "-" : "", seconds.magnitude)
        let parts = [value / 3600, value / 60 % 60, value % 60].map { two(Int($0)) }
        return sign + parts.joined(separator: ":")
    }
}
