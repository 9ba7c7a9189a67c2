// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why a frame, or one detection of it, is not taken (FRAMES § 3): a stable word and a sentence.
public struct FrameFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The stable words of a quarantine.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        /// Not JSON as we accept it: bytes, depth, duplicate names, numbers out of range.
        case syntax
        /// A member is missing, of the wrong kind or out of its range.
        case schema
        /// A box reaches out of the picture.
        case boxRange = "box_range"
        /// A box without width or height.
        case boxEmpty = "box_empty"
        /// Taken before 2020 or more than 24 h in the future.
        case timeRange = "time_range"
        /// A box in pixels without the frame's size.
        case noSize = "no_size"
        /// More detections, pictures or attributes than the limit.
        case tooMany = "too_many"
        /// Picture bytes inside the message.
        case embeddedImage = "embedded_image"
        /// The message is longer than the limit.
        case tooLarge = "too_large"
        /// A format that is not known.
        case format
        /// A face: faces are not processed, ever (PIPELINE § 10).
        case face
        /// The analyser itself calls it a false positive.
        case falsePositive = "false_positive"
        /// Nothing with a box: settings, reviews, updates of a track, events; no sighting comes of it.
        case noBox = "no_box"
        /// Results for a photo that is not known.
        case noPhoto = "no_photo"
        /// The same source and frame id came before with other content; found by the store.
        case conflict
        /// Taking it threw twice; found by the engine.
        case poison

        /// Whether it is a fault, kept for a person to look at.
        ///
        /// Else it is what the sender's format also says, counted only; of faces nothing is kept.
        public var isFault: Bool {
            switch self {
            case .face, .falsePositive, .noBox: false
            case .syntax, .schema, .boxRange, .boxEmpty, .timeRange, .noSize, .tooMany,
                .embeddedImage, .tooLarge, .format, .noPhoto, .conflict, .poison:
                true
            }
        }
    }

    /// The stable word.
    public let reason: Reason
    /// What is wrong and where; without content of the message.
    public let text: String

    /// A fault from its word and its sentence.
    public init(_ reason: Reason, _ text: String) {
        self.reason = reason
        self.text = text
    }

    /// Word and sentence.
    public var description: String { "\(reason.rawValue): \(text)" }
}
