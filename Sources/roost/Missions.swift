// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost patrol run R04`.
struct Patrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fly a patrol route, now or as soon as conditions hold.",
        discussion: "Example: roost patrol run R04 --dock D03",
        subcommands: [Run.self]
    )

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fly a route, now or as soon as conditions hold.",
            discussion: """
                Examples: roost patrol run R04 --dock D03 --follow; \
                roost patrol run R04 --battery 80 --for 2h
                With --battery the dock gets the route as a conditional task: it leaves once the battery is \
                above that in the window, the dock says so and every interlock is closed. Until then it gives \
                way to any other flight of its dock; at the end of the window it is missed, with the reason.
                """
        )

        @Argument(help: "The route.") var route: String
        @Option(help: "Only from this dock.") var dock: String?
        @Option(help: "Leave as soon as the battery is above this, percent.") var battery: Int?
        @Option(
            help:
                "With --battery: not before this, such as 2026-05-12T08:00:00+08:00; now when left out."
        )
        var from: String?
        @Option(help: "With --battery: not after this.") var until: String?
        @Option(name: .customLong("for"), help: "With --battery: how long it may wait, 30m or 2h.")
        var span: String?
        @Flag(help: "Follow it until it is docked.") var follow = false
        @OptionGroup var connection: Connection

        func validate() throws {
            let hasEnd = (until == nil) != (span == nil)
            guard battery == nil ? from == nil && until == nil && span == nil : hasEnd else {
                throw ValidationError(
                    "--battery takes --until or --for, and --from, --until and --for take --battery"
                )
            }
        }

        func run() async throws {
            var request = MissionRequest(route: route, dock: dock)
            if let battery {
                request.when = ConditionsResource(
                    batteryPercent: battery,
                    from: try from.map { try Window.instant($0, "--from") },
                    until: try until.map { try Window.instant($0) },
                    forS: try span.map(Window.seconds)
                )
            }
            try await connection.launch(request, follow: follow)
        }
    }
}

/// The command `roost dispatch --to 22.54,114.12`.
struct Dispatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send the soonest ready aircraft to a point; it hovers and comes back.",
        discussion: """
            Examples: roost dispatch --to 22.54,114.12; roost dispatch --to 22.54,114.12 --yes --follow
            Without --yes the docks are shown, soonest first, and one confirmation is asked for. A dock that \
            then refuses is never exchanged for another: the next best is shown and asked for anew.
            """
    )

    @Option(help: "Where to: latitude,longitude, WGS84.") var to: String
    @Option(help: "Only from this dock.") var dock: String?
    @Option(help: "Metres over the take-off ground at the point; else the dock's ferry height.")
    var height: Double?
    @Flag(help: "Turn the camera to the point on arrival.") var look = false
    @Flag(help: "Send the soonest without asking.") var yes = false
    @Option(help: "Idempotency key: the same again has the first answer.") var key: String?
    @Flag(help: "Follow it until it is docked.") var follow = false
    @OptionGroup var connection: Connection

    func run() async throws {
        guard let (lat, lon) = place(to) else {
            throw ValidationError("--to takes latitude,longitude, such as 22.54,114.12")
        }
        var request = MissionRequest(
            to: PlaceResource(lat: lat, lon: lon),
            dock: dock,
            heightM: height,
            look: look ? true : nil
        )
        if yes { return try await connection.launch(request, key: key, follow: follow) }
        while true {
            request.dock = try await confirmed(lat, lon)
            do {
                return try await connection.launch(request, key: key, follow: follow)
            } catch let failure as Program.Failure where failure.isHeld && dock == nil {
                print(failure.text)
            }
        }
    }

    /// Shows who could go and asks for one word; the dock that was confirmed.
    private func confirmed(_ lat: Double, _ lon: Double) async throws -> String {
        var path = "/v1/dispatch?to=\(lat),\(lon)"
        if let dock { path += "&dock=\(dock)" }
        if let height { path += "&height=\(height)" }
        let answer = try await Client(connection: connection).get(path, as: DispatchResource.self)
        if let problem = answer.problem { throw connection.refusal(problem) }
        var table = Columns(connection, .dock, .thereIn, .battery, .against)
        for offer in answer.offers {
            let way = offer.givesWay.map {
                connection.words("(\($0) gives way)", "（\($0) 让行）")
            }
            let reasons = offer.reasons.map { connection.text($0) } + [way].compactMap(\.self)
            let battery = offer.batteryPercent.map { "\($0) %" } ?? "?"
            table.add(offer.dock, "\(offer.seconds) s", battery, reasons.joined(separator: "; "))
        }
        table.print()
        guard let best = answer.offers.first, best.isReady else {
            let words = connection.words(
                "No dock may go now; nothing was sent.",
                "目前没有机场可以起飞；未发送任何指令。"
            )
            throw Program.Failure(code: .refused, text: words)
        }
        let question = connection.words(
            "Send \(best.dock), there in \(best.seconds) s? [y/N] ",
            "派出 \(best.dock)，\(best.seconds) 秒后到达？[y/N] "
        )
        try connection.confirm(question)
        return best.dock
    }
}

extension Connection {
    /// Asks for one word; any but yes ends it with nothing sent.
    func confirm(_ question: String) throws {
        print(question, terminator: "")
        fflush(nil)
        guard ["y", "yes", "是"].contains(readLine()?.lowercased() ?? "") else {
            let words = words("Not confirmed; nothing was sent.", "未确认；未发送任何指令。")
            throw Program.Failure(code: .refused, text: words)
        }
    }

    /// Asks for a mission; follows it until its end when asked to.
    func launch(_ request: MissionRequest, key: String? = nil, follow: Bool) async throws {
        let client = Client(connection: self)
        let receipt = try await client.post("/v1/missions", request, key: key, as: Receipt.self)
        try show(receipt)
        guard follow, let mission = receipt.mission else { return }
        var sortie: String?
        var isFlown = false
        try await client.events(after: receipt.facts.last?.sequence) { event in
            if event.subject["mission"] == mission { sortie = event.subject["sortie"] ?? sortie }
            let isOurs =
                event.subject["mission"] == mission
                || sortie != nil && event.subject["sortie"] == sortie
            if isOurs { print(line(event)) }
            let isEnd = ["mission.ended", "mission.not_flown"].contains(event.code)
            if isEnd, event.subject["mission"] == mission {
                // Called home or cancelled on the way is not what was asked for.
                isFlown = event.code == "mission.ended" && event.values["outcome"] == "flown"
            }
            return !(isEnd && event.subject["mission"] == mission)
        }
        guard isFlown else {
            let text = words(
                "\(mission) was not flown, or only in part.",
                "\(mission) 未执行或仅部分执行。"
            )
            throw Program.Failure(code: .refused, text: text)
        }
    }
}

/// The command `roost recall D03`.
struct Recall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring an aircraft home now; accepted in every state.",
        discussion: "Examples: roost recall D03; roost recall --all"
    )

    @Argument(help: "The dock.") var dock: String?
    @Flag(help: "Every aircraft of the site.") var all = false
    @OptionGroup var connection: Connection

    func validate() throws {
        guard (dock != nil) != all else { throw ValidationError("name a dock, or say --all") }
    }

    func run() async throws {
        let client = Client(connection: connection)
        let receipt = try await client.post(
            "/v1/recall",
            ScopeRequest(dock: dock),
            as: Receipt.self
        )
        try connection.show(receipt)
    }
}
