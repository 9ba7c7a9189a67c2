// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostAPI
import RoostModel
import Synchronization

/// What docks, aircraft and batteries have behind them, by their own counters, since the process began.
///
/// For people: no decision reads it, so it is neither journaled nor gated. A class because the reader of docks'
/// words fills it and the HTTP server shows it.
final class WearBook: Sendable {
    private struct Count {
        var value: Int
        var at: Timestamp
    }

    /// A counter: its path in osd, its name, unit and what it counts.
    private static let counters: [(path: [String], name: String, en: String, zh: String)] = [
        (["job_number"], "dock_flights", "flights of the dock", "机场作业次数"),
        (["acc_time"], "dock_on_s", "seconds the dock was on", "机场累计通电秒数"),
        (["total_flight_sorties"], "flights", "flights of the aircraft", "飞机飞行次数"),
        (["total_flight_time"], "flight_s", "seconds the aircraft flew", "飞机累计飞行秒数"),
        (["total_flight_distance"], "flight_m", "metres the aircraft flew", "飞机累计飞行米数"),
    ]

    private let book = Mutex<[DockID: [String: Count]]>([:])

    /// Reads the counters of a telemetry message.
    func note(_ message: Message, of dock: DockID, at now: Timestamp) {
        guard let data = message.data else { return }
        var found: [(String, Int)] = Self.counters.compactMap { counter in
            let value = counter.path.reduce(Optional(data)) { $0?[$1] }
            return value?.lenientDouble.flatMap { Int(exactly: $0.rounded()) }.map {
                (counter.name, $0)
            }
        }
        let packs = data["battery"]?["batteries"]?.array ?? []
        let loops = packs.compactMap { $0["loop_times"]?.lenientInt }
        if let most = loops.max() { found.append(("battery_cycles", most)) }
        let due = data["maintain_status"]?["maintain_status_array"]?.array ?? []
        if !due.isEmpty {
            found.append(("maintenance_due", due.count { $0["state"]?.lenientInt == 1 }))
        }
        guard !found.isEmpty else { return }
        book.withLock { book in
            for (name, value) in found {
                book[dock, default: [:]][name] = Count(value: value, at: now)
            }
        }
    }

    /// The counters of a dock and its aircraft, with their ages.
    func all(of dock: DockID, at now: Timestamp) -> [ReadingResource] {
        let known = book.withLock { $0[dock] ?? [:] }
        let labels =
            Self.counters.map { ($0.name, $0.en, $0.zh) } + [
                ("battery_cycles", "charging cycles of the battery", "电池循环次数"),
                ("maintenance_due", "kinds of maintenance due", "到期保养项"),
            ]
        return labels.compactMap { name, en, zh in
            known[name].map { count in
                ReadingResource(
                    label: TextResource(en: en, zh: zh),
                    text: TextResource(en: "\(count.value)", zh: "\(count.value)"),
                    ageS: max(0, (now - count.at).seconds)
                )
            }
        }
    }
}
