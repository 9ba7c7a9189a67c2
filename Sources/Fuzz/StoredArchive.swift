// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A ZIP whose entries are stored: put together by hand, so that its headers can lie.
struct StoredArchive {
    /// One file inside.
    struct Entry {
        var name: [UInt8]
        var bytes: [UInt8]
        /// Sizes and checksum as the headers say them; nil: the true ones.
        var saidSize: UInt32?
        var saidChecksum: UInt32?
        var method: UInt16 = 0
    }

    var entries: [Entry]

    /// The entries of an archive whose entries are stored and whose headers are true.
    init?(reading bytes: [UInt8]) {
        var entries: [Entry] = []
        var at = 0
        func word(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }
        while at + 30 <= bytes.count, bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 3, 4]) {
            let size = word(at + 22) | word(at + 24) << 16
            let start = at + 30 + word(at + 26) + word(at + 28)
            guard word(at + 8) == 0, start + size <= bytes.count else { return nil }
            entries.append(
                Entry(
                    name: Array(bytes[at + 30..<at + 30 + word(at + 26)]),
                    bytes: Array(bytes[start..<start + size])
                )
            )
            at = start + size
        }
        guard !entries.isEmpty else { return nil }
        self.entries = entries
    }

    /// The archive's bytes.
    var bytes: [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = UInt32(body.count)
            let head = Self.head(entry)
            body += [0x50, 0x4B, 3, 4] + head + Self.two(0) + entry.name + entry.bytes
            directory += [0x50, 0x4B, 1, 2] + Self.two(20) + head + Self.two(0)
            directory += [UInt8](repeating: 0, count: 10) + Self.four(offset) + entry.name
        }
        let count = Self.two(UInt16(truncatingIfNeeded: entries.count))
        return body + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
            + Self.four(UInt32(directory.count)) + Self.four(UInt32(body.count)) + Self.two(0)
    }

    /// From the version needed to the length of the name.
    private static func head(_ entry: Entry) -> [UInt8] {
        let size = entry.saidSize ?? UInt32(entry.bytes.count)
        let date = two(0) + two(33)
        return two(20) + two(0) + two(entry.method) + date
            + four(entry.saidChecksum ?? checksum(entry.bytes))
            + four(UInt32(entry.bytes.count)) + four(size)
            + two(UInt16(truncatingIfNeeded: entry.name.count))
    }

    private static func two(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    private static func four(_ value: UInt32) -> [UInt8] {
        two(UInt16(truncatingIfNeeded: value)) + two(UInt16(truncatingIfNeeded: value >> 16))
    }

    /// CRC-32 of ZIP (ISO 3309).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
    }

    private static let table: [UInt32] = (0..<256 as Range<UInt32>).map { byte in
        (0..<8).reduce(byte) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
        }
    }
}
