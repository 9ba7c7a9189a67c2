// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What became of the frames of one message.
public struct Intake: Equatable, Sendable {
    /// A frame that is sound, translated.
    public struct Accepted: Equatable, Sendable {
        /// Position in the message, from 0.
        public var index: Int
        /// What the core sees of it; source and frame id are the key of idempotency (PIPELINE 1.2).
        public var sightings: FrameSightings
        /// The frame's JSON with members in the order of their names: what the content hash is of.
        public var canonical: [UInt8]
        /// Detections that were left out because they are wrong.
        public var faults: [NativeFrame.DetectionFault]
        /// Detections whose place cannot be said; they are kept without ground.
        public var unlocated: Int
        /// Detections that no rule looks at.
        public var unwatched: Int
    }

    /// A frame that is not taken.
    public struct Quarantined: Equatable, Sendable {
        /// Position in the message, from 0.
        public var index: Int
        /// The frame's id, when it can be read.
        public var id: String?
        /// The frame's source, when it can be read.
        public var source: String?
        /// Why.
        public var fault: FrameFault
    }

    /// Sound frames in the order of the message.
    public var accepted: [Accepted]
    /// The others.
    public var quarantined: [Quarantined]

    /// Whether nothing of the message could be parsed (HTTP 400).
    public var isUnreadable: Bool {
        accepted.isEmpty && !quarantined.isEmpty
            && quarantined.allSatisfy { $0.fault.reason == .syntax }
    }
}
