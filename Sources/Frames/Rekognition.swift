// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Amazon Rekognition's DetectLabels: instances of labels, boxes in shares (FRAMES 2.8).
///
/// Source and time come beside the body.
enum Rekognition {
    static func frame(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        let top = try MemberReader(message, at: "")
        let labels = try top.required("Labels", top.array("Labels"))
        var boxes: [Result<ForeignBox, FrameFault>] = []
        for label in labels {
            guard let name = label["Name"]?.string else {
                throw FrameFault(.schema, "a label has no name")
            }
            for instance in label["Instances"]?.array ?? [] {
                boxes.append(Result { () throws(FrameFault) in try box(instance, name) })
            }
        }
        var frame = try context.frame(source: nil, id: nil, capturedAt: nil, boxes: boxes)
        frame.frame.kind = .photo
        return frame
    }

    private static func box(_ value: JSONValue, _ name: String) throws(FrameFault) -> ForeignBox {
        let instance = try MemberReader(value, at: "Instance")
        let percent = try instance.required("Confidence", instance.number("Confidence", 0...100))
        let box = try instance.required("BoundingBox", instance.reader("BoundingBox"))
        let left = try box.required("Left", box.number("Left", -1...2))
        let top = try box.required("Top", box.number("Top", -1...2))
        let width = try box.required("Width", box.number("Width", 0...2))
        let height = try box.required("Height", box.number("Height", 0...2))
        // Boxes may stick out of the picture: they are cut at its edge.
        return ForeignBox(
            label: name,
            confidence: percent / 100,
            corners: .shares(
                max(0, left),
                max(0, top),
                min(1, left + width),
                min(1, top + height)
            )
        )
    }
}
