// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// A frame-analysis result in the native format `roost.frame/1` (FRAMES § 3), read strictly.
///
/// A detection that is wrong is left out and named in ``faults``; anything else that is wrong refuses the
/// frame. Members that the schema does not know are ignored.
public struct NativeFrame: Equatable, Sendable {
    /// A detection that was left out.
    public struct DetectionFault: Equatable, Sendable {
        /// Its position in the frame's list, from 0.
        public var index: Int
        /// Why.
        public var fault: FrameFault
        /// What could be read of it all the same.
        public var remains = DetectionRemains()
    }

    /// Detections of a frame, pictures of a frame (FRAMES § 3).
    public static let detectionLimit = 500
    /// Pictures of a frame (FRAMES § 3).
    public static let imageLimit = 8
    /// Nesting of a frame (FRAMES § 3).
    public static let depthLimit = 16
    /// No sensor of ours took a picture before 2020-01-01 (PIPELINE 2.4).
    static let earliest = Timestamp(seconds: 1_577_836_800)
    /// A frame may be taken so far in the future by its own clock (PIPELINE 2.4).
    static let aheadLimit = TimeSpan.hours(24)

    /// Which analyser on which stream.
    public var source: String
    /// Unique within the source.
    public var frameID: String
    /// When the sensor took it, by the source's clock.
    public var capturedAt: Timestamp
    /// One of a stream, or a single picture.
    public var kind: FrameSightings.Kind
    /// `wide`, `zoom`, `ir` or `normal`.
    public var lens: String
    /// Width and height in pixels.
    public var size: [Int]?
    /// The evidence request that it answers.
    public var answers: String?
    /// Where the camera was.
    public var pose: NativePose?
    /// What was found.
    public var detections: [NativeDetection]
    /// Pictures by reference.
    public var images: [ImageReference]
    /// Name and version of the model.
    public var model: String?
    /// Detections that were left out.
    public var faults: [DetectionFault]

    /// Reads a frame that was received at an instant; throws the first fault.
    public init(_ value: JSONValue, receivedAt: Timestamp) throws(FrameFault) {
        let reader = try MemberReader(value, at: "")
        try Self.checkNumbers(value, depth: 0)
        guard reader.object["schema"]?.string == "roost.frame/1" else {
            throw FrameFault(.schema, "schema is not roost.frame/1")
        }
        source = try reader.required("source", reader.identifier("source"))
        frameID = try reader.required("frame_id", reader.identifier("frame_id"))
        capturedAt = try reader.required("captured_at", reader.time("captured_at"))
        _ = try reader.time("analysed_at")
        _ = try reader.whole("seq", 0...9_007_199_254_740_991)
        _ = try reader.text("stream", 1...256)
        kind = try reader.choice("kind", ["video", "photo"]) == "photo" ? .photo : .video
        lens = try reader.choice("lens", ["wide", "zoom", "ir", "normal"]) ?? "wide"
        size = try Self.size(reader)
        answers = try reader.identifier("answers")
        model = try Self.model(reader.reader("model"))
        try Self.checkMission(reader.reader("mission"))
        let boxes = try reader.required("detections", reader.array("detections"))
        let pictures = try reader.array("images") ?? []
        guard boxes.count <= Self.detectionLimit else {
            throw FrameFault(.tooMany, "more than \(Self.detectionLimit) detections")
        }
        guard pictures.count <= Self.imageLimit else {
            throw FrameFault(.tooMany, "more than \(Self.imageLimit) images")
        }
        pose = try reader.reader("pose").map { (pose) throws(FrameFault) in try NativePose(pose) }
        images = []
        for (index, picture) in pictures.enumerated() {
            images.append(try ImageReference(picture, at: .element("images", index)))
        }
        (detections, faults) = Self.detections(boxes, size: size)
        try Self.check(capturedAt: capturedAt, receivedAt: receivedAt)
        try checkContent()
    }

    private static func detections(
        _ boxes: [JSONValue],
        size: [Int]?
    ) -> ([NativeDetection], [DetectionFault]) {
        var sound: [NativeDetection] = []
        var faults: [DetectionFault] = []
        for (index, box) in boxes.enumerated() {
            do throws(FrameFault) {
                let place = MemberPath.element("detections", index)
                sound.append(try NativeDetection(box, at: place, size: size))
            } catch {
                let remains = DetectionRemains(of: box, size: size)
                faults.append(DetectionFault(index: index, fault: error, remains: remains))
            }
        }
        return (sound, faults)
    }

    private static func size(_ reader: MemberReader) throws(FrameFault) -> [Int]? {
        guard let list = try reader.array("size") else { return nil }
        let size = list.compactMap(\.int)
        guard list.count == 2, size.count == 2, size.allSatisfy((1...20_000).contains) else {
            throw reader.fault("size", "is not [width, height] of 1 to 20000")
        }
        return size
    }

    private static func model(_ reader: MemberReader?) throws(FrameFault) -> String? {
        guard let reader else { return nil }
        let parts = [try reader.text("name", 1...128), try reader.text("version", 1...64)]
        let text = parts.compactMap(\.self).joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    private static func checkMission(_ reader: MemberReader?) throws(FrameFault) {
        guard let reader else { return }
        _ = try reader.identifier("id")
        _ = try reader.whole("pass", 0...100_000)
        _ = try reader.whole("waypoint", 0...Int.max)
    }

    /// Numbers beyond 1e308 and a nesting beyond the limit are faults of syntax (FRAMES § 3).
    static func checkNumbers(_ value: JSONValue, depth: Int) throws(FrameFault) {
        switch value {
        case .null, .bool, .string: return
        case .number(let number):
            guard let double = number.double, abs(double) <= 1e308 else {
                throw FrameFault(.syntax, "a number is beyond 1e308")
            }
        case .array(let elements):
            try checkDepth(depth + 1)
            for element in elements { try checkNumbers(element, depth: depth + 1) }
        case .object(let object):
            try checkDepth(depth + 1)
            for member in object.members { try checkNumbers(member.value, depth: depth + 1) }
        }
    }

    /// A frame of which nothing is left is refused by its first fault: its id stays free for a better one.
    ///
    /// A picture, and the answer to a request for one, are something.
    func checkContent() throws(FrameFault) {
        guard detections.isEmpty, images.isEmpty, answers == nil,
            let first = faults.first(where: { $0.fault.reason.isFault })
        else { return }
        throw first.fault
    }

    private static func checkDepth(_ depth: Int) throws(FrameFault) {
        guard depth <= depthLimit else {
            throw FrameFault(.syntax, "nested deeper than \(depthLimit)")
        }
    }
}
