// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost pause D03`.
struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop an aircraft on its route; after five minutes it comes home.",
        discussion: "Example: roost pause D03"
    )

    @Argument(help: "The dock.") var dock: String
    @OptionGroup var connection: Connection

    func run() async throws { try await connection.steer(dock, "pause") }
}

/// The command `roost resume D03`.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go on along the route; with the aircraft back in its dock, fly the rest of it.",
        discussion: "Example: roost resume D03"
    )

    @Argument(help: "The dock.") var dock: String
    @OptionGroup var connection: Connection

    func run() async throws { try await connection.steer(dock, "resume") }
}

/// The command `roost cancel-return D03`.
struct CancelReturn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Break a return off: the aircraft hovers, its route is gone.",
        discussion: """
            Example: roost cancel-return D03
            Not where battery, weather, an area or a hold brings it home. Recall it, or it is called home \
            after five minutes.
            """
    )

    @Argument(help: "The dock.") var dock: String
    @OptionGroup var connection: Connection

    func run() async throws { try await connection.steer(dock, "cancel-return") }
}

/// The command `roost fly-to D03 --to 22.54,114.12`.
struct FlyTo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send an aircraft that is in the air to a point; it hovers there and comes home.",
        discussion: "Example: roost fly-to D03 --to 22.54,114.12 --height 90"
    )

    @Argument(help: "The dock.") var dock: String
    @Option(help: "Where to: latitude,longitude, WGS84.") var to: String
    @Option(help: "Metres over the take-off ground there; else the dock's ferry height.")
    var height: Double?
    @OptionGroup var connection: Connection

    func run() async throws {
        guard let (lat, lon) = place(to) else {
            throw ValidationError("--to takes latitude,longitude, such as 22.54,114.12")
        }
        let place = PlaceResource(lat: lat, lon: lon)
        try await connection.steer(dock, "fly-to", SteerRequest(to: place, heightM: height))
    }
}

extension Connection {
    /// Tells an aircraft in the air something; what it does then is told by its dock.
    fileprivate func steer(
        _ dock: String,
        _ verb: String,
        _ request: SteerRequest = SteerRequest()
    ) async throws {
        let client = Client(connection: self)
        let path = "/v1/docks/\(dock)/\(verb)"
        try show(try await client.post(path, request, as: Receipt.self))
    }
}
