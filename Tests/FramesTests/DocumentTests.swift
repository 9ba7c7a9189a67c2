// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import Testing

@Suite("The frame of docs/api.md")
struct DocumentTests {
    @Test("is taken in as it stands there")
    func frame() throws {
        let page = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/api.md")
        let blocks = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
        let text = try #require(
            blocks.first { $0.contains("\"roost.frame/1\"") && $0.hasPrefix("json") }
        )
        let bytes = Array(text.dropFirst("json".count).utf8)
        let intake = try IntakeTests.translator.translate(bytes, receivedAt: IntakeTests.received)
        #expect(intake.quarantined.isEmpty, "\(intake.quarantined)")
        #expect(intake.accepted.first?.faults.isEmpty == true)
    }
}
