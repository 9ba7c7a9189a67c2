// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import SiteCore

/// Where an effect waits: its lane, and the line in it in which it may not overtake.
struct OutboxPlace: Equatable {
    /// Its lane.
    let lane: Lane
    /// Effects of one line are performed one after the other; nil: in any order.
    ///
    /// A dock's commands, a receiver's notices of one case (PIPELINE § 8).
    let line: String?
    /// The dock that it goes to.
    let dock: DockID?
    /// Whether it passes its line (S15).
    let isUrgent: Bool

    init(_ action: Action) {
        lane = action.lane
        switch action {
        case .command(let command):
            line = command.dock.text
            dock = command.dock
            isUrgent = command.order.isUrgent
        case .reply(let reply):
            line = nil
            dock = reply.dock
            isUrgent = false
        case .deliver(let delivery):
            line = "\(delivery.receiver) \(delivery.notice.violation)"
            dock = nil
            isUrgent = false
        case .seal, .discard, .plan, .errand:
            line = nil
            dock = nil
            isUrgent = false
        }
    }

    /// Whose a line of the notice lane is.
    static func receiver(ofLine line: String) -> Substring {
        line[..<(line.lastIndex(of: " ") ?? line.endIndex)]
    }
}
