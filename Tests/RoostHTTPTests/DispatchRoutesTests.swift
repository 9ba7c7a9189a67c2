// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOHTTP1
import RoostAPI
import RoostModel
import SiteCore
import Testing

@testable import RoostHTTP

@Suite("Dispatch and steering over HTTP")
struct DispatchRoutesTests {
    @Test("who could go is looked at with a place; without one, or without a site, it is refused")
    func preview() async throws {
        try await ServerTests.withServer { base in
            for query in ["", "?to=here", "?to=22.5", "?to=0,0", "?to=22.5,114.1"] {
                let url = base + "/v1/dispatch\(query)"
                let answer = try await ServerTests.ask(.GET, url, token: "eyes")
                #expect(answer.status == 400 && answer.text.contains("bad_request"), "\(query)")
            }
        }
    }

    @Test(
        "an order to an aircraft is for those who fly, and names a dock that exists",
        arguments: ["pause", "resume", "cancel-return"]
    )
    func steer(verb: String) async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/docks/D01/\(verb)"
            let eyes = try await ServerTests.ask(.POST, url, token: "eyes", body: "{}")
            #expect(eyes.status == 403)
            let duty = try await ServerTests.ask(.POST, url, token: "duty", body: "{}")
            #expect(duty.status == 404 && duty.text.contains("unknown_subject"))
        }
    }

    @Test("a landing dock is named with a route and the dock that is left, and with nothing else")
    func landAt() async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/missions"
            for body in [
                #"{"land_at":"D02"}"#, #"{"land_at":"D02","route":"R01"}"#,
                #"{"land_at":"D02","route":"R01","dock":"D01","height_m":60}"#,
                #"{"land_at":"D02","dock":"D01","to":{"lat":22.5,"lon":114.1}}"#,
            ] {
                let answer = try await ServerTests.ask(.POST, url, token: "duty", body: body)
                #expect(answer.status == 400 && answer.text.contains("bad_request"), "\(body)")
            }
            let whole = #"{"land_at":"D02","route":"R01","dock":"D01"}"#
            let eyes = try await ServerTests.ask(.POST, url, token: "eyes", body: whole)
            #expect(eyes.status == 403)
            // It reaches the core, which knows no route of this site.
            let duty = try await ServerTests.ask(.POST, url, token: "duty", body: whole)
            #expect(duty.status != 400 && duty.status != 202, "\(duty.text)")
        }
    }

    @Test("what cannot be done is refused with exit code 1, what was typed wrong with 2")
    func statuses() {
        for code in RefusalCode.allCases {
            let status = Refused(Refusal(code)).problem.status
            #expect(code == .badRequest ? status == 400 : [403, 404, 409, 422].contains(status))
        }
    }
}
