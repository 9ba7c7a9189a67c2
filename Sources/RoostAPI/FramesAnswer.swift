// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What became of the frames of one request (FRAMES § 4); sent after the commit.
public struct FramesAnswer: Codable, Equatable, Sendable {
    /// Taken in.
    public var accepted: Int
    /// Known already, with the same content.
    public var duplicate: Int
    /// Not taken in, each with its reason.
    public var quarantined: [Quarantined]

    /// Detections that were left out of frames that could be read, at most ``leftOutLimit``; absent: none were.
    public var leftOut: [LeftOut]?

    /// Most detections that an answer names; a counter counts them all.
    public static let leftOutLimit = 100

    /// A detection that was left out of its frame.
    public struct LeftOut: Codable, Equatable, Sendable {
        /// Position of the frame in the request, from 0.
        public var index: Int
        /// Position of the detection in the frame, from 0.
        public var detection: Int
        /// A stable word: `box_range`, `box_empty`, `no_size`, `schema` ….
        public var reason: String
        /// What is wrong and where, in English.
        public var detail: String

        /// A detection that was left out.
        public init(index: Int, detection: Int, reason: String, detail: String) {
            self.index = index
            self.detection = detection
            self.reason = reason
            self.detail = detail
        }
    }

    /// A frame that was not taken in.
    public struct Quarantined: Codable, Equatable, Sendable {
        /// Position in the request, from 0.
        public var index: Int
        /// Its id, when it could be read.
        public var id: String?
        /// A stable word: `schema`, `box_range`, `syntax` ….
        public var reason: String
        /// What is wrong and where, in English; without content of the message.
        public var detail: String?

        /// A frame that was not taken in.
        public init(index: Int, id: String?, reason: String, detail: String? = nil) {
            self.index = index
            self.id = id
            self.reason = reason
            self.detail = detail
        }
    }

    /// Names a detection that was left out, while there is room.
    public mutating func leaveOut(_ detection: LeftOut) {
        guard leftOut?.count ?? 0 < Self.leftOutLimit else { return }
        leftOut = (leftOut ?? []) + [detection]
    }

    /// An answer from its parts.
    public init(accepted: Int = 0, duplicate: Int = 0, quarantined: [Quarantined] = []) {
        self.accepted = accepted
        self.duplicate = duplicate
        self.quarantined = quarantined
    }
}
