// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOHTTP1
import PatrolCore
import RoostAPI
import RoostModel
import SiteCore
import Testing

@testable import RoostHTTP

@Suite("The plan over HTTP")
struct PlanRoutesTests {
    @Test("a site without a plan says so, and changes of it are refused with a reason")
    func nothing() async throws {
        try await ServerTests.withServer { base in
            let plan = try await ServerTests.ask(.GET, base + "/v1/plan", token: "eyes")
            #expect(plan.status == 200 && plan.text.contains(#""runs":[]"#))
            let none = try await ServerTests.ask(
                .GET,
                base + "/v1/plan?date=2026-05-12",
                token: "eyes"
            )
            #expect(none.status == 404 && none.text.contains("There is no plan for 2026-05-12"))
            let bad = try await ServerTests.ask(.GET, base + "/v1/plan?date=soon", token: "eyes")
            #expect(bad.status == 400)
            let preview = try await ServerTests.ask(.GET, base + "/v1/plan/preview", token: "eyes")
            #expect(preview.status == 200 && preview.text.contains(#""days":[]"#))
        }
    }

    @Test(
        "a change is for dispatchers, says one thing, and needs what it changes",
        arguments: [
            ("eyes", #"{"date":"2026-05-13","day":"restday","why":"x"}"#, 403),
            ("duty", #"{"why":"x"}"#, 400),
            ("duty", #"{"date":"soon","day":"restday","why":"x"}"#, 400),
            ("duty", #"{"date":"2026-05-13","day":"sunday","why":"x"}"#, 400),
            ("duty", #"{"run":"R01@07:30","skip":true,"why":"x"}"#, 404),
            // There is no configuration in force: nothing can be changed.
            ("duty", #"{"date":"2026-05-13","day":"restday","why":"x"}"#, 409),
        ]
    )
    func change(token: String, body: String, status: Int) async throws {
        try await ServerTests.withServer { base in
            let answer = try await ServerTests.ask(
                .POST,
                base + "/v1/plan/set",
                token: token,
                body: body
            )
            #expect(answer.status == status, "\(answer.text)")
        }
    }
}
