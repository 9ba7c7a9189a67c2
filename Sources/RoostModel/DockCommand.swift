// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What we tell a dock.
///
/// `DJICloud` turns it into one message for the dock's model, or refuses by name.
public struct DockCommand: Codable, Equatable, Sendable {
    /// The dock.
    public var dock: DockID
    /// What it shall do.
    public var order: Order
    /// The sortie's wire id where the order belongs to one: the `bid` on the wire.
    public var flight: WireID?

    /// A command from its parts.
    public init(dock: DockID, order: Order, flight: WireID? = nil) {
        self.dock = dock
        self.order = order
        self.flight = flight
    }
}

/// The orders that docks and aircraft know.
public enum Order: Codable, Equatable, Sendable {
    /// Get a wayline and check it; nothing moves.
    case prepare(FlightTask)
    /// Launch the prepared wayline: never sent twice.
    case execute(SortieID)
    /// Launch the prepared wayline, to land in another dock: never sent twice.
    case relay(RelayTask)
    /// Get ready to take the aircraft of another dock, with the same words: nothing leaves this one.
    case receive(RelayTask)
    /// End this dock's half of a flight between two docks (PROTOCOL § 12).
    case stopHalf(isAbnormal: Bool)
    /// Come home to the dock of this serial number now; may safely come twice.
    case returnTo(serial: String)
    /// Forget a prepared wayline that has not started.
    case undo(SortieID)
    /// Stop on the route and hover.
    case pause(SortieID)
    /// Go on along the route.
    case resume(SortieID)
    /// Come home now; may safely come twice.
    case returnHome
    /// Break the return off and hover.
    case cancelReturn
    /// Launch to a point: never sent twice.
    case takeOff(FlightToPoint)
    /// Go to a point, in the air.
    case flyTo(FlightToPoint)
    /// Turn the camera to a place.
    case look(LookAt)
    /// Take a picture with the payload of this index.
    case photo(payloadIndex: String)
    /// Zoom the payload of this index by a factor.
    case zoom(payloadIndex: String, factor: Double)
    /// Take control of the payload of this index: camera orders need it (PROTOCOL § 13).
    case grab(payloadIndex: String)
    /// Speak.
    case speak(Announcement)
    /// Set the loudspeaker of this index to a volume, percent.
    case volume(speaker: Int, percent: Int)
    /// Set the voice of the loudspeaker of this index: the language that it reads, and its volume, percent.
    ///
    /// Over live control alone; it starts nothing (DOCK3 § 6).
    case voice(speaker: Int, language: SpeechLanguage, percent: Int)
    /// Open or close the live control link, which some models speak over (DOCK3 § 6).
    case liveControl(isOpen: Bool)
    /// Set a property.
    case set(DockSetting)
    /// Do a maintenance job by its method's name.
    case job(MaintenanceJob)

    /// Whether the order makes an aircraft leave its dock.
    public var isLaunch: Bool {
        switch self {
        case .execute, .takeOff, .relay: true
        case .prepare, .undo, .pause, .resume, .returnHome, .cancelReturn, .flyTo, .look, .photo,
            .zoom, .grab, .speak, .volume, .voice, .liveControl, .set, .job, .receive, .stopHalf,
            .returnTo:
            false
        }
    }

    /// Whether the order passes every queue ahead of all else (S15).
    public var isUrgent: Bool {
        switch self {
        case .returnHome, .undo, .returnTo, .stopHalf: true
        case .job(let job): job == .abortSetup
        case .prepare, .execute, .pause, .resume, .cancelReturn, .takeOff, .flyTo, .look, .photo,
            .zoom, .grab, .speak, .volume, .voice, .liveControl, .set, .relay, .receive:
            false
        }
    }
}

extension MaintenanceJob {
    /// Fetch the flight areas.
    public static let updateAreas = MaintenanceJob(method: "flight_areas_update")
    /// Break off a start that is stuck before its take-off (PROTOCOL § 9).
    public static let abortSetup = MaintenanceJob(method: "flight_setup_abort")
}

/// One wayline's flight as it is ordered.
public struct FlightTask: Codable, Equatable, Sendable {
    /// The sortie that it is.
    public var sortie: SortieID
    /// Its wire id: `flight_id`.
    public var flight: WireID
    /// What to fly; the codec renders the file from it, always to the same bytes.
    public var wayline: Wayline
    /// When to launch; an immediate task is stamped when it is sent.
    public var executeAt: Timestamp
    /// Height of the way home above take-off, 20 to 1500 m (PROTOCOL § 9).
    public var returnHeight: Metres
    /// Where an earlier flight of the same file was broken off and this one goes on; nil: none was.
    ///
    /// Take-off then climbs to the return height (PROTOCOL § 10).
    public var breakPoint: BreakPoint?
    /// What a conditional task waits for; nil: a timed or an immediate one.
    public var readyWhen: ReadyConditions?
    /// Whether two docks get it, to the byte the same: its stamp is then the one above, not that of
    /// sending; nil: no.
    public var isShared: Bool?

    /// A task from its parts.
    public init(
        sortie: SortieID,
        flight: WireID,
        wayline: Wayline,
        executeAt: Timestamp,
        returnHeight: Metres,
        breakPoint: BreakPoint? = nil
    ) {
        self.breakPoint = breakPoint
        self.sortie = sortie
        self.flight = flight
        self.wayline = wayline
        self.executeAt = executeAt
        self.returnHeight = returnHeight
    }
}

/// A flyable path: what a wayline file says, before any vendor's format.
public struct Wayline: Codable, Equatable, Sendable {
    /// What the aircraft does at a point.
    public enum PointAction: Codable, Equatable, Sendable {
        /// Take a picture with the lenses named.
        case photo(lenses: [String])
        /// Zoom by a factor.
        case zoom(factor: Double)
        /// Hover for whole seconds.
        case hover(seconds: Int)
        /// Turn the gimbal.
        case gimbal(pitch: Degrees)
    }

    /// One point of the path.
    public struct Point: Codable, Equatable, Sendable {
        /// Where.
        public var place: Coordinate
        /// Height above take-off.
        public var height: Metres
        /// Speed towards the next point.
        public var speed: MetresPerSecond
        /// What to do there, in order.
        public var actions: [PointAction]

        /// A point from its parts.
        public init(
            place: Coordinate,
            height: Metres,
            speed: MetresPerSecond,
            actions: [PointAction] = []
        ) {
            self.place = place
            self.height = height
            self.speed = speed
            self.actions = actions
        }
    }

    /// The route that it flies; nil for a path made for one flight.
    public var route: RouteID?
    /// Model key of the dock's aircraft, such as `0-100-1`.
    public var aircraftModelKey: String
    /// Payload index of the patrol camera, such as `99-0-0`.
    public var payloadIndex: String
    /// Height that is climbed to before the way out, above take-off.
    public var takeOffSecurityHeight: Metres
    /// Speed on the ways out and back.
    public var transitSpeed: MetresPerSecond
    /// Height of the way home above take-off.
    public var returnHeight: Metres
    /// Gimbal pitch on the path.
    public var gimbalPitch: Degrees
    /// At least two points.
    public var points: [Point]

    /// A wayline from its parts.
    public init(
        route: RouteID?,
        aircraftModelKey: String,
        payloadIndex: String,
        takeOffSecurityHeight: Metres,
        transitSpeed: MetresPerSecond,
        returnHeight: Metres,
        gimbalPitch: Degrees,
        points: [Point]
    ) {
        self.route = route
        self.aircraftModelKey = aircraftModelKey
        self.payloadIndex = payloadIndex
        self.takeOffSecurityHeight = takeOffSecurityHeight
        self.transitSpeed = transitSpeed
        self.returnHeight = returnHeight
        self.gimbalPitch = gimbalPitch
        self.points = points
    }
}

/// A flight to one point.
public struct FlightToPoint: Codable, Equatable, Sendable {
    /// The sortie that it is.
    public var sortie: SortieID
    /// Its wire id.
    public var flight: WireID
    /// Where to.
    public var place: Coordinate
    /// Height of the point above the WGS84 ellipsoid (PROTOCOL § 13).
    public var ellipsoidHeight: Metres
    /// Height that is climbed to before the way, above take-off, 20 to 1500 m.
    public var securityHeight: Metres
    /// Height of the way home above take-off, 20 to 1500 m.
    public var returnHeight: Metres
    /// 1 to 15 m/s.
    public var speed: MetresPerSecond

    /// A flight from its parts.
    public init(
        sortie: SortieID,
        flight: WireID,
        place: Coordinate,
        ellipsoidHeight: Metres,
        securityHeight: Metres,
        returnHeight: Metres,
        speed: MetresPerSecond
    ) {
        self.sortie = sortie
        self.flight = flight
        self.place = place
        self.ellipsoidHeight = ellipsoidHeight
        self.securityHeight = securityHeight
        self.returnHeight = returnHeight
        self.speed = speed
    }
}

/// A place to turn the camera to.
public struct LookAt: Codable, Equatable, Sendable {
    /// Which payload.
    public var payloadIndex: String
    /// Where to look.
    public var place: Coordinate
    /// Height of the place above the ellipsoid, 2 to 10000 m.
    public var ellipsoidHeight: Metres

    /// A look from its parts.
    public init(payloadIndex: String, place: Coordinate, ellipsoidHeight: Metres) {
        self.payloadIndex = payloadIndex
        self.place = place
        self.ellipsoidHeight = ellipsoidHeight
    }
}

/// A text to be spoken from the aircraft.
public struct Announcement: Codable, Equatable, Sendable {
    /// Index of the loudspeaker, from the device.
    public var speakerIndex: Int
    /// Name of the approved text.
    public var name: String
    /// The text.
    public var text: String

    /// An announcement from its parts.
    public init(speakerIndex: Int, name: String, text: String) {
        self.speakerIndex = speakerIndex
        self.name = name
        self.text = text
    }
}

/// A property to set, one leaf.
public struct DockSetting: Codable, Equatable, Sendable {
    /// Path of member names to the leaf.
    public var path: [String]
    /// The value.
    public var value: Int

    /// A setting from its parts.
    public init(path: [String], value: Int) {
        self.path = path
        self.value = value
    }
}

/// A maintenance job.
public struct MaintenanceJob: Codable, Equatable, Sendable {
    /// The method's name, such as `cover_open`.
    public var method: String
    /// `action` of the jobs that take one.
    public var action: Int?

    /// A job from its parts.
    public init(method: String, action: Int? = nil) {
        self.method = method
        self.action = action
    }
}

/// An answer to a dock: sent after the commit of what it answers.
public struct DockReply: Codable, Equatable, Sendable {
    /// What is answered.
    public enum Answer: Codable, Equatable, Sendable {
        /// Taken: `result` 0.
        case accepted
        /// Not taken, with the vendor's number.
        case rejected(Int)
        /// Application key, licence and time server; the performer fills the secrets in by name.
        case configuration
        /// For each serial: 0 when it is bound, 1 when not.
        case bindStatus([DeviceAnswer])
        /// The organisation's name.
        case organization
        /// For each serial: 0 or an error number.
        case bound([DeviceAnswer])
        /// A fresh address of a flight's wayline; nil: no such flight.
        case wayline(FlightTask?)
        /// Where to put pictures: a store of ours, with temporary keys; the performer fills them in.
        case storage
        /// The file of flight areas, at a fresh address.
        case flightAreas(FlightAreaFile)
        /// No custom flight areas.
        case noFlightAreas
        /// The other dock's progress is not known here.
        case noProgress
        /// The other dock's last progress of a flight between two docks.
        case progress(SortieProgress)
    }

    /// What is answered for one device of a question.
    public struct DeviceAnswer: Codable, Equatable, Sendable {
        /// Its serial number.
        public var serial: String
        /// 0: yes or done; another number: no, or the error.
        public var result: Int

        /// An answer for one device.
        public init(serial: String, result: Int) {
            self.serial = serial
            self.result = result
        }
    }

    /// The dock.
    public var dock: DockID
    /// The exchange.
    public var address: ReplyAddress
    /// What is answered.
    public var answer: Answer

    /// A reply from its parts.
    public init(dock: DockID, address: ReplyAddress, answer: Answer) {
        self.dock = dock
        self.address = address
        self.answer = answer
    }
}
