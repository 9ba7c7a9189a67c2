// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One picture of a case: asked for, kept, or missing.
public struct Evidence: Codable, Equatable, Sendable {
    /// Which of the two looks it shows.
    public enum Side: String, Codable, CaseIterable, Sendable {
        /// Before the end of grace.
        case first
        /// At or after it.
        case second
    }

    /// What became of it.
    public enum State: Codable, Equatable, Sendable {
        /// It is being fetched and hashed.
        case pending
        /// It is kept under this SHA-256, 64 hexadecimal digits.
        case sealed(digest: String)
        /// It could not be had, and why.
        case missing(reason: Bilingual)
    }

    /// At most so many pictures a case (notice.schema.json: 12).
    static let limit = 12
    /// How long a picture may take to be fetched.
    static let lifetime = TimeSpan.minutes(10)

    /// The picture as the frame named it.
    public var image: ImageReference
    /// Which look it shows.
    public var side: Side
    /// When it was taken, corrected.
    public var takenAt: Timestamp
    /// What became of it.
    public var state: State
    /// Width and height in pixels, when its frame says them.
    public var size: [Int]?
    /// SHA-256 of the copy that may leave; nil: there is none.
    public var blurred: String?
    /// How far the clock that dates it may be off (PIPELINE 2.3); nil: not known.
    public var clockError: TimeSpan?

    /// An item from its parts.
    public init(image: ImageReference, side: Side, takenAt: Timestamp, state: State) {
        self.image = image
        self.side = side
        self.takenAt = takenAt
        self.state = state
    }

    /// Its SHA-256 when it is kept.
    public var digest: String? {
        guard case .sealed(let digest) = state else { return nil }
        return digest
    }

    /// Whether it is kept or may still be.
    var isHopeful: Bool {
        switch state {
        case .pending, .sealed: true
        case .missing: false
        }
    }

    /// Its role in a notice (notice.schema.json): `wide_first`, `zoom_second`, `crop`, `clip` or `other`.
    public var noticeRole: String {
        switch image.role {
        case "wide", "zoom": "\(image.role)_\(side.rawValue)"
        case "crop": "crop"
        case "video": "clip"
        default: "other"
        }
    }
}
