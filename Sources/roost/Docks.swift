// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost docks`.
struct Docks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Every dock: link, battery, weather, sortie, and what holds it.",
        discussion: "Example: roost docks"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/docks")) }
        let page = try await client.get("/v1/docks", as: Page<DockResource>.self)
        var table = Columns("DOCK", "MODEL", "LINK", "AGE", "BATTERY", "WIND", "SORTIE", "READY")
        for dock in page.items {
            let value = { (name: String) in
                dock.readings.first { $0.name == name }.map { connection.text($0.text) } ?? "-"
            }
            table.add(
                dock.id,
                dock.model,
                dock.link,
                age(dock.ageS),
                value("battery"),
                value("wind"),
                dock.sortie.map { "\($0) \(dock.sortieState ?? "")" } ?? "-",
                dock.isReady
                    ? "yes"
                    : dock.interlocks.map { connection.text($0.text) }
                        .joined(separator: " ")
            )
        }
        table.print()
    }
}

/// The command `roost dock D03`.
struct Dock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One dock in full: readings with their ages, alarms, interlocks.",
        discussion: "Example: roost dock D03"
    )

    @Argument(help: "The dock.") var id: String
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/docks/\(id)")) }
        let dock = try await client.get("/v1/docks/\(id)", as: DockResource.self)
        print("\(dock.id)  \(connection.text(dock.name))  \(dock.model)  \(dock.serial)")
        print("place     \(dock.place.text)")
        print("link      \(dock.link), last heard \(age(dock.ageS)) ago")
        print("ready     \(dock.isReady ? "yes" : "no")")
        for interlock in dock.interlocks {
            print("  open    \(connection.text(interlock.text)) [\(interlock.code)]")
        }
        if let sortie = dock.sortie { print("sortie    \(sortie) \(dock.sortieState ?? "")") }
        for hold in dock.holds { print("hold      \(hold.id) by \(hold.by): \(hold.reason)") }
        for alarm in dock.alarms {
            let owner = alarm.isOfAircraft ? " (aircraft)" : ""
            print("alarm     \(connection.text(alarm.text))\(owner)")
            if let advice = alarm.advice { print("          \(connection.text(advice))") }
        }
        for reading in dock.readings {
            print(
                "  \(connection.text(reading.label).padded(to: 17)) "
                    + "\(connection.text(reading.text).padded(to: 16)) \(age(reading.ageS)) ago"
            )
        }
        for count in dock.wear ?? [] {
            print(
                "wear      \(connection.text(count.text)) \(connection.text(count.label)), "
                    + "\(age(count.ageS)) ago"
            )
        }
        let aircraft = dock.aircraft
        print("aircraft  \(aircraft.id)  \(aircraft.model)  \(aircraft.serial)")
        if let place = aircraft.place, let seconds = aircraft.ageS {
            print(
                "  at \(place.text), \(Int(aircraft.elevationM ?? 0)) m up, "
                    + "battery \(aircraft.batteryPercent.map { "\($0) %" } ?? "?"), \(age(seconds)) ago"
            )
        }
    }
}

extension String {
    /// The text with spaces up to a display width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - Columns.width(of: self)))
    }
}
