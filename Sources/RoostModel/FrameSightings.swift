// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One analysed frame, validated, located and projected to the site's grid: what the core sees of it.
///
/// `Frames` makes it at the edge (FRAMES § 3, PIPELINE § 3); detections that no rule looks at are left out,
/// the frame itself stays: an empty frame proves that a place was looked at and was free. One with a detection
/// that could not be read proves it only where that thing cannot be (``unread``).
public struct FrameSightings: Codable, Equatable, Sendable {
    /// What the frame is.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// One of a stream.
        case video
        /// A single picture.
        case photo
    }

    /// Which edge box or model sent it.
    public var source: String
    /// Its id, unique within the source.
    public var frame: String
    /// When it was taken, by the source's clock, uncorrected (PIPELINE 2.3 corrects in the core).
    public var capturedAt: Timestamp
    /// When we received it.
    public var receivedAt: Timestamp
    /// Video frame or photo.
    public var kind: Kind
    /// `wide`, `zoom`, `ir` or `visible`.
    public var lens: String
    /// The evidence request that it answers, when the sender says so.
    public var answers: String?
    /// Serial number or name of the aircraft, when given.
    public var aircraft: String?
    /// Name and version of the model, when given.
    public var model: String?
    /// Where the camera was; nil: no pose.
    public var camera: GridPoint?
    /// The ground that the frame shows, as a closed ring inset by 5 % (PIPELINE 5.5); empty: not known.
    public var footprint: [GridPoint]
    /// Whose token or login posted it: the name that the journal keeps; nil in older journals.
    public var sender: String?
    /// Width and height of the frame in pixels, when given.
    public var size: [Int]?
    /// What was found, on the ground.
    public var detections: [Detection]
    /// What was found and could not be read; nil: nothing, or an older journal.
    public var unread: [UnreadDetection]?
    /// Pictures by reference and digest.
    public var images: [ImageReference]

    /// A frame from its parts.
    public init(
        source: String,
        frame: String,
        capturedAt: Timestamp,
        receivedAt: Timestamp,
        kind: Kind,
        lens: String,
        answers: String? = nil,
        aircraft: String? = nil,
        model: String? = nil,
        camera: GridPoint? = nil,
        footprint: [GridPoint] = [],
        detections: [Detection] = [],
        images: [ImageReference] = []
    ) {
        self.source = source
        self.frame = frame
        self.capturedAt = capturedAt
        self.receivedAt = receivedAt
        self.kind = kind
        self.lens = lens
        self.answers = answers
        self.aircraft = aircraft
        self.model = model
        self.camera = camera
        self.footprint = footprint
        self.detections = detections
        self.images = images
    }
}

/// One thing found in a frame.
public struct Detection: Codable, Equatable, Sendable {
    /// What it is: `car`, `van`, `truck`, `person` ….
    public var label: String
    /// 0 to 1.
    public var confidence: Double
    /// Its id within the source's stream; a hint.
    public var track: String?
    /// Where it stands on the ground; nil: not located.
    public var ground: GridPoint?
    /// One standard deviation of the place, metres (PIPELINE 3.5, `s`).
    public var sigma: Metres
    /// 95 % radius of the place, metres.
    public var error: Metres
    /// The box in shares of the picture: x, y, width, height.
    public var box: [Double]
    /// Its plate, when read.
    public var plate: PlateReading?
    /// Attributes by name, sorted by name.
    public var attributes: [AttributeReading]

    /// A detection from its parts.
    public init(
        label: String,
        confidence: Double,
        track: String? = nil,
        ground: GridPoint?,
        sigma: Metres = 0,
        error: Metres = 0,
        box: [Double] = [],
        plate: PlateReading? = nil,
        attributes: [AttributeReading] = []
    ) {
        self.label = label
        self.confidence = confidence
        self.track = track
        self.ground = ground
        self.sigma = sigma
        self.error = error
        self.box = box
        self.plate = plate
        self.attributes = attributes
    }
}

/// A plate as read in one frame.
public struct PlateReading: Codable, Equatable, Sendable {
    /// The text as read.
    public var text: String
    /// 0 to 1.
    public var confidence: Double

    /// A reading.
    public init(text: String, confidence: Double) {
        self.text = text
        self.confidence = confidence
    }
}

/// An attribute as read in one frame, such as `helmet` false.
public struct AttributeReading: Codable, Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its value as text: `true`, `false`, a word or number.
    public var value: String
    /// 0 to 1.
    public var confidence: Double

    /// A reading.
    public init(name: String, value: String, confidence: Double) {
        self.name = name
        self.value = value
        self.confidence = confidence
    }
}

/// A picture by reference and digest; never its bytes.
public struct ImageReference: Codable, Equatable, Sendable {
    /// Where it can be fetched: object key or https address.
    public var reference: String
    /// `wide`, `zoom` or another role.
    public var role: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits; nil: not given.
    public var digest: String?
    /// Its size, when given.
    public var bytes: Int?

    /// A reference from its parts.
    public init(reference: String, role: String, digest: String?, bytes: Int? = nil) {
        self.reference = reference
        self.role = role
        self.digest = digest
        self.bytes = bytes
    }
}
