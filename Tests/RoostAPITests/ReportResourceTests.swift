// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import Testing

@Suite("The report's figures")
struct ReportResourceTests {
    @Test(
        "a share is rounded half up, and is whole only when all is done",
        arguments: [
            (6, 7, 86), (5, 7, 71), (1, 8, 13), (199, 200, 99), (999, 1000, 99), (7, 7, 100),
            (0, 7, 0), (0, 0, 0),
        ]
    )
    func percent(part: Int, whole: Int, expected: Int) {
        #expect(ReportResource.percent(part, of: whole) == expected)
    }
}
