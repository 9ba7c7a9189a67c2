// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// NVIDIA DeepStream's messages: the minimal schema has all objects of a frame, the full one has one object
/// a message (FRAMES 2.2).
enum DeepStream {
    /// What a tracker gives an object that it does not follow.
    private static let untracked = ["-1", "18446744073709551615"]
    /// Box edges in pixels.
    private static let pixels = -20_000.0...20_000

    static func frame(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        let top = try MemberReader(message, at: "")
        let time = try top.required("@timestamp", top.object["@timestamp"]?.string)
        guard let capturedAt = Timestamp(time) else {
            throw top.fault("@timestamp", "is not a time of RFC 3339")
        }
        if let objects = try top.array("objects") {
            return try context.frame(
                source: top.required("sensorId", top.object["sensorId"]?.lenientString),
                id: top.required("id", top.object["id"]?.lenientString),
                capturedAt: capturedAt,
                boxes: objects.map { object in
                    Result { () throws(FrameFault) in try minimal(object) }
                }
            )
        }
        let object = try top.required("object", top.reader("object"))
        let sensor = try top.required("sensor", top.reader("sensor"))
        return try context.frame(
            source: sensor.required("id", sensor.object["id"]?.lenientString),
            id: top.required("messageid", top.object["messageid"]?.lenientString),
            capturedAt: capturedAt,
            boxes: [.success(try full(object))],
            isPartial: true
        )
    }

    /// `trackId|left|top|right|bottom|Class`, and for known classes `|#|` and their words.
    ///
    /// A `|` cannot be escaped: a wrong count of fields quarantines that object alone.
    private static func minimal(_ value: JSONValue) throws(FrameFault) -> ForeignBox {
        let parts = (value.string ?? "")
            .split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let edges = parts.dropFirst().prefix(4).compactMap { Double($0) }
        guard parts.count >= 6, edges.count == 4, edges.allSatisfy(pixels.contains) else {
            throw FrameFault(.schema, "an object is not trackId|left|top|right|bottom|Class")
        }
        let details = Array(parts.dropFirst(7))
        let isVehicle = ["vehicle", "car", "truck", "bus"].contains(parts[5].lowercased())
        guard parts.count == 6 || parts[6] == "#" && details.count == (isVehicle ? 7 : 6) else {
            throw FrameFault(.schema, "an object has a wrong count of fields")
        }
        var confidence = ForeignContext.assumedConfidence
        if let last = details.last {
            guard let said = Double(last) else {
                throw FrameFault(.schema, "an object's confidence is no number")
            }
            // -0.1 stands for "not given".
            if said >= 0 { confidence = said }
        }
        var box = ForeignBox(
            label: parts[5],
            confidence: confidence,
            corners: .pixels(edges[0], edges[1], edges[2], edges[3]),
            track: untracked.contains(parts[0]) ? nil : parts[0]
        )
        guard isVehicle, details.count == 7 else { return box }
        box.label = word(of: details[0], else: parts[5])
        box.plate = plate(details[4], confidence)
        return box
    }

    private static func full(_ object: MemberReader) throws(FrameFault) -> ForeignBox {
        let bbox = try object.required("bbox", object.reader("bbox"))
        let names =
            bbox.has("leftX")
            ? ["leftX", "topY", "rightX", "bottomY"]
            : ["topleftx", "toplefty", "bottomrightx", "bottomrighty"]
        var edges: [Double] = []
        for name in names {
            edges.append(try bbox.required(name, bbox.number(name, pixels)))
        }
        let kind = ["vehicle", "person", "face", "bag", "bicycle", "roadsign"]
            .first { object.object[$0]?.object != nil }
        guard kind != "face" else { throw FrameFault(.face, "faces are not processed") }
        let details = try kind.flatMap { (kind) throws(FrameFault) in try object.reader(kind) }
        let said = details?.object["confidence"]?.double ?? object.object["confidence"]?.double
        let confidence = said.flatMap { $0 < 0 ? nil : $0 } ?? ForeignContext.assumedConfidence
        let type = details?.object["type"]?.string ?? object.object["type"]?.string ?? ""
        let track = object.object["id"]?.lenientString
        var box = ForeignBox(
            label: word(of: type, else: kind ?? type),
            confidence: confidence,
            corners: .pixels(edges[0], edges[1], edges[2], edges[3]),
            track: track.flatMap { untracked.contains($0) ? nil : $0 }
        )
        box.plate = plate(details?.object["license"]?.string ?? "", confidence)
        return box
    }

    /// The vehicle's type when it is one of ours, else its class.
    private static func word(of type: String, else name: String) -> String {
        let known = ["car", "van", "truck", "bus"]
        let word = LabelMap.word(for: type, [:])
        return word.map(known.contains) == true ? type : name
    }

    private static func plate(_ text: String, _ confidence: Double) -> PlateReading? {
        text.isEmpty ? nil : PlateReading(text: text, confidence: confidence)
    }
}
