// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

extension CommandEncoder {
    /// The same words to both docks: which of them the aircraft leaves is said inside (PROTOCOL § 12).
    func between(_ task: RelayTask) throws(DJICloudError) -> Outgoing {
        guard let parts = context.multiDockTask else {
            throw .unsupported("what the two docks must be told of each other is not at hand")
        }
        return try flight("flighttask_execute") { id in
            ["flight_id": id, "multi_dock_task": parts]
        }
    }

    func stopHalf(isAbnormal: Bool) throws(DJICloudError) -> Outgoing {
        let reason = isAbnormal ? StopReason.otherDockAbnormal : .normal
        return try flight("flighttask_stop") { id in
            ["flight_id": id, "reason": .int(reason.rawValue)]
        }
    }

    /// `reason` of `flighttask_stop`.
    enum StopReason: Int {
        case normal = 0
        case otherDockAbnormal = 1
    }
}

extension SortieProgress.Status {
    /// The protocol's word.
    var wireWord: String {
        switch self {
        case .sent: "sent"
        case .inProgress, .arrived: "in_progress"
        case .paused: "paused"
        case .ok: "ok"
        case .partiallyDone: "partially_done"
        case .failed: "failed"
        case .canceled: "canceled"
        case .timeout: "timeout"
        case .rejected: "rejected"
        case .unknown(let word): word
        }
    }
}
