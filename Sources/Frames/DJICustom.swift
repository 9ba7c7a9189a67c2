// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// What an edge box says through a dock: a text of less than 256 bytes in `data.value` (FRAMES 2.7).
///
/// A hint: too short to be all that a frame shows, so it proves no place to be free. What docks say of their
/// own recognition is settings and has no box.
enum DJICustom {
    /// Bytes of the text that a dock passes on.
    static let sizeLimit = 255

    static func frame(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        let top = try MemberReader(message, at: "")
        let method = try top.required("method", top.text("method", 1...64))
        guard method != "drc_ai_info_push" else {
            throw FrameFault(.noBox, "settings of a dock's own recognition have no box")
        }
        let methods = ["custom_data_transmission_from_esdk", "custom_data_transmission_from_psdk"]
        guard methods.contains(method), let text = top.object["data"]?["value"]?.string else {
            throw top.fault("method", "brings no data of an edge box")
        }
        guard text.utf8.count <= sizeLimit else {
            throw FrameFault(.tooLarge, "the text is longer than \(sizeLimit) bytes")
        }
        let compact = try MemberReader(
            FrameTranslator.read(Array(text.utf8), depth: ForeignContext.depthLimit),
            at: "value"
        )
        let name = try compact.required("s", compact.text("s", 1...64))
        let milliseconds = try compact.required("t", compact.whole("t", 0...Int.max / 4))
        let found = try compact.required("d", compact.array("d"))
        return try context.frame(
            source: "dji/\(name)",
            id: compact.required("f", compact.object["f"]?.lenientString),
            capturedAt: Timestamp(milliseconds: Int64(milliseconds)),
            boxes: found.map { entry in
                Result { () throws(FrameFault) in try box(entry) }
            },
            isPartial: true
        )
    }

    /// Label, confidence in percent, then x, y, width and height in thousandths of the picture.
    private static func box(_ value: JSONValue) throws(FrameFault) -> ForeignBox {
        let numbers = (value.array ?? []).dropFirst().compactMap(\.double)
        guard let label = value[0]?.string, numbers.count == 5, value.array?.count == 6,
            (0...100).contains(numbers[0]), numbers.allSatisfy({ (0...1000).contains($0) })
        else { throw FrameFault(.schema, "an entry is not [label, conf %, x, y, w, h]") }
        let box = numbers.dropFirst().map { $0 / 1000 }
        return ForeignBox(
            label: label,
            confidence: numbers[0] / 100,
            corners: .shares(box[0], box[1], box[0] + box[2], box[1] + box[3])
        )
    }
}
