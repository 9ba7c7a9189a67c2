// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import PatrolCore
import RoostModel
import SiteCore

/// What a reload would change, in lines that people read before and after it.
public struct SiteDifference: Equatable, Sendable {
    /// One change a line; empty: nothing changes.
    public var lines: [String] = []
    /// Changes that a running daemon cannot take over: it must be restarted.
    public var needsRestart: [String] = []

    /// The changes from the folder in force to another.
    public init(from old: LoadedSite, to new: LoadedSite) {
        let one = old.configuration
        let other = new.configuration
        restart("site", one.site, other.site)
        restart("origin", one.grid.origin, other.grid.origin)
        restart("simulated", one.isSimulated, other.isSimulated)
        restart("broker", old.shell.broker, new.shell.broker)
        restart("http", old.shell.http, new.shell.http)
        restart("media", old.shell.media, new.shell.media)
        restart("dji", old.shell.dji, new.shell.dji)
        restart("retention", old.shell.retention, new.shell.retention)
        restart("adapters", old.shell.adapters, new.shell.adapters)
        compareSafety(one.fleet, other.fleet)
        add("name", one.name, other.name)
        add("time zone", one.fleet.calendar.zone, other.fleet.calendar.zone)
        add("service", one.fleet.service, other.fleet.service)
        add("reserve", one.fleet.reserve, other.fleet.reserve)
        list("dock", one.fleet.docks, other.fleet.docks) { $0.id.text }
        list("route", one.fleet.routes, other.fleet.routes) { $0.id.text }
        list("area", one.allAreas, other.allAreas) { $0.id.text }
        list("rule", one.cases.rules, other.cases.rules) { $0.id.text }
        list("receiver", one.cases.receivers, other.cases.receivers) { $0.id.text }
        add("grouping", one.cases.grouping, other.cases.grouping)
        list("pack", one.cases.packs, other.cases.packs) { $0.id }
        add("escalation", one.cases.escalation, other.cases.escalation)
        list("speech", old.shell.speech, new.shell.speech) { $0.id }
        list("quiet zone", old.shell.quietZones, new.shell.quietZones) { $0.area.text }
        list("bands", one.patrols.bands, other.patrols.bands) { $0.day.rawValue }
        list("patrol", one.patrols.patrols.named, other.patrols.patrols.named) { $0.name }
        list("override", one.fleet.calendar.overrides, other.fleet.calendar.overrides) {
            $0.date.description
        }
        list("holiday", one.fleet.calendar.holidays, other.fleet.calendar.holidays) {
            $0.date.description
        }
    }

    /// Looser limits need a restart, stricter ones are taken over (CONFIG).
    private mutating func compareSafety(_ old: FleetConfiguration, _ new: FleetConfiguration) {
        add("safety", old.safety, new.safety)
        add("times", old.times, new.times)
        let one = old.safety
        let other = new.safety
        let loosened = [
            (
                Looser.isObstacle(one.highestObstacle, other.highestObstacle),
                "highest_obstacle_m"
            ),
            (other.ceiling > one.ceiling, "ceiling_m"),
            (other.batteryReservePercent < one.batteryReservePercent, "battery_reserve_percent"),
            (other.windLimit > one.windLimit, "wind_mps"),
            (other.rainStepLimit > one.rainStepLimit, "rain_step"),
            (
                Looser.isWider(one.batteryTemperature, other.batteryTemperature),
                "battery_min_c or battery_max_c"
            ),
            (
                new.times.separationHorizontalMetres < old.times.separationHorizontalMetres,
                "separation_horizontal_m"
            ),
            (
                new.times.separationVerticalMetres < old.times.separationVerticalMetres,
                "separation_vertical_m"
            ),
            (new.times.separationSeconds < old.times.separationSeconds, "separation_s"),
        ]
        needsRestart += loosened.filter(\.0).map { "safety: \($0.1) is looser" }
        needsRestart += Looser.routes(from: old, to: new)
        needsRestart += Looser.docks(from: old.docks, to: new.docks)
        needsRestart += Looser.areas(from: old.areas, to: new.areas)
    }

    private mutating func restart<Value: Equatable>(_ name: String, _ old: Value, _ new: Value) {
        guard old != new else { return }
        let changes = Leaf.changes(from: old, to: new)
        lines += changes.map { "\(name): \($0)" }
        needsRestart.append(name)
    }

    private mutating func add<Value: Equatable>(_ name: String, _ old: Value, _ new: Value) {
        guard old != new else { return }
        lines += Leaf.changes(from: old, to: new).map { "\(name): \($0)" }
    }

    /// Entries of a list by their names: added, removed, changed.
    private mutating func list<Value: Equatable>(
        _ kind: String,
        _ old: [Value],
        _ new: [Value],
        name: (Value) -> String
    ) {
        let names = new.map(name)
        for entry in old where !names.contains(name(entry)) {
            lines.append("\(kind) \(name(entry)): removed")
        }
        for entry in new {
            guard let before = old.first(where: { name($0) == name(entry) }) else {
                lines.append("\(kind) \(name(entry)): added")
                continue
            }
            guard before != entry else { continue }
            lines += Leaf.changes(from: before, to: entry).map { "\(kind) \(name(entry)): \($0)" }
        }
    }
}

extension SiteConfiguration {
    fileprivate var allAreas: [Area] {
        fleet.areas + cases.zones.filter { zone in !fleet.areas.contains { $0.id == zone.id } }
    }
}

/// A patrol with the words that tell it from the others.
private struct NamedPatrol: Equatable {
    var name: String
    var demand: PatrolDemand
}

extension [PatrolDemand] {
    fileprivate var named: [NamedPatrol] {
        map { demand in
            let days = demand.days.map(\.rawValue).joined(separator: "+")
            return NamedPatrol(name: "\(demand.route) \(days) \(demand.band)", demand: demand)
        }
    }
}
