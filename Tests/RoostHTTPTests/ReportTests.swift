// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import RoostEngine
import RoostModel
import Testing

@testable import CaseCore
@testable import RoostHTTP

@Suite("What the report counts")
struct ReportTests {
    @Test(
        "a notice is delivered when it has receivers and each has it",
        arguments: [
            ([], false), ([.delivered], true), ([.delivered, .dead], false), ([.queued], false),
            ([.delivered, .delivered], true),
        ] as [([NoticeRecord.Progress.State], Bool)]
    )
    func delivered(states: [NoticeRecord.Progress.State], expected: Bool) {
        let deliveries = states.map { state in
            var progress = NoticeRecord.Progress(receiver: "police", at: .epoch)
            progress.state = state
            return progress
        }
        #expect(ReportResource.isDelivered(deliveries) == expected)
    }

    @Test("a run's events are found behind thirty days of others")
    func runOfToday() throws {
        var door = try ServerTests.Desk().door
        let records = (1...3000).map { sequence in
            FactRecord(
                sequence: sequence,
                cause: sequence,
                at: .epoch + .minutes(sequence),
                fact: Fact(.dockOnline, Subject(dock: "D01"))
            )
        }
        door.facts = { query in
            #expect(query.newestFirst)
            let before = query.before ?? .max
            return Array(records.filter { $0.sequence < before }.suffix(query.limit).reversed())
        }
        let found = try WhyResource.around(.epoch + .minutes(1900), of: "D01", door)
        #expect(found.map(\.sequence) == Array(1898...1959))
    }

    @Test("the user of a socket is named, and a number that nobody has is not")
    func userName() {
        #expect(Access.userName(of: 0) == "root")
        #expect(Access.userName(of: 4_000_000_001) == nil)
    }
}
