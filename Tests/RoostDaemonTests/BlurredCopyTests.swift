// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CPicture
import Foundation
import Testing

@testable import RoostDaemon

@Suite("Copies in which all but the subject is blurred")
struct BlurredCopyTests {
    /// A picture of noise, 640 by 480.
    private static let picture: Data = {
        var bytes = [UInt8](repeating: 0, count: 640 * 480 * 3)
        var state: UInt32 = 7
        for index in bytes.indices {
            state = state &* 1_664_525 &+ 1_013_904_223
            bytes[index] = UInt8(state >> 24)
        }
        return bytes.withUnsafeMutableBufferPointer { buffer in
            var pixels = picture_pixels(width: 640, height: 480, bytes: buffer.baseAddress)
            var written: UnsafeMutablePointer<UInt8>?
            var size = 0
            guard picture_write(&pixels, 95, &written, &size) == 0, let written else {
                return Data()
            }
            defer { free(written) }
            return Data(bytes: written, count: size)
        }
    }()

    private static func luminance(
        _ bytes: Data,
        width: Int = 640,
        height: Int = 480
    ) throws -> [[Int]] {
        var pixels = picture_pixels()
        let isRead = bytes.withUnsafeBytes { raw in
            picture_read(raw.bindMemory(to: UInt8.self).baseAddress, raw.count, 1 << 20, &pixels)
                == 0
        }
        try #require(isRead && pixels.width == width && pixels.height == height)
        defer { free(pixels.bytes) }
        return (0..<height).map { y in
            (0..<width).map { x in
                let at = (y * width + x) * 3
                return Int(pixels.bytes[at]) + Int(pixels.bytes[at + 1]) + Int(pixels.bytes[at + 2])
            }
        }
    }

    /// Mean difference of neighbours in a part: how much is to be seen in it.
    private static func detail(_ rows: [[Int]], _ xs: Range<Int>, _ ys: Range<Int>) -> Int {
        let sum = ys.reduce(0) { sum, y in
            sum + xs.reduce(0) { $0 + abs(rows[y][$1] - rows[y][$1 - 1]) }
        }
        return sum / (xs.count * ys.count)
    }

    @Test("the subject stays as it was, nothing is to be seen of anything else")
    func hidden() throws {
        let before = try Self.luminance(Self.picture)
        let copy = try #require(BlurredCopy.make(Self.picture, keeping: [0.25, 0.25, 0.25, 0.25]))
        let after = try Self.luminance(copy)
        #expect(Self.detail(before, 20..<140, 20..<100) > 60)
        for (xs, ys) in [(20..<140, 20..<100), (340..<620, 20..<460), (170..<310, 250..<460)] {
            #expect(Self.detail(after, xs, ys) < 12)
        }
        let kept = (170..<310, 130..<230)
        #expect(Self.detail(after, kept.0, kept.1) * 10 > Self.detail(before, kept.0, kept.1) * 7)
    }

    /// Fields of two by two pixels, black and white, 64 by 64: a PNG of one bit a pixel.
    private static let chequered = Data(
        base64Encoded:
            "iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAGUlEQVR42mMwhgIGOOMMFCAYo2pG1eBQ"
            + "AwCRt/8BM9/REAAAAABJRU5ErkJggg=="
    )

    @Test("a PNG has a copy too, a JPEG; one that is cut short has none")
    func ofPNG() throws {
        let picture = try #require(Self.chequered)
        let copy = try #require(BlurredCopy.make(picture, keeping: [0, 0, 0.5, 0.5]))
        #expect(copy.starts(with: [0xFF, 0xD8, 0xFF]))
        let rows = try Self.luminance(copy, width: 64, height: 64)
        #expect(Self.detail(rows, 2..<30, 2..<30) > 200)
        #expect(Self.detail(rows, 36..<62, 36..<62) < 12)
        #expect(BlurredCopy.make(picture.dropLast(30), keeping: [0, 0, 0.5, 0.5]) == nil)
    }

    @Test("what cannot be read whole, or has no subject, has no copy")
    func none() {
        let box = [0.25, 0.25, 0.25, 0.25]
        #expect(BlurredCopy.make(Self.picture.prefix(Self.picture.count / 2), keeping: box) == nil)
        #expect(BlurredCopy.make(Data("no picture".utf8), keeping: box) == nil)
        #expect(BlurredCopy.make(Data(), keeping: box) == nil)
        for wrong in [[], [0, 0, 1], [0, 0, 0, 1], [-1, 0, 1, 1], [0, .nan, 1, 1]] as [[Double]] {
            #expect(BlurredCopy.make(Self.picture, keeping: wrong) == nil)
        }
    }
}
