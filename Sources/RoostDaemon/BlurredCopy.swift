// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CPicture
import Foundation

/// A copy of a picture that may leave: all but the subject is hidden (PIPELINE § 10, FEATURES E12).
///
/// Nobody tells us where faces and plates of bystanders are, so that nothing but the subject's box stays as it
/// was; what cannot be read whole has no copy.
enum BlurredCopy {
    /// Pixels that are worked on at most: a picture of 100 megapixels takes 300 MB.
    static let most = 100_000_000
    /// Blocks along the longer side: at 4000 pixels 100 each, more than a face or plate of a bystander has.
    static let blocks = 40
    /// Blocks are never smaller, in pixels.
    static let least = 16

    /// The copy of a JPEG or PNG: a JPEG without its metadata; nil: there is none.
    ///
    /// `box` in shares of the picture: x, y, width, height.
    static func make(_ bytes: Data, keeping box: [Double]) -> Data? {
        guard box.count == 4, box.allSatisfy({ (0...1.000_001).contains($0) }), box[2] > 0,
            box[3] > 0
        else { return nil }
        var pixels = picture_pixels()
        let isRead = bytes.withUnsafeBytes { raw in
            let start = raw.bindMemory(to: UInt8.self).baseAddress
            return start.map { picture_read($0, raw.count, most, &pixels) == 0 } ?? false
        }
        guard isRead else { return nil }
        defer { free(pixels.bytes) }
        let (width, height) = (Double(pixels.width), Double(pixels.height))
        let part = picture_part(
            left: Int32(box[0] * width),
            top: Int32(box[1] * height),
            right: Int32((box[0] + box[2]) * width),
            bottom: Int32((box[1] + box[3]) * height)
        )
        let block = max(Int(max(pixels.width, pixels.height)) / blocks, least)
        picture_hide(&pixels, part, Int32(block))
        var written: UnsafeMutablePointer<UInt8>?
        var size = 0
        guard picture_write(&pixels, 85, &written, &size) == 0, let written else { return nil }
        defer { free(written) }
        return Data(bytes: written, count: size)
    }
}
