// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import RoostAPI
import Testing

@testable import RoostHTTP

@Suite("The body of a request")
struct BodyTests {
    /// One of each, with every member said.
    static let whole: [any Encodable & Sendable] = {
        var window = WindowRequest()
        window.zone = "Z1"
        window.place = PlaceResource(lat: 22.5, lon: 114.1)
        window.radiusM = 40
        window.polygon = [PlaceResource(lat: 22.5, lon: 114.1)]
        (window.from, window.until, window.forS) = ("a", "b", 9)
        var exemption = ExemptionRequest(window: window, reason: "works")
        (exemption.kind, exemption.plate, exemption.rules) = ("other", "测B8K2Q1", ["vending"])
        var silence = SilenceRequest(window: window, reason: "parade")
        (silence.rule, silence.severity, silence.receiver) = ("vending", "warning", "duty")
        silence.deliverAfter = true
        var preservation = PreservationRequest(violation: "C-7", reason: "court")
        (preservation.until, preservation.forS) = ("b", 9)
        var edit = CaseEditRequest(reason: "misread")
        (edit.plate, edit.text, edit.pictures) = ("测B8K2Q1", "text", ["3f9a01c2"])
        let place = PlaceResource(lat: 22.5, lon: 114.1)
        var mission = MissionRequest(to: place, route: "R", dock: "D", heightM: 60, look: true)
        mission.landAt = "D02"
        var payload = PayloadOrder(lookAt: place, zoom: 3, photo: true, say: "move-on")
        payload.language = "zh"
        var work = MaintenanceOrder()
        (work.lock, work.until, work.unlock, work.job) = ("oil", "b", true, "cover_open")
        (work.action, work.isConfirmed) = (1, true)
        var plan = PlanChangeRequest(why: "crane")
        (plan.date, plan.day, plan.run, plan.skip) = ("d", "restday", "R04@07:30", true)
        (plan.dock, plan.start) = ("D05", "07:40")
        mission.when = ConditionsResource(batteryPercent: 80, from: "a", until: "b", forS: 9)
        return [
            plan, exemption, silence, preservation, edit, mission, payload, work,
            ReviewRequest(reason: "plain"), ScopeRequest(dock: "D", zone: "Z", reason: "r"),
            SteerRequest(to: place, heightM: 60),
            TokenRequest(name: "li", role: "viewer", replace: true),
        ]
    }()

    @Test("each request knows every member that it writes", arguments: whole.indices)
    func known(index: Int) throws {
        let value = Self.whole[index]
        let bytes = try RoostJSON.encoder().encode(value)
        let json = try JSONSerialization.jsonObject(with: bytes)
        #expect(UnknownMember.first(in: json, beside: value) == nil)
        var misspelt = try #require(json as? [String: Any])
        misspelt["heigth"] = NSNull()
        let found = try #require(UnknownMember.first(in: misspelt, beside: value))
        #expect(found.path == "heigth", "also one that is null")
        #expect(Set(found.known).isSuperset(of: misspelt.keys.filter { $0 != "heigth" }))
    }

    @Test(
        "an unknown member is named, with those that are known, and nothing is done",
        arguments: [
            ("missions", #"{"route":"R12","dok":"D07"}"#, "dok", "land_at, look, route"),
            ("missions", #"{"to":{"lat":22.5,"lon":114.1},"height":60}"#, "height", "height_m"),
            (
                "missions", #"{"to":{"lat":22.5,"lon":114.1,"alt":60}}"#, "to.alt",
                "it knows lat, lon"
            ),
            (
                "missions", #"{"route":"R1","when":{"battery_percent":80,"for":60}}"#, "when.for",
                "for_s"
            ),
            ("hold", #"{"docks":"D03","reason":"x"}"#, "docks", "dock, reason, zone"),
            ("docks/D03/pause", #"{"dock":"D04"}"#, "dock", "takes none"),
            ("clock/confirm", #"{"now":1}"#, "now", "takes none"),
            (
                "missions", #"{"to":{"lat":22.5,"lon":114.1},"heightM":60}"#, "heightM", "height_m"
            ),
        ]
    )
    func unknown(path: String, body: String, member: String, known: String) async throws {
        try await ServerTests.withServer { base in
            let answer = try await ServerTests.ask(
                .POST,
                base + "/v1/" + path,
                token: "duty",
                body: body
            )
            #expect(answer.status == 400)
            let problem = try RoostJSON.decoder().decode(Problem.self, from: Data(answer.text.utf8))
            #expect(problem.code == "unknown_member")
            #expect(problem.detail.contains(" \(member) that"), "\(problem.detail)")
            #expect(problem.detail.contains(known), "\(problem.detail)")
            let facts = try await ServerTests.ask(.GET, base + "/v1/facts", token: "eyes")
            #expect(facts.text == #"{"items":[]}"#)
        }
    }

    @Test(
        "what stops or brings home is not refused for a member that nobody knows",
        arguments: ["recall", "stop", "missions/M-1/cancel"]
    )
    func lenient(path: String) async throws {
        try await ServerTests.withServer { base in
            let answer = try await ServerTests.ask(
                .POST,
                base + "/v1/" + path + "?dock=D03",
                token: "duty",
                body: #"{"docks":"D03","note":1}"#
            )
            #expect(!answer.text.contains("unknown_member"), "\(answer.text)")
            #expect(answer.status == (path == "missions/M-1/cancel" ? 404 : 200), "\(answer.text)")
        }
    }

    @Test(
        "what does not fit is told by its place",
        arguments: [
            (#"{"to":{"lat":"x","lon":114.1}}"#, "to.lat is of another type"),
            (#"{"to":{"lat":22.5}}"#, "to.lon is missing"),
            (#"{"height_m":"60"}"#, "height_m is of another type"), ("{", "it is no JSON"),
        ]
    )
    func malformed(body: String, words: String) async throws {
        try await ServerTests.withServer { base in
            let answer = try await ServerTests.ask(
                .POST,
                base + "/v1/missions",
                token: "duty",
                body: body
            )
            #expect(answer.status == 400 && answer.text.contains(words), "\(answer.text)")
        }
    }

    @Test(
        "a member twice, a control character and a reason without end are refused by name",
        arguments: [
            (#"{"route":"R12","route":"R11"}"#, "missions", 400, "duplicate_member"),
            (#"{"dock":"D03","reason":"a\u001b[31mb"}"#, "hold", 400, "control_character"),
            (#"{"dock":"D03","reason":"a\nb"}"#, "hold", 400, "control_character"),
            (#"{"dock":"D03","reason":"a\u202eb"}"#, "hold", 400, "control_character"),
            (#"{"dock":"D03","reason":"a\u009bb"}"#, "hold", 400, "control_character"),
            (#"{"dock":null,"reason":"r"}"#, "hold", 400, "bad_request"),
            (#"{"zone":null,"reason":"r"}"#, "hold", 400, "bad_request"),
            (#"{"dock":null}"#, "release", 400, "bad_request"),
        ]
    )
    func text(body: String, path: String, status: Int, code: String) async throws {
        try await ServerTests.withServer { base in
            let url = base + "/v1/" + path
            let token = path == "release" ? "admin" : "duty"
            let answer = try await ServerTests.ask(.POST, url, token: token, body: body)
            #expect(answer.status == status && answer.text.contains(code), "\(answer.text)")
            #expect(PlainText.firstControl(in: answer.text) == nil)
            let facts = try await ServerTests.ask(.GET, base + "/v1/facts", token: "eyes")
            #expect(facts.text == #"{"items":[]}"#)
        }
    }

    @Test(
        "a reason of more than 500 bytes is refused with its limit, everywhere",
        arguments: [
            ("hold", "reason"), ("cases/C-1/dismiss", "reason"), ("plan/set", "why"),
            ("silences", "reason"), ("docks/D01/maintenance", "lock"),
        ]
    )
    func longReason(path: String, member: String) async throws {
        try await ServerTests.withServer { base in
            let body = "{\"\(member)\":\"\(String(repeating: "理", count: 167))\"}"
            let rest =
                path == "silences"
                ? body.dropLast() + #","rule":"r","window":{"for_s":60}}"# : body[...]
            let url = base + "/v1/" + path
            let answer = try await ServerTests.ask(.POST, url, token: "admin", body: String(rest))
            #expect(answer.status == 422 && answer.text.contains("reason_too_long"), "\(answer)")
            #expect(answer.text.contains("at most 500"))
        }
    }

    @Test(
        "a stop is not refused for its reason: it is cut, and what would command a terminal is shown"
    )
    func stopReason() async throws {
        try await ServerTests.withServer { base in
            let reason = #"a\u001bb"# + String(repeating: "x", count: 100_000)
            let answer = try await ServerTests.ask(
                .POST,
                base + "/v1/stop",
                token: "duty",
                body: "{\"reason\":\"\(reason)\"}"
            )
            #expect(answer.status == 200 && answer.text.utf8.count < 4000)
            #expect(!answer.text.contains(#"a\u001b"#) && answer.text.contains(#"a\\u{1B}b"#))
        }
    }

    @Test("the scheme of a token has no case", arguments: ["Bearer", "bearer", "BEARER"])
    func scheme(word: String) async throws {
        try await ServerTests.withServer { base in
            var request = HTTPClientRequest(url: base + "/v1/status")
            request.headers.add(name: "Authorization", value: "\(word) eyes")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            #expect(response.status == .ok)
        }
    }
}
