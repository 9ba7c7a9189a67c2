// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import SiteCore
import Testing

@testable import RoostEngine

@Suite("The stored form of frames")
struct StoredFrameTests {
    @Test("is what Codable writes, and is read back", arguments: 0..<50)
    func frames(seed: UInt64) throws {
        var dice = SeededGenerator(seed)
        for _ in 0..<20 {
            let input = Input.frame(Self.drawn(&dice))
            let bytes = try StoredForm.encode(input)
            let codable = try StoredEncoder.bytes(input)
            #expect(bytes == codable, "seed \(seed)")
            #expect(try StoredEncoder.bytes(StoredForm.decodeInput(from: bytes)) == codable)
        }
    }

    /// Any member may be there or not, and numbers may be none.
    private static func drawn(_ dice: inout SeededGenerator) -> FrameSightings {
        let at = Timestamp(milliseconds: Int64(dice.pick(0...2_000_000_000)))
        var frame = FrameSightings(
            source: "edge \"1\"",
            frame: "罗湖/\(dice.pick(0...9))",
            capturedAt: at,
            receivedAt: at + .seconds(dice.pick(-9...9)),
            kind: dice.happens(0.5) ? .video : .photo,
            lens: "wide"
        )
        frame.answers = dice.happens(0.3) ? "C-7/1" : nil
        frame.aircraft = dice.happens(0.5) ? "1581F\n" : nil
        frame.model = dice.happens(0.5) ? "m" : nil
        frame.camera = dice.happens(0.5) ? point(&dice) : nil
        frame.sender = dice.happens(0.5) ? "edge" : nil
        frame.size = dice.happens(0.5) ? [1920, 1080] : nil
        frame.footprint = (0..<dice.pick(0...4)).map { _ in point(&dice) }
        frame.detections = (0..<dice.pick(0...3)).map { _ in detection(&dice) }
        frame.unread =
            dice.happens(0.3)
            ? (0..<dice.pick(0...2)).map { _ in
                UnreadDetection(
                    label: dice.happens(0.5) ? "car" : nil,
                    ground: dice.happens(0.5) ? point(&dice) : nil,
                    reach: 4.5
                )
            } : nil
        frame.images = (0..<dice.pick(0...2)).map { number in
            ImageReference(
                reference: "s3://a/\(number)",
                role: "wide",
                digest: dice.happens(0.5) ? "ab" : nil,
                bytes: dice.happens(0.5) ? number : nil
            )
        }
        return frame
    }

    private static func point(_ dice: inout SeededGenerator) -> GridPoint {
        GridPoint(eastMillimetres: dice.pick(-9...9), northMillimetres: dice.pick(-9999...9999))
    }

    private static func detection(_ dice: inout SeededGenerator) -> Detection {
        func number() -> Double {
            let odd = [0, -0.0, .nan, .infinity, 1e-7, 1e21, 12]
            return dice.happens(0.2) ? odd[dice.pick(0...odd.count - 1)] : dice.fraction()
        }
        return Detection(
            label: "car",
            confidence: number(),
            track: dice.happens(0.5) ? "t\\1" : nil,
            ground: dice.happens(0.8) ? point(&dice) : nil,
            sigma: Metres(number()),
            error: Metres(number()),
            box: (0..<dice.pick(0...4)).map { _ in number() },
            plate: dice.happens(0.5) ? PlateReading(text: "测B1", confidence: number()) : nil,
            attributes: (0..<dice.pick(0...2)).map { _ in
                AttributeReading(name: "helmet", value: "false", confidence: number())
            }
        )
    }
}
