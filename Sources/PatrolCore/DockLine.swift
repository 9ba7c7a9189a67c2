// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The planner's account of one dock: its sorties in order, its battery, and when it is busy (H3, H4).
struct DockLine: Sendable {
    /// One sortie.
    struct Entry: Sendable {
        var start: Int
        var end: Int
        var energy: Int
        var option: Int
        /// The segment that it serves; nil: frozen.
        var segment: Int?
        /// When the dock can answer a call again: charged, or at the next start.
        var readyAt = 0
        /// The battery after it.
        var after = Charge(time: 0, level: 0)
    }

    /// From `time` on it charges, beginning at `level`.
    struct Charge: Equatable, Sendable {
        var time: Int
        var level: Int
    }

    /// What a sortie more would do to the dock.
    enum Fit {
        /// Another sortie or its turnaround is in the way (H3).
        case busy
        /// The battery would not last (H4).
        case battery
        /// It fits; busy spans that begin or grow.
        case fits(spans: [(from: Int, to: Int)])
    }

    let dock: PlanningProblem.Dock
    let times: FlightTimes
    let initial: Charge
    /// Nothing new starts before: battery known, frozen sorties over.
    private(set) var openFrom: Int
    /// By start.
    private(set) var entries: [Entry] = []
    /// Until when it charges at first.
    private(set) var chargedAt = 0

    init(_ dock: PlanningProblem.Dock, _ times: FlightTimes) {
        self.dock = dock
        self.times = times
        openFrom = dock.battery.atSeconds
        initial = Charge(time: dock.battery.atSeconds, level: dock.battery.permille)
        chargedAt = ready(dock.battery.atSeconds, dock.battery.permille)
    }

    private func ready(_ time: Int, _ level: Int) -> Int {
        let lacking = times.dispatchPermille - level
        let rate = dock.chargePermillePerMinute
        return lacking <= 0 ? time : time + (lacking * 60 + rate - 1) / rate
    }

    /// Spans in which the dock is busy now.
    var spans: [(from: Int, to: Int)] {
        let first = min(chargedAt, max(entries.first?.start ?? chargedAt, dock.battery.atSeconds))
        return [(dock.battery.atSeconds, first)] + entries.map { ($0.start, $0.readyAt) }
    }

    mutating func freeze(_ entry: Entry) {
        let index = entries.firstIndex { $0.start > entry.start } ?? entries.count
        entries.insert(entry, at: index)
        openFrom = max(openFrom, entry.end + times.turnaroundSeconds)
        settle()
    }

    /// What a sortie from `start` would do.
    func fit(start: Int, duration: Int, energy: Int) -> Fit {
        guard start >= openFrom else { return .busy }
        let index = entries.firstIndex { $0.start >= start } ?? entries.count
        let end = start + duration
        let turnaround = times.turnaroundSeconds
        if index > 0, start < entries[index - 1].end + turnaround { return .busy }
        if index < entries.count, end + turnaround > entries[index].start { return .busy }
        var charge = index > 0 ? entries[index - 1].after : initial
        charge.level = level(charge, at: start) - energy
        charge.time = end + turnaround
        guard charge.level >= times.reservePermille else { return .battery }
        var readyAt = ready(charge.time, charge.level)
        guard index < entries.count else { return .fits(spans: [(start, readyAt)]) }
        var spans = [(from: start, to: min(readyAt, entries[index].start))]
        for next in index..<entries.count {
            let entry = entries[next]
            charge.level = level(charge, at: entry.start) - entry.energy
            charge.time = entry.end + turnaround
            if entry.segment != nil, charge.level < times.reservePermille { return .battery }
            // From here on the battery is as it was before.
            if charge == entry.after { break }
            readyAt = ready(charge.time, charge.level)
            if next + 1 < entries.count { readyAt = min(readyAt, entries[next + 1].start) }
            if readyAt > entry.readyAt { spans.append((entry.readyAt, readyAt)) }
        }
        return .fits(spans: spans)
    }

    private func level(_ charge: Charge, at time: Int) -> Int {
        guard time > charge.time else { return charge.level }
        let gain = (time - charge.time) * dock.chargePermillePerMinute / 60
        return min(dock.chargeToPermille, charge.level + gain)
    }

    /// Puts a sortie in for which ``fit(start:duration:energy:)`` said that it fits.
    mutating func add(_ entry: Entry) {
        entries.insert(entry, at: entries.firstIndex { $0.start >= entry.start } ?? entries.count)
        settle()
    }

    /// Counts levels and busy spans anew.
    private mutating func settle() {
        var charge = initial
        for index in entries.indices {
            let entry = entries[index]
            if entry.start >= initial.time {
                charge.level = level(charge, at: entry.start) - entry.energy
                charge.time = entry.end + times.turnaroundSeconds
                entries[index].readyAt = ready(charge.time, charge.level)
            } else {
                // It flew before the battery was known; what it took is in what is known.
                entries[index].readyAt = max(entry.end + times.turnaroundSeconds, chargedAt)
            }
            entries[index].after = charge
            if index > 0 {
                entries[index - 1].readyAt = min(entries[index - 1].readyAt, entry.start)
            }
        }
    }
}
