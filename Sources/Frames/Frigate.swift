// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Frigate's events, updates of tracked objects and reviews (FRAMES 2.1).
///
/// An event is one object of a frame, so it proves no place to be free. Updates without a box make no
/// sighting; faces are refused: they are not processed here.
enum Frigate {
    static func frame(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        let top = try MemberReader(message, at: "")
        let type = try top.required("type", top.text("type", 1...32))
        switch type {
        case "new", "update", "end": break
        case "face": throw FrameFault(.face, "faces are not processed")
        case "lpr", "classification", "description":
            throw FrameFault(.noBox, "\(type) of a track has no box")
        default: throw top.fault("type", "is none that is known")
        }
        let after = try top.required("after", top.reader("after"))
        guard after.object["severity"] == nil else {
            throw FrameFault(.noBox, "a review has no box")
        }
        if after.object["false_positive"]?.bool == true {
            throw FrameFault(.falsePositive, "Frigate calls it a false positive")
        }
        let camera = try after.required("camera", after.text("camera", 1...64))
        let track = try after.required("id", after.text("id", 1...64))
        let seconds = try after.required("frame_time", after.number("frame_time", 0...1e11))
        let milliseconds = Int64((seconds * 1000).rounded())
        let source = "frigate/\(camera)"
        return try context.frame(
            source: source,
            id: "\(camera)/\(track)/\(milliseconds)",
            capturedAt: Timestamp(milliseconds: milliseconds),
            boxes: [.success(try box(after, track: track))],
            isPartial: true
        )
    }

    private static func box(
        _ after: MemberReader,
        track: String
    ) throws(FrameFault) -> ForeignBox {
        let label = try after.required("label", after.text("label", 1...64))
        let score = try after.required("score", after.number("score", 0...1))
        let corners = try after.required("box", after.numbers("box", 4, -20_000...20_000))
        var box = ForeignBox(
            label: label,
            confidence: score,
            corners: .pixels(corners[0], corners[1], corners[2], corners[3]),
            track: track
        )
        if let text = after.object["recognized_license_plate"]?.string, !text.isEmpty {
            let score = after.object["recognized_license_plate_score"]?.double
            box.plate = PlateReading(text: text, confidence: score ?? box.confidence)
        }
        box.attributes = attributes(after, isPerson: label == "person")
        return box
    }

    /// Attributes by name and score; `sub_label` is a word or a word with its score.
    ///
    /// Of a person it is a name by face recognition: it is left out, and so is where a face was seen.
    private static func attributes(
        _ after: MemberReader,
        isPerson: Bool
    ) -> [AttributeReading] {
        var readings: [AttributeReading] = []
        for member in after.object["attributes"]?.object?.members ?? [] {
            guard let score = member.value.double, (0...1).contains(score),
                let name = LabelMap.word(for: member.name, [:]), !Face.isMeant(by: name)
            else { continue }
            readings.append(AttributeReading(name: name, value: "true", confidence: score))
        }
        let sub = isPerson ? nil : after.object["sub_label"]
        if let text = sub?.string ?? sub?[0]?.string, !text.isEmpty {
            let score = sub?[1]?.double ?? 1
            readings.append(
                AttributeReading(
                    name: "sub_label",
                    value: String(text.prefix(64)),
                    confidence: min(max(score, 0), 1)
                )
            )
        }
        return readings
    }
}
