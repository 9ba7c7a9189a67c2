// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanBench {
    /// While a dock cannot answer a call.
    struct BusySpan {
        var from: Int
        var to: Int
        var isNew: Bool
    }

    /// H3 and H4; returns the busy spans of each dock.
    mutating func checkDocks() -> [[BusySpan]] {
        var byDock = ground.problem.docks.map { _ in [Row]() }
        for row in rows { byDock[row.option.dock].append(row) }
        return byDock.enumerated().map { dock, rows in
            let sorted = rows.enumerated()
                .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            return simulate(dock, sorted.map(\.element))
        }
    }

    private mutating func simulate(_ dock: Int, _ rows: [Row]) -> [BusySpan] {
        let home = ground.problem.docks[dock]
        let params = ground.problem.params
        let rate = home.chargePermillePerMinute
        var time = home.battery.atSeconds
        var level = home.battery.permille
        func ready(_ time: Int, _ level: Int) -> Int {
            let lacking = params.dispatchPermille - level
            return lacking <= 0 ? time : time + (lacking * 60 + rate - 1) / rate
        }
        let first = ready(time, level)
        var spans: [BusySpan] = []
        var lastEnd: Int?
        for row in rows {
            let end = row.start + row.option.duration
            if let lastEnd, row.start < lastEnd + params.turnaroundSeconds {
                report(
                    .oneSortie,
                    "\(home.id) is not turned round when \(row.name) starts",
                    zh: "\(row.name) 起飞时 \(home.id) 尚未完成周转"
                )
            }
            if row.start >= home.battery.atSeconds {
                if row.start > time {
                    level = min(home.chargeToPermille, level + (row.start - time) * rate / 60)
                }
                if level - row.option.energy < params.reservePermille, !row.isFrozen {
                    report(
                        .battery,
                        "\(home.id) has \(level) permille when \(row.name) starts, "
                            + "which takes \(row.option.energy)",
                        zh: "\(row.name) 起飞时 \(home.id) 电量 \(level)‰，需 \(row.option.energy)‰"
                    )
                }
                level -= row.option.energy
                time = end + params.turnaroundSeconds
                spans.append(
                    BusySpan(from: row.start, to: ready(time, level), isNew: !row.isFrozen)
                )
            } else {
                if !row.isFrozen {
                    report(
                        .oneSortie,
                        "\(row.name) starts before \(home.id)'s battery is known",
                        zh: "\(row.name) 起飞时 \(home.id) 的电量未知"
                    )
                }
                let back = max(end + params.turnaroundSeconds, first)
                spans.append(BusySpan(from: row.start, to: back, isNew: !row.isFrozen))
            }
            lastEnd = end
        }
        return trimmed(spans, charging: (home.battery.atSeconds, first))
    }

    /// A span ends at the dock's next start at the latest.
    private func trimmed(_ spans: [BusySpan], charging: (from: Int, to: Int)) -> [BusySpan] {
        var spans = spans
        for number in spans.indices.dropLast() {
            spans[number].to = min(spans[number].to, spans[number + 1].from)
        }
        var initial = BusySpan(from: charging.from, to: charging.to, isNew: false)
        if let first = spans.first {
            initial.to = min(initial.to, max(first.from, initial.from))
        }
        return ([initial] + spans).filter { $0.to > $0.from }
    }

    private enum Cause { case closed, new, old }

    private struct Event {
        var time: Int
        var isStart: Bool
        var dock: Int
        var cause: Cause
    }

    /// How often each cause holds at a dock, and what follows for its groups.
    private struct DockCount {
        var closed = 0
        var new = 0
        var old = 0

        var isClosed: Bool { closed > 0 }
        var isBusy: Bool { !isClosed && (new > 0 || old > 0) }
        var isNew: Bool { !isClosed && new > 0 }

        mutating func add(_ step: Int, _ cause: Cause) {
            switch cause {
            case .closed: closed += step
            case .new: new += step
            case .old: old += step
            }
        }
    }

    /// Docks of a group, as they stand at a time.
    private struct GroupCount {
        var open: Int
        var busy = 0
        var new = 0
        var isReported = false
    }

    /// H8; returns the least reserve (MODEL §§ 4 and 5).
    mutating func checkCoverage(_ spans: [[BusySpan]]) -> Int {
        let end = ground.problem.service.to
        let events = events(spans)
        var docks = ground.docks.map { _ in DockCount() }
        var groups = ground.groups.map { GroupCount(open: $0.count) }
        var reserve = groups.map(\.open).min() ?? 0
        var next = 0
        while next < events.count, events[next].time < end {
            let time = events[next].time
            var touched: Set<Int> = []
            while next < events.count, events[next].time == time {
                let event = events[next]
                let before = docks[event.dock]
                docks[event.dock].add(event.isStart ? 1 : -1, event.cause)
                let after = docks[event.dock]
                for group in ground.groupsOfDock[event.dock] {
                    groups[group].open += step(after.isClosed, before.isClosed)
                    groups[group].busy += step(before.isBusy, after.isBusy)
                    groups[group].new += step(before.isNew, after.isNew)
                    touched.insert(group)
                }
                next += 1
            }
            for group in touched.sorted() {
                let (count, need) = (groups[group], ground.need(group))
                if count.open >= max(1, need) { reserve = min(reserve, count.open - count.busy) }
                guard count.new > 0, count.busy > max(0, count.open - need), !count.isReported
                else { continue }
                groups[group].isReported = true
                report(
                    .coverage,
                    "at \(PlanClock(time)) only \(count.open - count.busy) of \(count.open) "
                        + "open docks can answer of \(names(group)); \(need) must",
                    zh: "\(PlanClock(time)) 时 \(names(group)) 中可出动的机场仅 "
                        + "\(count.open - count.busy)/\(count.open)，至少需 \(need)"
                )
            }
        }
        return reserve
    }

    /// The docks of a group, the first few by name.
    private func names(_ group: Int) -> String {
        let docks = ground.groups[group].map { ground.problem.docks[$0].id.text }
        let rest = docks.count - Self.namedDocks
        let named = docks.prefix(Self.namedDocks).joined(separator: " ")
        return rest > 0 ? "\(named) and \(rest) more" : named
    }

    /// Docks that a finding names at most.
    private static let namedDocks = 6

    private func step(_ from: Bool, _ to: Bool) -> Int { (to ? 1 : 0) - (from ? 1 : 0) }

    /// Begins and ends inside the watched hours, in the order of time, ends first.
    private func events(_ spans: [[BusySpan]]) -> [Event] {
        let problem = ground.problem
        let (from, to) = (max(problem.service.from, problem.now), problem.service.to)
        var events: [Event] = []
        func add(_ dock: Int, _ start: Int, _ end: Int, _ cause: Cause) {
            let (start, end) = (max(start, from), min(end, to))
            guard start < end else { return }
            events.append(Event(time: start, isStart: true, dock: dock, cause: cause))
            events.append(Event(time: end, isStart: false, dock: dock, cause: cause))
        }
        for dock in ground.docks.indices {
            for window in ground.closed[dock] { add(dock, window.from, window.to, .closed) }
            for span in spans[dock] { add(dock, span.from, span.to, span.isNew ? .new : .old) }
        }
        return events.enumerated()
            .sorted {
                ($0.element.time, $0.element.isStart ? 1 : 0, $0.offset)
                    < ($1.element.time, $1.element.isStart ? 1 : 0, $1.offset)
            }
            .map(\.element)
    }
}
