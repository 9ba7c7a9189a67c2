// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RoostDaemon

@Suite("Messages of frames on their way in")
struct FrameGatewayTests {
    @Test(
        "at most 64 of a source are taken at once, each once, in its order",
        arguments: [0, 64, 65, 256]
    )
    func waves(count: Int) {
        let topics = (0..<count).map { $0 % 4 == 0 ? "roost/v1/frames/b" : "roost/v1/frames/a" }
        let waves = FrameGateway.waves(topics)
        #expect(waves.flatMap(\.self).sorted() == Array(0..<count))
        for wave in waves {
            for source in Set(topics) {
                #expect(wave.count { topics[$0] == source } <= 64)
            }
        }
        for source in Set(topics) {
            let order = waves.flatMap { $0.filter { topics[$0] == source } }
            #expect(order == order.sorted())
        }
        #expect(waves.count <= 1 + count / 64)
    }
}
