// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// A flight from its acceptance to the rest in the dock.
struct Flight: Equatable, Sendable {
    /// What it is doing.
    enum Phase: Equatable, Sendable {
        /// Asks the cloud for what it needs.
        case asking
        /// Opens the cover and starts the rotors.
        case preparing
        /// Climbs to the security height.
        case climbing
        /// On the way to the first point.
        case outbound
        /// On the wayline.
        case route
        /// Stopped on the wayline.
        case paused
        /// Hovers without a wayline.
        case hovering
        /// On the way to a commanded point.
        case commanded
        /// On the way home.
        case returning
        /// Comes down into the dock.
        case landing
        /// At rest; the dock closes and reads the pictures.
        case recovering

        /// Whether the aircraft is off the ground.
        var isAirborne: Bool {
            switch self {
            case .asking, .preparing, .recovering: false
            case .climbing, .outbound, .route, .paused, .hovering, .commanded, .returning,
                .landing:
                true
            }
        }
    }

    /// What is flown.
    enum Path: Equatable, Sendable {
        /// A wayline.
        case wayline(Wayline)
        /// A point: place, height above the pad, speed, security height.
        case point(PlanePoint, height: Double, speed: Double, security: Double)
    }

    /// The wire id.
    var id: String
    /// The aircraft's own id of it.
    var trackID: String
    /// What is flown.
    var path: Path
    /// Height of the way home above the pad.
    var returnHeight: Double
    /// Speed of the way home.
    var transitSpeed: Double
    /// Digest of the wayline's file.
    var fingerprint = ""
    /// Index of the wayline's point at which it begins: a resumed one begins at its break point.
    var from = 0
    /// What it is doing.
    var phase = Phase.asking
    /// Last point passed.
    var waypoint = 0
    /// Whether the points began.
    var isOnRoute = false
    /// Pictures so far.
    var photos: [Photo] = []
    /// Answers that the launch waits for.
    var awaited: [String] = []
    /// When rotors carried.
    var liftedOffAt: Timestamp?
    /// The word and number that its end is told with.
    var outcome = Outcome(status: "ok", result: 0)
    /// Where the wayline was broken off.
    var breakPoint: JSONValue?
    /// The id of the commanded way in the air.
    var flyToID: String?
    /// The percentage told last.
    var percent = 0
    /// Whether its link is gone until it is home.
    var isLinkGone = false
    /// The dock that it lands in; nil: the one that it left.
    var landing: Landing?
    /// What it was doing when it was paused.
    var pausedFrom = Phase.route

    /// Whether it is flown to a point, not along a wayline.
    var isCommanded: Bool {
        if case .point = path { true } else { false }
    }

    /// Another dock as a place to land.
    struct Landing: Equatable, Sendable {
        /// Its serial number.
        var serial: String
        /// Where it stands, from the dock that was left.
        var place: PlanePoint
    }

    /// How a flight ends.
    struct Outcome: Equatable, Sendable {
        /// The protocol's word.
        var status: String
        /// The vendor's number.
        var result: Int
    }
}
