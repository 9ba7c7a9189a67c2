// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

// What bars flight, who may ask for what, and what happens live.
extension OperatorTests {
    @Test("holds, stops and releases exactly the scope that was named")
    func holds() async throws {
        let held = try await done("hold D03 --reason blades")
        #expect(held.output.hasSuffix("Hold H-1 on D03, by root: blades.\n"))
        let status = try await done("status")
        #expect(status.output.contains("HOLD      H-1 D03 by root since 2026-05-12 07:"))
        #expect(try await done("dock D03").output.contains("no hold: H-1 root: blades [hold]"))
        let chinese = try await roost("status", language: "zh_CN.UTF-8")
        #expect(chinese.output.contains("停飞令    H-1 D03，root 自 2026-05-12 07:"))
        let stopped = try await done("stop --all")
        let homeward = stopped.lines.filter { $0.contains("Return home ordered at dock D") }
        #expect(homeward.count == 15 && homeward.allSatisfy { $0.hasSuffix(" by root.") })
        try await done("release --all")
        try await refused("release --all", because: "wrong_state")
        let receipt = try await done("release D03 --json").object
        let codes = (receipt["facts"] as? [[String: Any]])?.map { $0["code"] as? String }
        #expect(codes == ["hold.released"])
        #expect(try await !done("status").output.contains("HOLD"))
        try await refused("hold D99 --reason x", because: "unknown_subject")
        try await refused("recall D99", because: "unknown_subject")
        #expect(try await done("recall D03").output.contains("Return home ordered at dock D03"))
    }

    @Test("a dock is locked for work until an hour that is said, and unlocked")
    func maintenance() async throws {
        let until = "2026-05-12T18:00:00+08:00"
        let locked = try await done("maintain lock D03 --reason belt --until \(until)")
        #expect(locked.output.contains("on D03, by root: maintenance until "))
        let dock = try await done("dock D03").output
        #expect(dock.contains(" D03, work at the dock by root since 2026-05-12 07:"))
        #expect(dock.contains(" until 2026-05-12 18:00: belt"))
        let why = try await done("why D03").output
        #expect(why.contains(" is work at the dock by root since 2026-05-12 07:"))
        try await done("maintain unlock D03")
        try await refused("maintain unlock D03", because: "wrong_state")
        try await done("maintain lock D03 --reason belt --for 2h")
        try await done("maintain unlock D03")
        let past = "2026-05-01T08:00:00+08:00"
        try await refused("maintain lock D03 --reason x --until \(past)", because: "end_passed")
        let bad = try await roost("maintain lock D03 --reason x --until soon")
        #expect(bad.code == 2 && bad.errors.contains("--until takes an instant such as"), "\(bad)")
        #expect(bad.errors.contains("--for 2h") && !bad.errors.contains("for_s"), "\(bad)")
        try await refused("release --zone nosuch", because: "unknown_subject")
        try await refused("maintain job D03 cover_open", because: "wrong_state")
        try await refused("clock confirm", because: "wrong_state")
        let reload = try await done("reload")
        #expect(reload.output == "nothing changed\n")
        #expect(try await done("reload --json").object["is_applied"] as? Bool == true)
    }

    @Test("a token says who asks and what that person may; a revoked one is worth nothing")
    func tokens() async throws {
        let token = try await done("token add wu --role viewer").lines.first ?? ""
        #expect(try await done("tokens").lines.contains { $0.hasSuffix("viewer") })
        #expect(try await roost("tokens", language: "zh_CN").output.contains("查看"))
        let roles = try await done("tokens --json").items.map { $0["role"] as? String }
        #expect(roles.contains("viewer"))
        let asked = "--server \(daemon.address) --token \(token)"
        let docks = try await roost("docks --json \(asked)")
        #expect(try docks.code == 0 && docks.items.count == 15)
        let hold = try await roost("hold D03 --reason x \(asked)")
        #expect(hold.code == 1 && hold.errors.contains("[not_allowed]"), "\(hold)")
        try await refused("token add wu --role duty", because: "token_exists")
        #expect(try await roost("docks \(asked)").code == 0)
        try await done("token add wu --role duty --replace")
        let gone = try await roost("docks \(asked)")
        #expect(gone.code == 1 && gone.errors.contains("[invalid_token]"), "\(gone)")
        try await done("token revoke wu")
        try await refused("token revoke nobody", because: "unknown_subject")
        #expect(try await roost("token add li --role boss").code == 2)
    }

    @Test("what happens is told live, from any place on, also as JSON")
    func watch() async throws {
        try await done("hold D04 --reason 'a bird'")
        for form in [[], ["--json"]] {
            let socket = ["--socket", daemon.socket]
            let heard = try await Program.lines(
                of: "roost",
                ["watch", "--after", "0", "--severity", "info"] + socket + form
            ) { $0.contains("a bird") }
            let last = try #require(heard.last)
            guard form.isEmpty else {
                let event = try JSONSerialization.jsonObject(with: Data(last.utf8))
                #expect((event as? [String: Any])?["code"] as? String == "hold.placed")
                continue
            }
            #expect(last.hasSuffix("on D04, by root: a bird."), "\(last)")
        }
        try await done("release D04")
    }
}
