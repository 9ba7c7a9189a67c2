// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI
import Testing

@Suite("The API's JSON")
struct WireTests {
    @Test("names are snake_case, and a notice calls its case a case")
    func names() throws {
        let notice = NoticeResource(
            id: "N-1",
            wireId: "ntc_x",
            violation: "C-7",
            rule: "r",
            issuedAt: "t",
            reviewedBy: nil,
            deliveries: [
                DeliveryResource(receiver: "police", state: "delivered", latencyS: 1.5, reason: nil)
            ]
        )
        let text = String(decoding: try RoostJSON.encoder().encode(notice), as: UTF8.self)
        #expect(
            text == """
                {"case":"C-7","deliveries":[{"latency_s":1.5,"receiver":"police",\
                "state":"delivered"}],"id":"N-1","issued_at":"t","rule":"r","wire_id":"ntc_x"}
                """
        )
        #expect(
            try RoostJSON.decoder().decode(NoticeResource.self, from: Data(text.utf8)) == notice
        )
    }

    @Test("a problem carries its code, both languages and every reason")
    func problem() throws {
        let problem = Problem(
            status: 409,
            code: "no_dock_ready",
            text: TextResource(en: "No.", zh: "不。"),
            reasons: [TextResource(en: "wind", zh: "风")]
        )
        #expect(problem.type == "urn:roost:problem:no_dock_ready")
        #expect(problem.detail == "No. wind")
        let bytes = try RoostJSON.encoder().encode(problem)
        #expect(try RoostJSON.decoder().decode(Problem.self, from: bytes) == problem)
    }

    @Test("values by name keep their names as they are")
    func dictionaries() throws {
        let event = EventResource(
            sequence: 3,
            at: "t",
            code: "sortie.docked",
            severity: "info",
            text: TextResource(en: "e", zh: "z"),
            subject: ["dock": "D03"],
            values: [:]
        )
        let bytes = try RoostJSON.encoder().encode(event)
        #expect(try RoostJSON.decoder().decode(EventResource.self, from: bytes) == event)
    }
}
