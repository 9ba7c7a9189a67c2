// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Draws small pictures and writes them as PNG: 160 × 90, sixteen colours, stored without packing.
struct PictureFile: Equatable, Sendable {
    static let width = 160
    static let height = 90

    /// Colours as red, green, blue; the index is what is drawn with.
    private static let palette: [UInt8] = [
        72, 76, 80, 96, 100, 104, 168, 164, 150, 60, 110, 60, 230, 230, 225, 200, 40, 40,
        40, 80, 190, 235, 200, 60, 20, 20, 24, 250, 130, 40, 130, 60, 150, 90, 180, 200,
        180, 120, 80, 120, 160, 90, 210, 180, 200, 255, 255, 255,
    ]

    private var pixels = [UInt8](repeating: 0, count: width * height)

    /// A street from above: ground, a road across, its broken line, which `shift` moves.
    init(shift: Int) {
        fill(0, 0, Self.width, Self.height, 2)
        fill(0, 28, Self.width, 34, 0)
        fill(0, 24, Self.width, 4, 1)
        fill(0, 62, Self.width, 4, 1)
        for start in stride(from: -(shift % 20), to: Self.width, by: 20) {
            fill(start, 44, 10, 2, 4)
        }
    }

    /// Fills a rectangle; what lies outside is not drawn.
    mutating func fill(_ x: Int, _ y: Int, _ width: Int, _ height: Int, _ colour: UInt8) {
        let columns = max(0, x)..<max(max(0, x), min(Self.width, x + width))
        let rows = max(0, y)..<max(max(0, y), min(Self.height, y + height))
        for row in rows {
            for column in columns { pixels[row * Self.width + column] = colour & 15 }
        }
    }

    /// Fills a box given in fractions of the picture.
    mutating func fill(_ box: SceneCamera.Box, _ colour: UInt8) {
        let x = Int(box.x * Double(Self.width))
        let y = Int(box.y * Double(Self.height))
        fill(
            x,
            y,
            max(2, Int(box.width * Double(Self.width))),
            max(2, Int(box.height * Double(Self.height))),
            colour
        )
    }

    /// The picture as a PNG file.
    var png: [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity((Self.width / 2 + 1) * Self.height)
        for row in 0..<Self.height {
            rows.append(0)
            for pair in 0..<Self.width / 2 {
                let at = row * Self.width + pair * 2
                rows.append(pixels[at] << 4 | pixels[at + 1])
            }
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let head = Self.big(UInt32(Self.width)) + Self.big(UInt32(Self.height)) + [4, 3, 0, 0, 0]
        Self.chunk("IHDR", head, &file)
        Self.chunk("PLTE", Self.palette, &file)
        Self.chunk("IDAT", Self.stored(rows), &file)
        Self.chunk("IEND", [], &file)
        return file
    }

    /// A zlib stream of one stored block: it may hold 65,535 bytes, and a picture has 7,290.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        var low: UInt32 = 1
        var high: UInt32 = 0
        // Of 5552 bytes the sums stay below 2^32 (RFC 1950 leaves it open when the remainder is taken).
        for start in stride(from: 0, to: bytes.count, by: 5552) {
            for byte in bytes[start..<min(start + 5552, bytes.count)] {
                low += UInt32(byte)
                high += low
            }
            low %= 65521
            high %= 65521
        }
        let lengths = [count & 0xFF, count >> 8, ~count & 0xFF, ~count >> 8].map(UInt8.init)
        return [0x78, 0x01, 0x01] + lengths + bytes + big(high << 16 | low)
    }

    private static func chunk(_ name: String, _ content: [UInt8], _ file: inout [UInt8]) {
        let body = Array(name.utf8) + content
        file += big(UInt32(content.count)) + body + big(checksum(body))
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
        }
    }
}
