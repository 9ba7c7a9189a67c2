// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// One detection as `roost.frame/1` says it (`frame-result.schema.json`), its box in shares of the picture.
public struct NativeDetection: Equatable, Sendable {
    /// Where the analyser itself put it on the ground.
    public struct Ground: Equatable, Sendable {
        /// The place.
        public var place: Coordinate
        /// 95 % radius, metres; 10 when not said.
        public var error: Double
    }

    /// Its own id.
    public var id: String?
    /// What it is.
    public var label: String
    /// 0 to 1.
    public var confidence: Double
    /// x, y, width, height in shares of the picture; empty when only ``ground`` is given.
    public var box: [Double]
    /// The tracker's id.
    public var track: String?
    /// Its plate.
    public var plate: PlateReading?
    /// Where it is on the ground, when the analyser says so.
    public var ground: Ground?
    /// Attributes by name.
    public var attributes: [AttributeReading]

    /// Attributes of one detection (FRAMES § 3).
    static let attributeLimit = 32

    init(_ value: JSONValue, at path: MemberPath, size: [Int]?) throws(FrameFault) {
        let reader = try MemberReader(value, at: path)
        id = try reader.text("id", 1...64)
        label = try reader.required("label", reader.text("label", 1...64))
        guard MemberReader.isLabel(label) else { throw reader.fault("label", "is no label") }
        confidence = try reader.required("confidence", reader.number("confidence", 0...1))
        track = try reader.text("track_id", 1...64)
        plate = try Self.plate(reader.reader("plate"), confidence)
        ground = try Self.ground(reader.reader("geo"))
        let all = try reader.reader("attributes")?.object.members.map(\.name) ?? []
        try Face.refuse(label, all)
        attributes = try Self.attributes(reader)
        box = try Self.box(reader, size: size)
        guard !box.isEmpty || ground != nil else {
            throw reader.fault("box", "is missing, and so are box_px and geo")
        }
        try Self.checkPolygon(reader)
    }

    /// A detection of a foreign format, in our words.
    init(
        label: String,
        confidence: Double,
        box: [Double],
        track: String?,
        plate: PlateReading?,
        attributes: [AttributeReading]
    ) {
        self.label = label
        self.confidence = confidence
        self.box = box
        self.track = track
        self.plate = plate
        self.attributes = attributes
    }

    static func box(_ reader: MemberReader, size: [Int]?) throws(FrameFault) -> [Double] {
        var box: [Double]
        if let shares = try reader.numbers("box", 4, 0...1) {
            box = shares
        } else if let pixels = try reader.numbers("box_px", 4, 0...20_000) {
            guard let size else {
                throw FrameFault(.noSize, "\(reader.name("box_px")) without the frame's size")
            }
            let (width, height) = (Double(size[0]), Double(size[1]))
            box = [pixels[0] / width, pixels[1] / height, pixels[2] / width, pixels[3] / height]
        } else {
            return []
        }
        guard box[2] > 0, box[3] > 0 else {
            throw FrameFault(.boxEmpty, "\(reader.name("box")) has no width or no height")
        }
        guard box[0] + box[2] <= 1.000_001, box[1] + box[3] <= 1.000_001 else {
            throw FrameFault(.boxRange, "\(reader.name("box")) reaches out of the picture")
        }
        return box
    }

    private static func plate(
        _ reader: MemberReader?,
        _ confidence: Double
    ) throws(FrameFault) -> PlateReading? {
        guard let reader else { return nil }
        _ = try reader.text("region", 1...16)
        _ = try reader.numbers("box", 4, 0...1)
        return PlateReading(
            text: try reader.required("text", reader.text("text", 1...16)),
            confidence: try reader.number("confidence", 0...1) ?? confidence
        )
    }

    static func ground(_ reader: MemberReader?) throws(FrameFault) -> Ground? {
        guard let reader else { return nil }
        let latitude = try reader.required("lat", reader.number("lat", -90...90))
        let longitude = try reader.required("lon", reader.number("lon", -180...180))
        return Ground(
            place: Coordinate(latitude: latitude, longitude: longitude),
            error: try reader.number("error_m", 0...100_000) ?? 10
        )
    }

    private static func attributes(
        _ reader: MemberReader
    ) throws(FrameFault) -> [AttributeReading] {
        guard let all = try reader.reader("attributes") else { return [] }
        guard all.object.count <= attributeLimit else {
            throw FrameFault(.tooMany, "\(all.path) has more than \(attributeLimit) members")
        }
        var readings: [AttributeReading] = []
        // In the order of the canonical form: of two faults the same one is named when that is read.
        for member in all.object.members.sorted(by: Self.isBefore) {
            guard MemberReader.isLabel(member.name) else {
                throw FrameFault(.schema, "\(all.path) has a name that is no label")
            }
            let one = try MemberReader(member.value, at: .member(all.place, member.name))
            guard let value = one.object["value"]?.lenientString else {
                throw one.fault("value", "is not a text, number or boolean")
            }
            let confidence = try one.number("confidence", 0...1) ?? 1
            readings.append(
                AttributeReading(name: member.name, value: value, confidence: confidence)
            )
        }
        return readings
    }

    private static func isBefore(_ one: JSONObject.Member, _ other: JSONObject.Member) -> Bool {
        one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
    }

    private static func checkPolygon(_ reader: MemberReader) throws(FrameFault) {
        guard let points = try reader.array("polygon") else { return }
        let isSound =
            (3...256).contains(points.count)
            && points.allSatisfy { point in
                guard let pair = point.array, pair.count == 2 else { return false }
                return pair.allSatisfy { ($0.double).map((0...1).contains) ?? false }
            }
        guard isSound else { throw reader.fault("polygon", "is not 3 to 256 points of 0 to 1") }
    }
}
