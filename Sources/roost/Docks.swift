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
        var table = Columns(
            connection,
            .dock,
            .model,
            .link,
            .age,
            .battery,
            .wind,
            .sortie,
            .ready
        )
        for dock in page.items {
            let value = { (name: String) in
                dock.readings.first { $0.name == name }.map { connection.text($0.text) } ?? "-"
            }
            table.add(
                dock.id,
                dock.model,
                connection.word(dock.link),
                connection.age(dock.ageS),
                value("battery"),
                value("wind"),
                dock.sortie.map { "\($0) \(connection.word(dock.sortieState ?? ""))" } ?? "-",
                dock.isReady
                    ? connection.yes(true)
                    : dock.interlocks.map { connection.text($0.text) }
                        .joined(separator: "; ")
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
        connection.row("place", "位置", dock.place.text)
        let link = connection.word(dock.link)
        connection.row(
            "link",
            "连接",
            connection.words(
                "\(link), last heard \(connection.ago(dock.ageS))",
                "\(link)，最近上报：\(connection.ago(dock.ageS))"
            )
        )
        connection.row("ready", "可起飞", connection.yes(dock.isReady))
        for interlock in dock.interlocks {
            connection.row(
                "  open",
                "  未满足",
                "\(connection.text(interlock.text)) [\(interlock.code)]"
            )
        }
        if let sortie = dock.sortie {
            connection.row("sortie", "架次", "\(sortie) \(connection.word(dock.sortieState ?? ""))")
        }
        for hold in dock.holds { connection.show(hold) }
        show(alarms: dock.alarms)
        show(readings: dock)
    }

    private func show(alarms: [AlarmResource]) {
        for alarm in alarms {
            let owner = alarm.isOfAircraft ? connection.words(" (aircraft)", "（飞机）") : ""
            connection.row("alarm", "告警", connection.text(alarm.text) + owner)
            if let advice = alarm.advice { connection.row("", "", connection.text(advice)) }
        }
    }

    private func show(readings dock: DockResource) {
        for reading in dock.readings {
            print(
                "  \(connection.text(reading.label).padded(to: 17)) "
                    + "\(connection.text(reading.text).padded(to: 16)) \(connection.ago(reading.ageS))"
            )
        }
        for count in dock.wear ?? [] {
            connection.row(
                "wear",
                "损耗",
                "\(connection.text(count.text)) \(connection.text(count.label)), "
                    + connection.ago(count.ageS)
            )
        }
        let aircraft = dock.aircraft
        connection.row("aircraft", "飞机", "\(aircraft.id)  \(aircraft.model)  \(aircraft.serial)")
        guard let place = aircraft.place, let seconds = aircraft.ageS else { return }
        let up = Int(aircraft.elevationM ?? 0)
        let battery = aircraft.batteryPercent.map { "\($0) %" } ?? "?"
        let ago = connection.ago(seconds)
        print(
            connection.words(
                "  at \(place.text), \(up) m up, battery \(battery), \(ago)",
                "  位于 \(place.text)，离起飞点高 \(up) 米，电量 \(battery)，\(ago)"
            )
        )
    }
}

extension String {
    /// The text with spaces up to a display width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - Columns.width(of: self)))
    }
}
