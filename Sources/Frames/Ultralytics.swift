// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// The list that Ultralytics' `to_json()` writes: all objects of a frame, without an envelope (FRAMES 2.4).
///
/// Source, time and frame come beside the body: headers, or user properties of MQTT 5.
enum Ultralytics {
    private static let edges = -20_000.0...20_000

    static func frame(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> ForeignFrame {
        guard let entries = message.array else {
            throw FrameFault(.schema, "the results are not a list")
        }
        guard entries.count <= NativeFrame.detectionLimit else {
            throw FrameFault(.tooMany, "more than \(NativeFrame.detectionLimit) detections")
        }
        var found: [Result<(MemberReader, [Double]), FrameFault>] = []
        for (index, entry) in entries.enumerated() {
            do throws(FrameFault) {
                let reader = try MemberReader(entry, at: .element("", index))
                found.append(.success((reader, try box(reader))))
            } catch {
                found.append(.failure(error))
            }
        }
        // Values of at most 1 in every entry are shares, unless the sender says otherwise.
        let isShared =
            !context.envelope.isInPixels
            && found.allSatisfy { (try? $0.get())?.1.allSatisfy { $0 <= 1 } ?? true }
        return try context.frame(
            source: nil,
            id: nil,
            capturedAt: nil,
            boxes: found.map { one in
                Result { () throws(FrameFault) in
                    let (reader, box) = try one.get()
                    return try thing(reader, box, isShared: isShared)
                }
            }
        )
    }

    private static func thing(
        _ reader: MemberReader,
        _ box: [Double],
        isShared: Bool
    ) throws(FrameFault) -> ForeignBox {
        ForeignBox(
            label: try reader.required("name", reader.text("name", 1...64)),
            confidence: try reader.required("confidence", reader.number("confidence", 0...1)),
            corners: isShared
                ? .shares(box[0], box[1], box[2], box[3])
                : .pixels(box[0], box[1], box[2], box[3]),
            track: reader.object["track_id"]?.lenientString
        )
    }

    /// Left, top, right, bottom: of the two corners, or around the four of an oriented box.
    private static func box(_ reader: MemberReader) throws(FrameFault) -> [Double] {
        let box = try reader.required("box", reader.reader("box"))
        var (x, y): ([Double], [Double]) = ([], [])
        for number in 1...(box.has("x3") ? 4 : 2) {
            x.append(try box.required("x\(number)", box.number("x\(number)", edges)))
            y.append(try box.required("y\(number)", box.number("y\(number)", edges)))
        }
        return [x.min() ?? 0, y.min() ?? 0, x.max() ?? 0, y.max() ?? 0]
    }
}
