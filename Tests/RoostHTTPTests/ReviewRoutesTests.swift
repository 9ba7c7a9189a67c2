// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import NIOHTTP1
import RoostAPI
import RoostModel
import SiteCore
import Testing

@testable import RoostHTTP

@Suite("Routes of reviewers")
struct ReviewRoutesTests {
    @Test(
        "a case that is not there is refused by name, another role may not even ask",
        arguments: ["approve", "dismiss", "edit", "reopen", "withdraw"]
    )
    func verbs(verb: String) async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/cases/C-7/\(verb)"
            let body = #"{"reason":"because"}"#
            let duty = try await ServerTests.ask(.POST, url, token: "duty", body: body)
            #expect(duty.status == 403)
            let admin = try await ServerTests.ask(.POST, url, token: "admin", body: body)
            #expect(admin.status == 404 && admin.text.contains("unknown_subject"))
            let silent = #"{"reason":" "}"#
            let empty = try await ServerTests.ask(.POST, url, token: "admin", body: silent)
            #expect(empty.status == 422 && empty.text.contains("reason_missing"))
        }
    }

    @Test("an exemption is made, listed and ended; a plate is masked for who need not see it")
    func exemption() async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/exemptions"
            let body = #"""
                {"plate":"测B8K2Q1","kind":"permit","reason":"permit 17","window":{"for_s":3600}}
                """#
            let duty = try await ServerTests.ask(.POST, url, token: "duty", body: body)
            #expect(duty.status == 403)
            let made = try await ServerTests.ask(.POST, url, token: "admin", body: body)
            #expect(made.status == 200 && made.text.contains("exemption.added"))
            let shown = try await Self.list(url, "admin")
            #expect(shown.map(\.id) == ["X-1"])
            #expect(shown[0].plate == "测B8K2Q1" && shown[0].isInForce)
            #expect(try await Self.list(url, "eyes")[0].plate == "测B8***1")
            let end = url + "/X-1/expire"
            #expect(try await ServerTests.ask(.POST, end, token: "admin", body: "{}").status == 200)
            let again = try await ServerTests.ask(.POST, end, token: "admin", body: "{}")
            #expect(again.status == 409 && again.text.contains("already_ended"))
            #expect(try await Self.list(url, "admin")[0].isInForce == false)
        }
    }

    @Test("a silence is made, listed and ended; what the site does not know is refused")
    func silence() async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/silences"
            let body = #"""
                {"severity":"minor","deliver_after":true,"reason":"r","window":{"for_s":60}}
                """#
            let eyes = try await ServerTests.ask(.POST, url, token: "eyes", body: body)
            #expect(eyes.status == 403)
            let made = try await ServerTests.ask(.POST, url, token: "admin", body: body)
            #expect(made.status == 200 && made.text.contains("silence.added"))
            let list = try await ServerTests.ask(.GET, url, token: "eyes")
            let items = try RoostJSON.decoder()
                .decode(Page<SilenceResource>.self, from: Data(list.text.utf8)).items
            #expect(items.map(\.id) == ["Q-1"])
            #expect(items[0].isInForce && items[0].deliversAfter && items[0].severity == "minor")
            for part in [#""rule":"none""#, #""receiver":"none""#, #""severity":"loud""#] {
                let wrong = "{\(part),\"reason\":\"r\",\"window\":{\"for_s\":60}}"
                let answer = try await ServerTests.ask(.POST, url, token: "admin", body: wrong)
                #expect(answer.status == 400)
            }
            let nothing = #"{"reason":"r","window":{"for_s":60}}"#
            let all = try await ServerTests.ask(.POST, url, token: "admin", body: nothing)
            #expect(all.status == 422 && all.text.contains("names_nothing"))
            let end = url + "/Q-1/expire"
            #expect(try await ServerTests.ask(.POST, end, token: "admin", body: "{}").status == 200)
            #expect(try await ServerTests.ask(.POST, end, token: "admin", body: "{}").status == 409)
        }
    }

    @Test(
        "what cannot be a window or a place is refused before it is journaled",
        arguments: [
            #"{"plate":"测B8K2Q1","reason":"r","window":{}}"#,
            #"{"plate":"测B8K2Q1","reason":"r","window":{"until":"tomorrow"}}"#,
            #"{"plate":"测B8K2Q1","kind":"gift","reason":"r","window":{"for_s":60}}"#,
            #"{"plate":"测B8K2Q1","rules":["none"],"reason":"r","window":{"for_s":60}}"#,
            #"{"reason":"r","window":{"for_s":60,"zone":"a","place":{"lat":1,"lon":1}}}"#,
            #"{"plate":"测B8K2Q1","reason":"r","window":{"for_s":60,"until":"2030-01-01T00:00:00Z"}}"#,
        ]
    )
    func malformed(body: String) async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/exemptions"
            let answer = try await ServerTests.ask(.POST, url, token: "admin", body: body)
            #expect(answer.status == 400 && answer.text.contains("bad_request"))
        }
    }

    private static func list(_ url: String, _ token: String) async throws -> [ExemptionResource] {
        let answer = try await ServerTests.ask(.GET, url, token: token)
        return try RoostJSON.decoder()
            .decode(Page<ExemptionResource>.self, from: Data(answer.text.utf8)).items
    }
}
