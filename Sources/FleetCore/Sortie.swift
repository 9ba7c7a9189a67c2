// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One take-off to one docking; its states are SAFETY's table and no others.
public struct Sortie: Codable, Equatable, Sendable {
    /// Where it stands.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// The task is ordered.
        case preparing
        /// The dock accepted it.
        case prepared
        /// The launch is ordered.
        case starting
        /// In the air: on the route, paused, hovering or by hand.
        case airborne
        /// Return home is under way.
        case returning
        /// A deadline passed without an answer: counts as in the air until the dock says otherwise.
        case unknown
        /// In the dock and at rest.
        case docked
        /// Down elsewhere.
        case landedAway = "landed_away"
        /// Never left.
        case failed
        /// Never left, by order.
        case cancelled

        /// `preparing` to `unknown`.
        public var isOpen: Bool {
            switch self {
            case .preparing, .prepared, .starting, .airborne, .returning, .unknown: true
            case .docked, .landedAway, .failed, .cancelled: false
            }
        }

        /// Its name in both languages.
        public var text: Bilingual {
            switch self {
            case .preparing: Bilingual(en: "preparing", zh: "准备中")
            case .prepared: Bilingual(en: "prepared", zh: "已就绪")
            case .starting: Bilingual(en: "starting", zh: "起飞中")
            case .airborne: Bilingual(en: "airborne", zh: "空中")
            case .returning: Bilingual(en: "returning", zh: "返航中")
            case .unknown: Bilingual(en: "unknown", zh: "未知")
            case .docked: Bilingual(en: "docked", zh: "已回舱")
            case .landedAway: Bilingual(en: "landed away", zh: "异地降落")
            case .failed: Bilingual(en: "failed", zh: "失败")
            case .cancelled: Bilingual(en: "cancelled", zh: "已取消")
            }
        }

        /// `starting` to `unknown`: the launch was handed over.
        public var isInTheAir: Bool {
            switch self {
            case .starting, .airborne, .returning, .unknown: true
            case .preparing, .prepared, .docked, .landedAway, .failed, .cancelled: false
            }
        }
    }

    /// What was ordered.
    public enum Assignment: Codable, Equatable, Sendable {
        /// A wayline.
        case wayline(FlightTask)
        /// A point.
        case point(FlightToPoint)
        /// Nothing of ours: an aircraft in the air that nobody sent.
        case foreign

        /// Whether it is a flight to a point.
        var isPoint: Bool { if case .point = self { true } else { false } }

        /// Height of the way home over the take-off ground; nil: not ours.
        var returnHeight: Metres? {
            switch self {
            case .wayline(let task): task.returnHeight
            case .point(let flight): flight.returnHeight
            case .foreign: nil
            }
        }
    }

    /// Why an aircraft is to come home.
    public enum ReturnCause: String, Codable, CaseIterable, Sendable {
        /// A person's recall.
        case recall
        /// A person cancelled the mission.
        case cancel
        /// Its hover at the point, or its pause, is over.
        case done
        /// Battery (S20).
        case battery
        /// Wind (S20).
        case wind
        /// Rain (S20).
        case rain
        /// An area came into force ahead (S20).
        case area
        /// The aircraft broke its return off.
        case brokenOff = "broken_off"
        /// It does not go on after a pause.
        case stuck
        /// The dock that was to take it cannot.
        case landingLost = "landing_lost"
    }

    /// A return home that was ordered.
    public struct ReturnOrder: Codable, Equatable, Sendable {
        /// Why first.
        public var cause: ReturnCause
        /// By whose word; nil: roost's own.
        public var by: String?
        /// When it was last sent.
        public var at: Timestamp
        /// How often.
        public var tries: Int
    }

    /// The dock's last word on the task.
    public struct Ending: Codable, Equatable, Sendable {
        /// The word.
        public var status: SortieProgress.Status
        /// The vendor's error number; 0: none.
        public var result: Int
        /// When we heard it.
        public var at: Timestamp
        /// What the number means; nil: there is none, or nothing is known of it.
        public var meaning: Bilingual?
    }

    /// `S-118`.
    public let id: SortieID
    /// The dock's `flight_id`.
    public let wire: WireID
    /// The mission; nil for a foreign one.
    public let mission: MissionID?
    /// The dock.
    public let dock: DockID
    /// What was ordered.
    @Boxed public internal(set) var assignment: Assignment
    /// Its predicted legs from its start.
    public let profile: FlightProfile?
    /// When it starts by plan.
    public let start: Timestamp
    /// Where it stands.
    public internal(set) var state: State
    /// Since when.
    public internal(set) var since: Timestamp
    /// What it was before it became unknown.
    public internal(set) var was: State?
    /// When its launch was ordered.
    public internal(set) var launchedAt: Timestamp?
    /// When it was first known to be in the air.
    public internal(set) var leftAt: Timestamp?
    /// When anything was last said of it.
    public internal(set) var wordAt: Timestamp
    /// When it was last said to be in the air.
    public internal(set) var airWordAt: Timestamp?
    /// 0 to 100, as the dock said before any way home that it was sent on: what comes later is of the return.
    public internal(set) var percent: Int?
    /// Whether the dock said that its route was begun, beyond the way to its first point; nil: it did not.
    public internal(set) var hasBegunRoute: Bool?
    /// Index of the next point.
    public internal(set) var waypoint: Int?
    /// Whether it is paused on the route.
    public internal(set) var isPaused = false
    /// Since when it is paused; of an earlier pause while it is not.
    public internal(set) var pausedSince: Timestamp?
    /// Whether a dispatched aircraft reached its point.
    public internal(set) var hasArrived = false
    /// Until when it hovers at its point.
    public internal(set) var hoverUntil: Timestamp?
    /// Pictures taken.
    public internal(set) var mediaCount: Int?
    /// Where the route was broken off.
    @Boxed public internal(set) var breakPoint: BreakPoint? = nil
    /// The dock's last word on the task.
    public internal(set) var ending: Ending?
    /// The return that was ordered.
    public internal(set) var returnOrder: ReturnOrder?
    /// Whether nothing comes from the aircraft (S21).
    public internal(set) var isTelemetryLost = false
    /// Whether it was told that it is late; nil: it is not.
    public internal(set) var isLate: Bool?
    /// Whether the aircraft broke its return off and hovers (S23).
    public internal(set) var isInEmergency = false
    /// What was told of the returns that it broke off; nil: none was.
    @Boxed public internal(set) var brokenOff: BrokenOff? = nil
    /// Whether the conditions of its task hold by the dock's last word; nil: the dock did not say so.
    public internal(set) var isReady: Bool?
    /// Minutes that its start waits for a home point by the dock's word; nil: no such word.
    public internal(set) var stuckMinutes: Int?
    /// A person's order to it without an answer yet.
    @Boxed public internal(set) var steering: Steering? = nil
    /// The way off its route that it was given.
    @Boxed public internal(set) var diversion: Diversion? = nil
    /// Whether it left its route for a call: the rest is flown later; nil: no.
    public internal(set) var gaveWay: Bool?
    /// Its other half, when it is to land in another dock; nil: it comes home.
    @Boxed public internal(set) var relay: Relay? = nil
    /// Until when it may stand on its route by order; nil: nobody ordered it to stand.
    public internal(set) var pausedUntil: Timestamp?
    /// The effect of its launch: a late answer is recognised by it.
    var launchEffect: EffectID?
    /// The dock's flight count before the launch.
    var flightsBefore: Int?
    /// The dock's clock at its last progress: for order (S29).
    var saidAt: Timestamp?
    /// Since when the wind is above the limit.
    var windAboveSince: Timestamp?

    /// Whether nobody sent it.
    public var isForeign: Bool { assignment == .foreign }

    var subject: Subject { Subject(dock: dock, mission: mission, sortie: id) }
}
