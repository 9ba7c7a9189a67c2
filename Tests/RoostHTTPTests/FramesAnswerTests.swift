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
        var partly = answer
        partly.leaveOut(.init(index: 0, detection: 2, reason: "box_empty", detail: "no width"))
        #expect(partly.plainJSON == nil)
    }

    @Test("names detections that were left out, but not without end")
    func leftOut() {
        var answer = FramesAnswer(accepted: 1)
        for number in 0..<500 {
            answer.leaveOut(
                .init(index: 0, detection: number, reason: "box_empty", detail: "no width")
            )
        }
        #expect(answer.leftOut?.map(\.detection) == Array(0..<FramesAnswer.leftOutLimit))
    }
}
