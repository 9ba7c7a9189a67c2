// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import Testing

@Suite("Events out of a stream of bytes")
struct EventBlocksTests {
    @Test("a character that two chunks share stays whole", arguments: 1...9)
    func chunks(size: Int) {
        let stream = Array(": here\n\nid: 7\ndata: 机场 D03 返航\n\ndata: b\n\ndata: cut".utf8)
        var blocks = EventBlocks()
        var found: [String] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            found += blocks.take(stream[start..<min(start + size, stream.count)])
        }
        #expect(found == ["机场 D03 返航", "b"])
    }
}
