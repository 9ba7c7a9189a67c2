// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Encoding the rest of a route")
struct EncodeRestTests {
    private static func data(_ point: BreakPoint) throws -> JSONValue? {
        var task = try EncodeTests.task(in: .zero)
        task.breakPoint = point
        let command = DockCommand(dock: "D03", order: .prepare(task), flight: task.flight)
        return try encode(command, in: EncodeTests.context(.dock3)).message.data
    }

    @Test("the four members of the break point are copied, and no others (PROTOCOL § 10)")
    func members() throws {
        let point = BreakPoint(index: 2, state: 1, progress: 0.25, wayline: 0, reason: 1283)
        let sent = try #require(try Self.data(point)?["break_point"]?.object)
        let wanted: JSONValue = ["index": 2, "state": 1, "progress": 0.25, "wayline_id": 0]
        #expect(JSONValue.object(sent) == wanted)
    }

    @Test("a share that is none is refused", arguments: [-0.1, 1.1, .nan])
    func share(progress: Double) {
        let point = BreakPoint(index: 2, state: 1, progress: progress, wayline: 0)
        #expect(throws: DJICloudError.self) { try Self.data(point) }
    }
}
