// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Results in COCO's form: a list over one or more photos, known by `image_id` (FRAMES 2.5).
///
/// When each photo was taken comes beside the body: `X-Roost-Photos`, or `X-Roost-Captured-At` for one.
enum COCOResults {
    static func frames(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> [Result<ForeignFrame, FrameFault>] {
        guard let entries = message.array, !entries.isEmpty else {
            throw FrameFault(.schema, "the results are not a list with an entry")
        }
        var photos: [String: [JSONValue]] = [:]
        for entry in entries {
            guard let id = entry["image_id"]?.lenientString else {
                throw FrameFault(.schema, "an entry has no image_id")
            }
            photos[id, default: []].append(entry)
            guard photos.count <= FrameTranslator.batchLimit else {
                throw FrameFault(.tooMany, "more than \(FrameTranslator.batchLimit) photos")
            }
        }
        let isOne = photos.count == 1
        return photos.sorted { $0.key < $1.key }.map { id, entries in
            Result { () throws(FrameFault) in
                let whole = isOne ? context.envelope.capturedAt : nil
                guard let time = context.envelope.photos[id] ?? whole else {
                    throw FrameFault(.noPhoto, "no photo is known for an image_id: X-Roost-Photos?")
                }
                var own = context.envelope
                own.capturedAt = time
                own.frame = isOne ? own.frame : nil
                let photo = ForeignContext(
                    binding: context.binding,
                    envelope: own,
                    receivedAt: context.receivedAt
                )
                var frame = try photo.frame(
                    source: nil,
                    id: "image-\(id)",
                    capturedAt: nil,
                    boxes: entries.map { entry in
                        Result { () throws(FrameFault) in try box(entry) }
                    }
                )
                frame.frame.kind = .photo
                return frame
            }
        }
    }

    private static func box(_ entry: JSONValue) throws(FrameFault) -> ForeignBox {
        let reader = try MemberReader(entry, at: "")
        let edges = try reader.required("bbox", reader.numbers("bbox", 4, -20_000...20_000))
        let category = try reader.required("category_id", reader.whole("category_id", 0...100_000))
        return ForeignBox(
            // Without an entry in the binding's labels the number is no label, and is refused by name.
            label: "\(category)",
            confidence: try reader.required("score", reader.number("score", 0...1)),
            corners: .pixels(edges[0], edges[1], edges[0] + edges[2], edges[1] + edges[3])
        )
    }
}
