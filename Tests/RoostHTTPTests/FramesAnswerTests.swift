// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI
import Testing

@testable import RoostHTTP

@Suite("What is said of frames")
struct FramesAnswerTests {
    @Test("is the same text whether or not the encoder writes it")
    func plain() throws {
        let answer = FramesAnswer(accepted: 100, duplicate: 3)
        let encoded = try RoostJSON.encoder().encode(answer)
        #expect(answer.plainJSON == String(decoding: encoded, as: UTF8.self))
        let refused = FramesAnswer(quarantined: [.init(index: 0, id: nil, reason: "schema")])
        #expect(refused.plainJSON == nil)
    }
}
