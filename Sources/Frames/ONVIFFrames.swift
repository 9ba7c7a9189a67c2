// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// ONVIF's analytics over MQTT: frames of `onvif-mj`; events of `onvif-ej` have no box (FRAMES 2.6).
enum ONVIFFrames {
    static func frames(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> [Result<ForeignFrame, FrameFault>] {
        let top = try MemberReader(message, at: "")
        guard let frames = try top.array("Frame") else {
            if top.has("UtcTime"), top.has("Data") {
                throw FrameFault(.noBox, "an event has no box")
            }
            throw top.fault("Frame", "is missing")
        }
        guard frames.count <= FrameTranslator.batchLimit else {
            throw FrameFault(.tooMany, "more than \(FrameTranslator.batchLimit) frames")
        }
        return frames.map { value in
            Result { () throws(FrameFault) in try frame(value, context) }
        }
    }

    private static func frame(
        _ value: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        let reader = try MemberReader(value, at: "Frame")
        let text = try reader.required("@UtcTime", reader.text("@UtcTime", 1...40))
        // The zone may be left out: it is UTC.
        guard let time = Timestamp(text) ?? Timestamp(text + "Z") else {
            throw reader.fault("@UtcTime", "is not a time")
        }
        let plane = try Plane(reader.reader("Transformation"))
        let objects = try reader.array("Object") ?? []
        return try context.frame(
            source: reader.object["@Source"]?.string.map { "onvif/\($0)" },
            id: nil,
            capturedAt: time,
            boxes: objects.map { object in
                Result { () throws(FrameFault) in try box(object, plane) }
            }
        )
    }

    private static func box(_ value: JSONValue, _ plane: Plane) throws(FrameFault) -> ForeignBox {
        let object = try MemberReader(value, at: "Object")
        let look = try object.required("Appearance", object.reader("Appearance"))
        guard let shape = look.object["Shape"]?["BoundingBox"] else {
            throw FrameFault(.noBox, "an object has no box")
        }
        let edges = ["@left", "@top", "@right", "@bottom"].compactMap { shape[$0]?.lenientDouble }
        guard edges.count == 4 else { throw look.fault("Shape", "has no four edges") }
        let types = look.object["Class"]?["Type"]
        let type = types?[0] ?? types
        guard let label = type?["#text"]?.string ?? type?.string else {
            throw look.fault("Class", "has no type")
        }
        var box = ForeignBox(
            label: label,
            confidence: type?["@Likelihood"]?.lenientDouble ?? ForeignContext.assumedConfidence,
            corners: .shares(
                plane.across(edges[0]),
                plane.down(edges[1]),
                plane.across(edges[2]),
                plane.down(edges[3])
            ),
            track: object.object["@ObjectId"]?.lenientString
        )
        let plate = look.object["LicensePlateInfo"]?["PlateNumber"]
        if let text = plate?["#text"]?.string ?? plate?.string, !text.isEmpty {
            let likelihood = plate?["@Likelihood"]?.lenientDouble
            box.plate = PlateReading(text: text, confidence: likelihood ?? box.confidence)
        }
        return box
    }

    /// The plane of a frame: normalised = raw × scale + translate, axes -1 to 1 with y up.
    private struct Plane {
        var scale = (x: 1.0, y: 1.0)
        var shift = (x: 0.0, y: 0.0)

        init(_ reader: MemberReader?) throws(FrameFault) {
            guard let reader else { return }
            if let scale = reader.object["Scale"] {
                self.scale = try Self.pair(scale, "Scale")
            }
            if let shift = reader.object["Translate"] {
                self.shift = try Self.pair(shift, "Translate")
            }
        }

        func across(_ x: Double) -> Double { (x * scale.x + shift.x + 1) / 2 }
        func down(_ y: Double) -> Double { (1 - (y * scale.y + shift.y)) / 2 }

        private static func pair(
            _ value: JSONValue,
            _ name: String
        ) throws(FrameFault) -> (x: Double, y: Double) {
            guard let x = value["@x"]?.lenientDouble, let y = value["@y"]?.lenientDouble else {
                throw FrameFault(.schema, "Transformation.\(name) has no @x and @y")
            }
            return (x, y)
        }
    }
}
