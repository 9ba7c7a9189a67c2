// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A foreign frame format that comes over a topic.
public struct FrameAdapter: Codable, Equatable, Sendable {
    /// MQTT topic filter.
    public var topic: String
    /// The format's word, such as `frigate`.
    public var format: String

    /// An adapter from its parts.
    public init(topic: String, format: String) {
        self.topic = topic
        self.format = format
    }
}
