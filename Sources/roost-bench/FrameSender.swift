// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Posts frames to a roostd; each thread has a wire of its own.
struct FrameSender: Sendable {
    let port: Int
    let token: String

    func connect() throws -> Wire { try Wire(port: port) }

    /// Posts once; nil: there was no room, and it is to be sent again.
    func post(_ bytes: [UInt8], over wire: Wire) throws -> [UInt8]? {
        let answer = try wire.ask("POST", "/v1/frames", token: token, body: bytes)
        if answer.status == 202 { return answer.body }
        guard answer.status == 429 else {
            let text = String(decoding: answer.body.prefix(300), as: UTF8.self)
            throw BenchError.program("roostd answered \(answer.status): \(text)")
        }
        return nil
    }

    /// Posts until it is taken.
    func send(_ bytes: [UInt8], over wire: Wire) throws {
        while try post(bytes, over: wire) == nil { usleep(2000) }
    }
}
