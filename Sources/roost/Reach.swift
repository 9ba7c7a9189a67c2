// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost reach`.
struct Reach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where an aircraft can be in the promised time, from the docks ready now.",
        discussion: """
            A place is covered when a dock that could launch now is near enough, against the wind of now and with
            the battery of now; it is unknown, never covered, where too little is known.
            Examples: roost reach; roost reach --geojson > reach.geojson
            """
    )

    @Flag(help: "The map as GeoJSON, for any map program.") var geojson = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/reach")) }
        let reach = try await client.get("/v1/reach", as: ReachResource.self)
        if geojson {
            return printJSON(try RoostJSON.encoder(isPretty: true).encode(ReachMapFile(reach)))
        }
        guard reach.isPromised else {
            print("\(clock(reach.now))  nothing is promised now: out of service hours")
            return
        }
        let cell = Double(reach.cellM) * Double(reach.cellM) / 1e6
        let (covered, all) = (reach.count("covered"), reach.places.count)
        print(
            "\(clock(reach.now))  \(covered) of \(all) places within \(reach.limitS / 60) min "
                + String(format: "(%.0f of %.0f km²), ", Double(covered) * cell, Double(all) * cell)
                + "\(reach.count("out")) out, \(reach.count("unknown")) unknown"
        )
        if let worst = reach.worst, let seconds = worst.seconds {
            print("worst     \(worst.place.text) in \(seconds) s from \(worst.dock ?? "-")")
        }
        for place in reach.places.filter({ $0.state != "covered" }).prefix(10) {
            print("\(place.state)\(place.state == "out" ? "       " : "   ")\(place.place.text)")
        }
        var table = Columns("DOCK", "STATE", "SPEED", "RADIUS", "REASON")
        for dock in reach.docks {
            table.add(
                dock.dock,
                dock.state,
                dock.speedMps.map { String(format: "%.1f m/s", $0) } ?? "-",
                dock.radiusM.map { "\($0) m" } ?? "-",
                dock.reason.map { connection.text($0) } ?? ""
            )
        }
        table.print()
    }
}
