// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost patrol run R04`.
struct Patrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fly a patrol route now.",
        discussion: "Example: roost patrol run R04 --dock D03",
        subcommands: [Run.self]
    )

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fly a route now.",
            discussion: "Example: roost patrol run R04 --dock D03 --follow"
        )

        @Argument(help: "The route.") var route: String
        @Option(help: "Only from this dock.") var dock: String?
        @Flag(help: "Follow it until it is docked.") var follow = false
        @OptionGroup var connection: Connection

        func run() async throws {
            try await connection.launch(MissionRequest(route: route, dock: dock), follow: follow)
        }
    }
}

/// The command `roost dispatch --to 22.54,114.12`.
struct Dispatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send the soonest ready aircraft to a point; it hovers and comes back.",
        discussion: "Example: roost dispatch --to 22.54,114.12 --follow"
    )

    @Option(help: "Where to: latitude,longitude, WGS84.") var to: String
    @Option(help: "Only from this dock.") var dock: String?
    @Flag(help: "Follow it until it is docked.") var follow = false
    @OptionGroup var connection: Connection

    func run() async throws {
        guard let (lat, lon) = place(to) else {
            throw ValidationError("--to takes latitude,longitude, such as 22.54,114.12")
        }
        let request = MissionRequest(to: PlaceResource(lat: lat, lon: lon), dock: dock)
        try await connection.launch(request, follow: follow)
    }
}

extension Connection {
    /// Asks for a mission; follows it until its end when asked to.
    func launch(_ request: MissionRequest, follow: Bool) async throws {
        let client = Client(connection: self)
        let receipt = try await client.post("/v1/missions", request, as: Receipt.self)
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
                isFlown = event.code == "mission.ended"
            }
            return !(isEnd && event.subject["mission"] == mission)
        }
        guard isFlown else {
            throw Program.Failure(code: .refused, text: "\(mission) was not flown.")
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
