// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension Sortie {
    /// The other half of a sortie that lands in another dock than the one it leaves.
    public struct Relay: Codable, Equatable, Sendable {
        /// The dock that is to take the aircraft; free for nothing else until the sortie ends.
        public let landing: DockID
        /// What both docks are told.
        public let task: RelayTask
        /// Docks that prepared the task; the sortie is prepared when both have.
        public internal(set) var ready: [DockID] = []
        /// The landing dock's order to get ready to take it: sent once.
        var receiveEffect: EffectID?
        /// Whether the landing dock said yes to that.
        public internal(set) var isReceiving = false
        /// Docks that were told to end their half.
        var stopped: [DockID] = []
        /// The last word of the dock that it leaves.
        public internal(set) var takeOffWord: SortieProgress?
        /// The last word of the dock that takes it.
        public internal(set) var landingWord: SortieProgress?
        /// The landing dock's clock at that word: for order (S29).
        var landingSaidAt: Timestamp?
        /// Why the landing dock cannot take it; nil: it can.
        public internal(set) var lost: Bilingual?
        /// Where it comes down; the landing dock until that is lost and the way back is ordered.
        public internal(set) var home: DockID
        /// The orders to bring it home that were sent last, and have not met a no.
        var asked: [EffectID] = []
        /// Whether a dock said yes to one of them.
        var isReturning = false
        /// Where it may come down beside the docks: near the one that it leaves, and near the other.
        let alternates: [Coordinate?]
        /// Whether it was told that somebody must go to the alternate landing point.
        var isAlternateTold = false
        /// Where it is, by that dock's word.
        public internal(set) var landedAt: DockID?

        init(landing: DockID, task: RelayTask, alternates: [Coordinate?]) {
            self.landing = landing
            self.task = task
            self.alternates = alternates
            home = landing
        }
    }

    /// Where it comes down.
    public var landsAt: DockID { relay?.home ?? dock }

    /// Whether it was on its way to the landing dock when that was lost, and nobody took the order to turn.
    var isTurnedRound: Bool { relay.map { $0.home == dock && !$0.isReturning } ?? false }

    /// The docks that it takes.
    var docksTaken: [DockID] { [dock] + [relay?.landing].compactMap(\.self) }
}

/// The aircraft of another dock that stands in a dock.
public struct Guest: Codable, Equatable, Sendable {
    /// The aircraft.
    public var aircraft: DockSite.Aircraft
    /// The dock that it belongs to.
    public var home: DockID
    /// Since when it stands here.
    public var since: Timestamp
}

extension DockState {
    /// The aircraft that it flies with: the guest that stands in it, or its own.
    public var airframe: DockSite.Aircraft { guest?.aircraft ?? site.aircraft }

    /// Whether it flies nothing but an aircraft's way home: its own is elsewhere, or another's is here.
    public var isBetweenDocks: Bool { guest != nil || awayAt != nil }

    /// What that is, for people; nil: nothing.
    public var betweenDocks: Bilingual? {
        if let guest {
            return Bilingual(
                en: "holds the aircraft of \(guest.home)",
                zh: "停放着 \(guest.home) 的飞机"
            )
        }
        return awayAt.map {
            Bilingual(en: "its aircraft is at \($0)", zh: "其飞机停放在 \($0)")
        }
    }
}
