// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Messages of HTTP/1.1 with a length, or in chunks.
enum HTTPText {
    /// The next message from a socket; `rest` holds what was read beyond it.
    static func read(
        from socket: Int32,
        _ rest: inout [UInt8]
    ) throws -> (first: String, body: [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var end: Int?
        while true {
            end = end ?? headEnd(rest)
            if let end {
                let head = String(decoding: rest[..<end], as: UTF8.self).lowercased()
                let first = String(head.prefix { $0 != "\r\n" && $0 != "\n" })
                if head.contains("transfer-encoding: chunked") {
                    if let (body, used) = chunks(rest, from: end + 4) {
                        rest.removeFirst(used)
                        return (first, body)
                    }
                } else {
                    let line = head.split(whereSeparator: \.isNewline)
                        .first { $0.hasPrefix("content-length:") }
                    let length = line.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
                    if rest.count >= end + 4 + length {
                        let body = Array(rest[(end + 4)..<(end + 4 + length)])
                        rest.removeFirst(end + 4 + length)
                        return (first, body)
                    }
                }
            }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { throw BenchError.system("recv") }
            rest += buffer[..<count]
        }
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        bytes.firstRange(of: [0x0d, 0x0a, 0x0d, 0x0a])?.lowerBound
    }

    /// The body in chunks and how much of the bytes it took; nil: it is not all there.
    private static func chunks(_ bytes: [UInt8], from start: Int) -> ([UInt8], Int)? {
        var body: [UInt8] = []
        var at = start
        while let line = bytes[at...].firstRange(of: [0x0d, 0x0a]) {
            let text = String(decoding: bytes[at..<line.lowerBound], as: UTF8.self)
            guard let size = Int(text, radix: 16), bytes.count >= line.upperBound + size + 2 else {
                return nil
            }
            body += bytes[line.upperBound..<(line.upperBound + size)]
            at = line.upperBound + size + 2
            if size == 0 { return (body, at) }
        }
        return nil
    }
}
