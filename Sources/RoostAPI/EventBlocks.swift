// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of server-sent events into the data of each, however the bytes were chunked.
///
/// It is cut as bytes: a chunk may end inside a character.
public struct EventBlocks: Sendable {
    private var line: [UInt8] = []
    private var data: String?

    /// At the beginning of a stream.
    public init() {}

    /// Takes a chunk; answers the data of each event that it completes, in order.
    public mutating func take(_ bytes: some Sequence<UInt8>) -> [String] {
        var found: [String] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if line.isEmpty {
                if let data { found.append(data) }
                data = nil
            } else if line.starts(with: "data: ".utf8) {
                data = String(decoding: line.dropFirst(6), as: UTF8.self)
            }
            line.removeAll(keepingCapacity: true)
        }
        return found
    }
}
