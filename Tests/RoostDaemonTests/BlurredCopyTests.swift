// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CJPEG
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
            var pixels = jpeg_pixels(width: 640, height: 480, bytes: buffer.baseAddress)
            var written: UnsafeMutablePointer<UInt8>?
            var size = 0
            guard jpeg_write(&pixels, 95, &written, &size) == 0, let written else { return Data() }
            defer { free(written) }
            return Data(bytes: written, count: size)
        }
    }()

    private static func luminance(_ bytes: Data) throws -> [[Int]] {
        var pixels = jpeg_pixels()
        let isRead = bytes.withUnsafeBytes { raw in
            jpeg_read(raw.bindMemory(to: UInt8.self).baseAddress, raw.count, 1 << 20, &pixels) == 0
        }
        try #require(isRead && pixels.width == 640 && pixels.height == 480)
        defer { free(pixels.bytes) }
        return (0..<480).map { y in
            (0..<640).map { x in
                let at = (y * 640 + x) * 3
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
        let copy = try #require(BlurredCopy.jpeg(Self.picture, keeping: [0.25, 0.25, 0.25, 0.25]))
        let after = try Self.luminance(copy)
        #expect(Self.detail(before, 20..<140, 20..<100) > 60)
        for (xs, ys) in [(20..<140, 20..<100), (340..<620, 20..<460), (170..<310, 250..<460)] {
            #expect(Self.detail(after, xs, ys) < 12)
        }
        let kept = (170..<310, 130..<230)
        #expect(Self.detail(after, kept.0, kept.1) * 10 > Self.detail(before, kept.0, kept.1) * 7)
    }

    @Test("what cannot be read whole, or has no subject, has no copy")
    func none() {
        let box = [0.25, 0.25, 0.25, 0.25]
        #expect(BlurredCopy.jpeg(Self.picture.prefix(Self.picture.count / 2), keeping: box) == nil)
        #expect(BlurredCopy.jpeg(Data("no picture".utf8), keeping: box) == nil)
        #expect(BlurredCopy.jpeg(Data(), keeping: box) == nil)
        for wrong in [[], [0, 0, 1], [0, 0, 0, 1], [-1, 0, 1, 1], [0, .nan, 1, 1]] as [[Double]] {
            #expect(BlurredCopy.jpeg(Self.picture, keeping: wrong) == nil)
        }
    }
}
