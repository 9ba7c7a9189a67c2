// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames
import JSONText
import RoostModel

extension Surface {
    /// Results in the formats of others, as the body of a post or a message; each input goes through every
    /// adapter.
    static func foreign(_ corpus: Corpus) -> Surface {
        let documents = corpus.documents(in: "Tests/FramesTests/Fixtures/foreign", ending: ".json")
            .compactMap(\.value)
        let mutation = TreeMutation(documents)
        return Surface(name: "foreign", documents: documents.count) { dice in
            mutation.bytes(of: dice.element(documents), &dice)
        } pass: { bytes throws(Breach) in
            var word: String?
            var isAccepted = false
            for format in FrameFormat.allCases where format != .native {
                let reading: FrameReading
                do throws(FrameError) {
                    reading = try translator.read(
                        bytes,
                        as: binding(of: format),
                        beside: envelope,
                        receivedAt: .fuzzed
                    )
                } catch {
                    word = "too_large"
                    continue
                }
                guard reading.frames.count + reading.quarantined.count <= FrameTranslator.batchLimit
                else { throw .unbounded("frames of a message") }
                for frame in reading.frames { try check(frame, bytes.isSampled) }
                isAccepted = isAccepted || !reading.frames.isEmpty
                word = reading.quarantined.first?.fault.reason.rawValue ?? word
            }
            return isAccepted ? .accepted : .refused(word ?? "nothing")
        }
    }

    /// A frame that was taken keeps the promises of the native format, and can be stored.
    private static func check(
        _ read: FrameReading.Frame,
        _ isSampled: Bool
    ) throws(Breach) {
        let frame = translator.translate(read)
        guard frame.sightings.detections.count <= NativeFrame.detectionLimit else {
            throw .unbounded("detections of a frame")
        }
        for detection in frame.sightings.detections {
            let box = detection.box
            guard (0...1).contains(detection.confidence), box.count == 4,
                box.allSatisfy((0...1).contains), box[0] + box[2] <= 1.000_001,
                box[1] + box[3] <= 1.000_001
            else { throw .changed("a detection out of its range") }
        }
        if isSampled { try surviveStore(frame.sightings, "sightings") }
    }

    private static func binding(of format: FrameFormat) -> FrameBinding {
        FrameBinding(
            format: format,
            labels: ["1": "person", "3": "car"],
            cameras: [.init(name: "frigate/dock1_wide", aircraft: "A01", size: [1920, 1080])]
        )
    }

    private static let envelope: FrameEnvelope = {
        var envelope = FrameEnvelope()
        envelope.source = "fuzz"
        envelope.capturedAt = .fuzzed
        envelope.size = [1920, 1080]
        envelope.photos = ["139": .fuzzed, "140": .fuzzed]
        return envelope
    }()
}
