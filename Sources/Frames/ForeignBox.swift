// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// One thing as a foreign format tells it, before its label is ours and its box in shares.
struct ForeignBox {
    /// Corners of a box.
    enum Corners: Equatable {
        /// Left, top, right, bottom in pixels.
        case pixels(Double, Double, Double, Double)
        /// Left, top, right, bottom in shares of the picture.
        case shares(Double, Double, Double, Double)
    }

    /// A box may stick out by so much of the picture: detectors round; what is out is cut off.
    static let overhang = 0.1

    var label: String
    var confidence: Double
    var corners: Corners
    var track: String?
    var plate: PlateReading?
    var attributes: [AttributeReading] = []

    init(label: String, confidence: Double, corners: Corners, track: String? = nil) {
        self.label = label
        self.confidence = confidence
        self.corners = corners
        self.track = track
    }

    /// The detection in our words.
    func detection(
        size: [Int]?,
        labels: [String: String]
    ) throws(FrameFault) -> NativeDetection {
        guard let word = LabelMap.word(for: label, labels) else {
            throw FrameFault(.schema, "the label is no word")
        }
        try Face.refuse(word, [label] + attributes.map(\.name))
        guard (0...1).contains(confidence) else {
            throw FrameFault(.schema, "the confidence is not a number of 0 to 1")
        }
        if let plate {
            guard (1...16).contains(plate.text.unicodeScalars.count),
                (0...1).contains(plate.confidence)
            else { throw FrameFault(.schema, "the plate is not a text of 1 to 16 with confidence") }
        }
        guard track?.unicodeScalars.count ?? 1 <= 64 else {
            throw FrameFault(.schema, "the track is longer than 64 characters")
        }
        guard attributes.count <= NativeDetection.attributeLimit else {
            throw FrameFault(.tooMany, "more than \(NativeDetection.attributeLimit) attributes")
        }
        return NativeDetection(
            label: word,
            confidence: confidence,
            box: try box(size: size),
            track: track?.isEmpty == true ? nil : track,
            plate: plate,
            attributes: attributes.sorted { $0.name < $1.name }
        )
    }

    /// What can be read of one that makes no detection.
    func remains(size: [Int]?, labels: [String: String]) -> DetectionRemains {
        var remains = DetectionRemains()
        remains.label = LabelMap.word(for: label, labels)
        remains.box = (try? box(size: size)) ?? []
        return remains
    }

    private func box(size: [Int]?) throws(FrameFault) -> [Double] {
        var (left, top, right, bottom): (Double, Double, Double, Double)
        switch corners {
        case .shares(let l, let t, let r, let b): (left, top, right, bottom) = (l, t, r, b)
        case .pixels(let l, let t, let r, let b):
            guard let size, size.count == 2 else {
                throw FrameFault(.noSize, "a box in pixels without the frame's size: X-Roost-Size?")
            }
            let (width, height) = (Double(size[0]), Double(size[1]))
            (left, top, right, bottom) = (l / width, t / height, r / width, b / height)
        }
        let range = -Self.overhang...(1 + Self.overhang)
        guard [left, top, right, bottom].allSatisfy(range.contains) else {
            throw FrameFault(.boxRange, "the box reaches out of the picture")
        }
        left = max(0, left)
        top = max(0, top)
        right = min(1, right)
        bottom = min(1, bottom)
        guard right > left, bottom > top else {
            throw FrameFault(.boxEmpty, "the box has no width or no height")
        }
        return [left, top, right - left, bottom - top]
    }
}
