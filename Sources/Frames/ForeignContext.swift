// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// What an adapter knows beside the message: its binding, what came with the body, and our clock.
struct ForeignContext {
    let binding: FrameBinding
    let envelope: FrameEnvelope
    let receivedAt: Timestamp

    /// Nesting of a foreign message: none of the formats goes deeper than ours.
    static let depthLimit = NativeFrame.depthLimit

    /// Confidence of a thing whose format gives none (FRAMES § 1, 2.2).
    static let assumedConfidence = 0.7

    /// A frame of a camera, by the rules of the native format.
    ///
    /// - Parameters:
    ///   - source: the source; that of the envelope goes before it.
    ///   - id: the frame's id; that of the envelope goes before it, the instant stands in for it.
    ///   - capturedAt: when it was taken; that of the envelope goes before it.
    ///   - boxes: what was found.
    ///   - isPartial: whether the message holds only a part of what the frame shows.
    /// - Returns: the frame; what is wrong with one box leaves out that box.
    /// - Throws: the first fault of the frame itself.
    func frame(
        source: String?,
        id: String?,
        capturedAt: Timestamp?,
        boxes: [Result<ForeignBox, FrameFault>],
        isPartial: Bool = false
    ) throws(FrameFault) -> ForeignFrame {
        guard let name = envelope.source ?? source, MemberReader.isIdentifier(name) else {
            throw FrameFault(.schema, "the source is missing or no identifier: X-Roost-Source?")
        }
        guard let time = envelope.capturedAt ?? capturedAt else {
            throw FrameFault(.schema, "captured_at is missing: X-Roost-Captured-At?")
        }
        let frame = envelope.frame ?? id ?? "\(time.milliseconds)"
        guard MemberReader.isIdentifier(frame) else {
            throw FrameFault(.schema, "the frame's id is no identifier")
        }
        guard boxes.count <= NativeFrame.detectionLimit else {
            throw FrameFault(.tooMany, "more than \(NativeFrame.detectionLimit) detections")
        }
        try NativeFrame.check(capturedAt: time, receivedAt: receivedAt)
        let camera = binding.camera(source ?? name) ?? binding.camera(name)
        let size = envelope.size ?? camera?.size
        var detections: [NativeDetection] = []
        var faults: [NativeFrame.DetectionFault] = []
        for (index, box) in boxes.enumerated() {
            do throws(FrameFault) {
                detections.append(try box.get().detection(size: size, labels: binding.labels))
            } catch {
                let remains = (try? box.get())?.remains(size: size, labels: binding.labels)
                faults.append(
                    NativeFrame.DetectionFault(
                        index: index,
                        fault: error,
                        remains: remains ?? DetectionRemains()
                    )
                )
            }
        }
        let native = NativeFrame(
            source: name,
            frameID: frame,
            capturedAt: time,
            lens: camera?.lens ?? "wide",
            size: size,
            detections: detections,
            faults: faults
        )
        try native.checkContent()
        return ForeignFrame(
            frame: native,
            aircraft: camera?.aircraft,
            isPartial: isPartial
        )
    }
}

/// A frame that a foreign format told.
struct ForeignFrame: Equatable {
    var frame: NativeFrame
    /// The aircraft whose telemetry says where the camera was.
    var aircraft: String?
    /// Whether it holds only a part of what the frame shows: then it proves no place to be free.
    var isPartial = false
}

extension NativeFrame {
    /// A frame of a foreign format.
    init(
        source: String,
        frameID: String,
        capturedAt: Timestamp,
        lens: String,
        size: [Int]?,
        detections: [NativeDetection],
        faults: [DetectionFault]
    ) {
        self.source = source
        self.frameID = frameID
        self.capturedAt = capturedAt
        kind = .video
        self.lens = lens
        self.size = size
        self.detections = detections
        images = []
        self.faults = faults
    }

    /// No sensor of ours took a picture before 2020, nor tomorrow (PIPELINE 2.4).
    static func check(capturedAt: Timestamp, receivedAt: Timestamp) throws(FrameFault) {
        guard capturedAt >= earliest, capturedAt <= receivedAt + aheadLimit else {
            throw FrameFault(.timeRange, "captured_at is before 2020 or more than 24 h ahead")
        }
    }
}
