// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The search's account of one dock: its new sorties in order, its battery, and when it is busy (H3, H4).
struct DockLine: Sendable {
    /// One sortie.
    struct Entry: Sendable {
        var slot: Int
        var start: Int
        /// When it is turned round and charges.
        var turned: Int
        var energy: Int
        var option: Int
        /// The option's place among those of the dock.
        var place = 0
        var segment: Int
        /// The battery when it is turned round.
        var level = 0
        /// When the battery has reached the level for a call.
        var readyAt = 0
        /// Until when the dock is busy: ready, or at the next start.
        var busyTo = 0
    }

    /// What other docks' sorties must keep clear of.
    struct Air: Sendable {
        var slot: Int32
        /// The option's place among those of the dock.
        var place: Int32
    }

    /// Samples between two times become busy or free.
    struct Change: Sendable {
        var from: Int
        var to: Int
        var isBusy: Bool
    }

    /// What a sortie more would do to the battery.
    enum Fit {
        /// It would not last (H4).
        case battery
        /// It lasts; the dock is ready again, or starts next, at this time. Sorties after it charge longer
        /// where `delays`.
        case fits(busyTo: Int, delays: Bool)
    }

    private let rate: Int
    private let full: Int
    private let floor: Int
    private let dispatch: Int
    let turnaround: Int
    /// From `time` on it charges, beginning at `level`; nothing new starts before.
    private let initial: (time: Int, level: Int)
    /// Nothing new starts before: battery known, frozen sorties turned round.
    let openFrom: Int
    /// Until when the dock is busy, or was, if nothing new starts.
    let fixedUntil: Int
    /// Busy spans before anything new starts, the last of which a new sortie cuts.
    let fixed: [(from: Int, to: Int)]
    /// How many frozen sorties it has.
    let frozen: Int
    /// By start.
    private(set) var entries: [Entry] = []
    /// The same sorties in short.
    private(set) var air: [Air] = []

    /// A dock with its frozen sorties.
    init(
        _ dock: PlanningProblem.Dock,
        _ times: FlightTimes,
        frozen: [(start: Int, duration: Int, energy: Int)]
    ) {
        rate = dock.chargePermillePerMinute
        full = dock.chargeToPermille
        floor = times.reservePermille
        dispatch = times.dispatchPermille
        turnaround = times.turnaroundSeconds
        self.frozen = frozen.count
        let known = dock.battery
        var charge = (time: known.atSeconds, level: known.permille)
        func ready(_ time: Int, _ level: Int) -> Int {
            Self.ready(
                time,
                level,
                dispatch: times.dispatchPermille,
                rate: dock.chargePermillePerMinute
            )
        }
        let charged = ready(charge.time, charge.level)
        var spans: [(from: Int, to: Int)] = []
        var openFrom = known.atSeconds
        for sortie in frozen.sorted(by: { $0.start < $1.start }) {
            let turned = sortie.start + sortie.duration + times.turnaroundSeconds
            openFrom = max(openFrom, turned)
            if sortie.start >= known.atSeconds {
                let gained = Self.gain(
                    charge,
                    until: sortie.start,
                    rate: dock.chargePermillePerMinute,
                    full: dock.chargeToPermille
                )
                charge = (turned, gained - sortie.energy)
                spans.append((sortie.start, ready(turned, charge.level)))
            } else {
                // It flew before the battery was known; what it took is in what is known.
                spans.append((sortie.start, max(turned, charged)))
            }
        }
        for index in spans.indices.dropLast() {
            spans[index].to = min(spans[index].to, spans[index + 1].from)
        }
        let first = spans.first.map { min(charged, max($0.from, known.atSeconds)) } ?? charged
        fixed = [(known.atSeconds, first)] + spans
        fixedUntil = fixed.map(\.to).max() ?? openFrom
        initial = charge
        self.openFrom = openFrom
    }

    private static func ready(_ time: Int, _ level: Int, dispatch: Int, rate: Int) -> Int {
        level >= dispatch ? time : time + ((dispatch - level) * 60 + rate - 1) / rate
    }

    private static func gain(
        _ charge: (time: Int, level: Int),
        until time: Int,
        rate: Int,
        full: Int
    ) -> Int {
        guard time > charge.time else { return charge.level }
        return min(full, charge.level + (time - charge.time) * rate / 60)
    }

    /// The battery at a time after the sortie before the `index`-th.
    @inline(__always)
    private func level(before index: Int, at time: Int) -> Int {
        let charge =
            index > 0 ? (time: entries[index - 1].turned, level: entries[index - 1].level) : initial
        return Self.gain(charge, until: time, rate: rate, full: full)
    }

    private func ready(_ time: Int, _ level: Int) -> Int {
        Self.ready(time, level, dispatch: dispatch, rate: rate)
    }

    /// Number of sorties that start before a time.
    func index(before time: Int) -> Int {
        var index = entries.count
        while index > 0, entries[index - 1].start >= time { index -= 1 }
        return index
    }

    /// What a sortie from `start` as the `index`-th would do, where it meets no other.
    @inline(__always)
    func fit(_ index: Int, start: Int, duration: Int, energy: Int) -> Fit {
        var left = level(before: index, at: start) - energy
        guard left >= floor else { return .battery }
        var time = start + duration + turnaround
        let readyAt = ready(time, left)
        guard index < entries.count else { return .fits(busyTo: readyAt, delays: false) }
        var delays = false
        for next in index..<entries.count {
            let entry = entries[next]
            left =
                Self.gain((time, left), until: entry.start, rate: rate, full: full) - entry.energy
            if left == entry.level { break }
            guard left >= floor else { return .battery }
            time = entry.turned
            if ready(time, left) > entry.busyTo,
                next + 1 == entries.count || entry.busyTo < entries[next + 1].start
            {
                delays = true
            }
        }
        return .fits(busyTo: min(readyAt, entries[index].start), delays: delays)
    }

    /// By how much the sorties after one that fits keep the dock busy for longer.
    func delays(_ index: Int, start: Int, duration: Int, energy: Int) -> [(from: Int, to: Int)] {
        var after = self
        var changes: [Change] = []
        let turned = start + duration + turnaround
        after.insert(
            Entry(slot: 0, start: start, turned: turned, energy: energy, option: 0, segment: 0),
            at: index,
            &changes
        )
        return zip(entries[index...], after.entries[(index + 1)...])
            .filter { $0.busyTo < $1.busyTo }
            .map { ($0.busyTo, $1.busyTo) }
    }

    /// Puts a sortie in for which ``fit(_:start:duration:energy:)`` said that it fits.
    mutating func insert(_ entry: Entry, at index: Int, _ changes: inout [Change]) {
        var entry = entry
        entry.busyTo = entry.start
        if index > 0, entries[index - 1].busyTo > entry.start {
            let to = entries[index - 1].busyTo
            changes.append(Change(from: entry.start, to: to, isBusy: false))
            entries[index - 1].busyTo = entry.start
        }
        entries.insert(entry, at: index)
        air.insert(Air(slot: Int32(entry.slot), place: Int32(entry.place)), at: index)
        settle(from: index, &changes)
    }

    /// Takes a sortie out.
    mutating func remove(at index: Int, _ changes: inout [Change]) {
        let entry = entries.remove(at: index)
        air.remove(at: index)
        changes.append(Change(from: entry.start, to: entry.busyTo, isBusy: false))
        if index > 0 { settleEnd(of: index - 1, &changes) }
        settle(from: index, &changes)
    }

    /// Counts levels and busy spans anew, until they are what they were.
    private mutating func settle(from first: Int, _ changes: inout [Change]) {
        for index in first..<max(first, entries.count) {
            let left = level(before: index, at: entries[index].start) - entries[index].energy
            if index > first, left == entries[index].level { return }
            entries[index].level = left
            entries[index].readyAt = ready(entries[index].turned, left)
            settleEnd(of: index, &changes)
        }
    }

    private mutating func settleEnd(of index: Int, _ changes: inout [Change]) {
        var to = entries[index].readyAt
        if index + 1 < entries.count { to = min(to, entries[index + 1].start) }
        let before = entries[index].busyTo
        guard to != before else { return }
        changes.append(Change(from: min(to, before), to: max(to, before), isBusy: to > before))
        entries[index].busyTo = to
    }
}
