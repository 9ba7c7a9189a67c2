// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Conditional tasks: the dock watches battery and window, and says which tasks may go (PROTOCOL § 9).
extension SimulatedDock {
    /// How often it says again what is ready.
    private static let repeatAfter = TimeSpan.seconds(30)

    /// The conditions of an order; nil: not all of them are there.
    func conditions(of data: JSONObject) -> ReadyConditions? {
        guard let list = data["ready_conditions"],
            let battery = list["battery_capacity"]?.lenientInt, (0...100).contains(battery),
            let from = list["begin_time"]?.lenientInt, let until = list["end_time"]?.lenientInt
        else { return nil }
        return ReadyConditions(
            battery: battery,
            from: Timestamp(milliseconds: Int64(from)),
            until: Timestamp(milliseconds: Int64(until))
        )
    }

    /// Whether a task may go: one without conditions always.
    mutating func isReady(_ task: PreparedTask, at now: Timestamp) -> Bool {
        guard let when = task.readyWhen else { return true }
        return battery.percent > when.battery && when.contains(clock(now))
    }

    /// Says which tasks are ready: when that changes, and now and then.
    mutating func watchConditions(at now: Timestamp) {
        var ids: [String] = []
        for task in prepared where task.readyWhen != nil {
            if isReady(task, at: now) { ids.append(task.id) }
        }
        let isNews = ids != readyTold.ids
        guard isNews || !ids.isEmpty && now - readyTold.at >= Self.repeatAfter else { return }
        readyTold = (ids, now)
        event(
            "flighttask_ready",
            ["flight_ids": .array(ids.map { .string($0) })],
            wantsReply: true,
            at: now
        )
    }
}
