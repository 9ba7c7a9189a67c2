// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a foreign format leaves unsaid, from the site's configuration (FRAMES § 1).
public struct FrameBinding: Equatable, Sendable {
    /// One camera of the format.
    public struct Camera: Equatable, Sendable {
        /// What the format calls it.
        public var name: String
        /// The aircraft that carries it; nil: it is not carried, or the format says its pose.
        public var aircraft: String?
        /// Its lens: `wide`, `zoom` ….
        public var lens: String
        /// Width and height of the pictures that boxes are in.
        public var size: [Int]?

        /// A camera from its parts.
        public init(name: String, aircraft: String?, lens: String = "wide", size: [Int]? = nil) {
            self.name = name
            self.aircraft = aircraft
            self.lens = lens
            self.size = size
        }
    }

    /// The format.
    public var format: FrameFormat
    /// The format's words for things to ours; they go before the usual ones.
    public var labels: [String: String]
    /// Its cameras.
    public var cameras: [Camera]

    /// A binding from its parts.
    public init(format: FrameFormat, labels: [String: String] = [:], cameras: [Camera] = []) {
        self.format = format
        self.labels = labels
        self.cameras = cameras
    }

    /// What comes without a word about its format.
    public static let native = FrameBinding(format: .native)

    func camera(_ name: String) -> Camera? { cameras.first { $0.name == name } }
}
