// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// When each member of a dock's readings, or of its aircraft's, was last said, by the dock's clock.
///
/// Readings come in partial messages: what one message overtook on its way are the members that both say,
/// not the message (S29).
struct ReadingOrder: Codable, Equatable, Sendable {
    /// What was last said at one instant.
    private struct Said: Codable, Equatable {
        var at: Timestamp
        var members: ReadingMembers
    }

    /// What a message is worth among those that came before it.
    struct Place: Equatable {
        /// Whether a message that was said later came before it.
        var isLate = false
        /// The members that were said later.
        var overtaken: ReadingMembers = 0
    }

    /// In the order of time; no member stands in two.
    private var said: [Said] = []

    /// Takes a message with `members` in that was said at `at`.
    ///
    /// A jump far back is a clock that was set, not a late message (S29); a message without a time is in
    /// order.
    mutating func take(_ members: ReadingMembers, saidAt at: Timestamp?) -> Place {
        guard let at else { return Place() }
        var place = Place()
        if let newest = said.last?.at, at < newest {
            if newest - at >= DockReport.clockReset {
                said = []
            } else {
                place.isLate = true
                for later in said where later.at > at { place.overtaken |= later.members }
            }
        }
        note(members & ~place.overtaken, at)
        place.overtaken &= members
        return place
    }

    private mutating func note(_ members: ReadingMembers, _ at: Timestamp) {
        guard members != 0 else { return }
        for index in said.indices where said[index].at <= at { said[index].members &= ~members }
        let newest = max(at, said.last?.at ?? at)
        said.removeAll { $0.members == 0 || newest - $0.at >= DockReport.clockReset }
        let index = said.firstIndex { $0.at >= at } ?? said.endIndex
        if index < said.endIndex, said[index].at == at {
            said[index].members |= members
        } else {
            said.insert(Said(at: at, members: members), at: index)
        }
    }
}
