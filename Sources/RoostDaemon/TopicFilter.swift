// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Filters of MQTT topics (MQTT 5 § 4.7).
enum TopicFilter {
    /// Whether a filter with `+` and `#` takes a topic.
    static func matches(_ filter: String, _ topic: String) -> Bool {
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = filter.split(separator: "/", omittingEmptySubsequences: false)
        for (index, level) in wanted.enumerated() {
            // `a/#` takes `a` too.
            if level == "#" { return true }
            guard index < levels.count else { return false }
            guard level == "+" || level == levels[index] else { return false }
        }
        return levels.count == wanted.count
    }
}
