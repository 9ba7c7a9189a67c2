// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel
import SiteCore

/// An analysed frame on its way into the loop.
public struct PostedFrame: Sendable {
    /// What it shows.
    public var sightings: FrameSightings
    /// SHA-256 of the message that brought it, in hexadecimal: tells a repetition from a conflict.
    public var content: String
    /// How much it counts in the queue.
    public var bytes: Int
    /// Whether it may never be shed: of a critical domain.
    public var isProtected: Bool

    /// A frame with the digest of its message.
    public init(
        _ sightings: FrameSightings,
        content: String,
        bytes: Int = 1024,
        isProtected: Bool = false
    ) {
        self.sightings = sightings
        self.content = content
        self.bytes = bytes
        self.isProtected = isProtected
    }

    /// Only plain video is ever shed: no photo, no answer to an evidence request (PIPELINE § 1).
    var isSheddable: Bool {
        !isProtected && sightings.kind == .video && sightings.answers == nil
            && sightings.lens != "zoom"
    }

    /// The input with the key under which the store knows a frame again.
    public var posting: Posting {
        Posting(
            .frame(sightings),
            key: .frame(source: sightings.source, frame: sightings.frame, content: content)
        )
    }
}

/// What became of a frame.
public enum FrameVerdict: Equatable, Sendable {
    /// On disk, at this place of the journal.
    case accepted(sequence: Int)
    /// The same frame was taken within 24 h.
    case duplicate
    /// Another frame was taken under its id; the caller quarantines this one.
    case conflict
    /// There was no room and it was among the least; counted by source.
    case shed
    /// Applying it ended the process twice; the caller quarantines it.
    case poison
    /// Not taken; send it again later.
    case refused(EngineError)
}
