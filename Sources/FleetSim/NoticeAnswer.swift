// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel

/// How one attempt at a receiver ended, on its way to the lane that made it.
struct NoticeAnswer {
    var pending: PendingEffect
    var delivery: Delivery
    var answer: SimulatedReceiver.Answer
}
