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
            let words = connection.words(
                "nothing is promised now: out of service hours",
                "目前不作承诺：不在服务时段"
            )
            return print("\(clock(reach.now))  \(words)")
        }
        printPlaces(of: reach)
        var table = Columns(connection, .dock, .state, .speed, .radius, .reason)
        for dock in reach.docks {
            table.add(
                dock.dock,
                connection.word(dock.state),
                dock.speedMps.map { String(format: "%.1f m/s", $0) } ?? "-",
                dock.radiusM.map { "\($0) m" } ?? "-",
                dock.reason.map { connection.text($0) } ?? ""
            )
        }
        table.print()
    }

    private func printPlaces(of reach: ReachResource) {
        let cell = Double(reach.cellM) * Double(reach.cellM) / 1e6
        let (covered, all) = (reach.count("covered"), reach.places.count)
        let (out, unknown) = (reach.count("out"), reach.count("unknown"))
        let areas = [covered, all].map { String(format: "%.0f", Double($0) * cell) }
        let (now, minutes) = (clock(reach.now), reach.limitS / 60)
        print(
            connection.words(
                "\(now)  \(covered) of \(all) places within \(minutes) min "
                    + "(\(areas[0]) of \(areas[1]) km²), \(out) out, \(unknown) unknown",
                "\(now)  \(minutes) 分钟内可达 \(covered)/\(all) 处（\(areas[0])/\(areas[1]) km²），"
                    + "不可达 \(out) 处，未知 \(unknown) 处"
            )
        )
        if let worst = reach.worst, let seconds = worst.seconds {
            let (place, dock) = (worst.place.text, worst.dock ?? "-")
            connection.row(
                "worst",
                "最慢",
                connection.words(
                    "\(place) in \(seconds) s from \(dock)",
                    "\(place)，由 \(dock) 需 \(seconds) 秒"
                )
            )
        }
        for place in reach.places.filter({ $0.state != "covered" }).prefix(10) {
            print(connection.word(place.state).padded(to: 10) + place.place.text)
        }
    }
}
