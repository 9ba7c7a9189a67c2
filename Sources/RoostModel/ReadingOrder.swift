// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// When each member of a dock's readings, or of its aircraft's, was last said, by the dock's clock.
///
/// Readings come in partial messages: what one message overtook on its way are the members that both say,
/// not the message (S29).
public struct ReadingOrder: Codable, Equatable, Sendable {
    /// What was last said at one instant.
    private struct Said: Codable, Equatable {
        var at: Timestamp
        var members: ReadingMembers
    }

    /// What a message is worth among those that came before it.
    public struct Place: Equatable, Sendable {
        /// Whether a message that was said later came before it.
        public var isLate = false
        /// Whether it is alone from far back: repeated, or the first after a clock was set.
        public var isFarBack = false
        /// The members that were said later.
        public var overtaken: ReadingMembers = 0

        /// A message in its order.
        public init() {}
    }

    /// In the order of time; no member stands in two.
    private var said: [Said] = []
    /// A message from far back, when it was the last: one alone is an old message that is repeated, two are a
    /// clock that was set.
    private var farBack: Timestamp?

    /// Nothing was said.
    public init() {}

    /// Takes a message with `members` in that was said at `at`.
    ///
    /// A jump far back, by two messages, is a clock that was set, not late messages (S29); a message without
    /// a time is in order.
    public mutating func take(_ members: ReadingMembers, saidAt at: Timestamp?) -> Place {
        guard let at else { return Place() }
        var place = Place()
        let before = farBack
        farBack = nil
        if let newest = said.last?.at, at < newest {
            if newest - at < DockReport.clockReset {
                place.isLate = true
                for later in said where later.at > at { place.overtaken |= later.members }
            } else if let before, before <= at {
                said = []
            } else {
                farBack = at
                (place.isLate, place.isFarBack, place.overtaken) = (true, true, members)
                return place
            }
        }
        note(members & ~place.overtaken, at)
        place.overtaken &= members
        return place
    }

    /// Whether a member was said at this very instant before: then the message repeats another.
    public func says(_ member: ReadingMembers, at instant: Timestamp) -> Bool {
        said.contains { $0.at == instant && $0.members & member != 0 }
    }

    /// Forgets all but the words on some members.
    public mutating func forget(allBut members: ReadingMembers) {
        for index in said.indices { said[index].members &= members }
        said.removeAll { $0.members == 0 }
        farBack = nil
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
