// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One frame's word about one place: something stands there, or nothing does.
struct Look: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable {
        /// A detection in a frame of the wide lens.
        case seen
        /// A detection in a close picture: it reads plates, it does not count looks.
        case zoomed
        /// A wide frame holds the place and shows nothing of the rule's labels near it (PIPELINE 5.5).
        case free
    }

    /// Corrected event time.
    var at: Timestamp
    /// Identity of the frame, so that a frame counts once.
    var frame: Int64
    var kind: Kind
    var ground: GridPoint
    var confidence = 0.0
    var error: Metres = 0
    /// Strictly inside the zone; confirmation needs some of these (PIPELINE § 4).
    var isInside = false
    var label = ""
    /// Normalised.
    var plate: PlateReading?
    var images: [ImageReference] = []
    /// Width and height of its frame, when said.
    var size: [Int]?
    /// How far its source's clock may be off.
    var clockError: TimeSpan?
    /// Who sent its frame.
    var sender: String?
    /// What its attribute says of the rule: confidence in favour, or minus confidence against; nil: nothing.
    var vote: Double?
    /// Where the thing is in its frame's pictures, in shares.
    var box: [Double]?

    /// Looks in the order of event time; of one instant in the order of their frames.
    func isBefore(_ other: Look) -> Bool { (at, frame) < (other.at, other.frame) }

    /// The identity of a frame: FNV-1a of source and frame id.
    static func identity(source: String, frame: String) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        source.utf8.forEach(mix)
        mix(0xFF)
        frame.utf8.forEach(mix)
        return Int64(bitPattern: hash)
    }
}
