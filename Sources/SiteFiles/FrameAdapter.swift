// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A foreign frame format: where it comes in, and what it leaves unsaid (FRAMES § 1, 4).
public struct FrameAdapter: Codable, Equatable, Sendable {
    /// One camera of the format.
    public struct Camera: Codable, Equatable, Sendable {
        /// What the format calls it, such as `frigate/dock1_wide`.
        public var name: String
        /// The aircraft that carries it: its telemetry is the camera's pose; nil: none does.
        public var aircraft: String?
        /// Its lens.
        public var lens: String
        /// Width and height in pixels of the pictures that boxes are in.
        public var size: [Int]?

        /// A camera from its parts.
        public init(name: String, aircraft: String?, lens: String, size: [Int]?) {
            self.name = name
            self.aircraft = aircraft
            self.lens = lens
            self.size = size
        }
    }

    /// The formats that are known (FRAMES § 2), as the header `X-Roost-Format` has them too.
    public static let formats = [
        "native", "frigate", "deepstream", "ultralytics", "coco", "onvif", "rekognition", "dji",
    ]

    /// MQTT topic filter; nil: it comes by HTTP only, named by its header.
    public var topic: String?
    /// The format's word, such as `frigate`.
    public var format: String
    /// The format's words for things to ours.
    public var labels: [String: String]
    /// Its cameras.
    public var cameras: [Camera]

    /// An adapter from its parts.
    public init(
        topic: String?,
        format: String,
        labels: [String: String] = [:],
        cameras: [Camera] = []
    ) {
        self.topic = topic
        self.format = format
        self.labels = labels
        self.cameras = cameras
    }
}
