// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock said.
///
/// A patch: an absent field means "not said", never "gone". Ages count from `receivedAt`.
public struct DockReport: Codable, Equatable, Sendable {
    /// The dock, from the topic, never from the body.
    public var dock: DockID
    /// When we received it, by our clock.
    public var receivedAt: Timestamp
    /// When the dock says it sent it: for order within one dock, and for its skew.
    public var deviceTime: Timestamp?
    /// What it said.
    public var said: Said
    /// Where an answer goes, when the dock wants one; it leaves after the commit.
    public var replyTo: ReplyAddress?

    /// What was said before another word by at least this is not late: the dock's clock was set (S29).
    ///
    /// Ours: networks and lost connections hold a message back for less.
    public static let clockReset = TimeSpan.seconds(120)

    /// A report from its parts.
    public init(
        dock: DockID,
        receivedAt: Timestamp,
        deviceTime: Timestamp?,
        said: Said,
        replyTo: ReplyAddress? = nil
    ) {
        self.dock = dock
        self.receivedAt = receivedAt
        self.deviceTime = deviceTime
        self.said = said
        self.replyTo = replyTo
    }
}

/// The exchange that an answer belongs to: echoed to the dock as it came.
public struct ReplyAddress: Codable, Equatable, Sendable {
    /// Which of the dock's conversations.
    public enum Channel: String, Codable, Sendable {
        /// An event that wants an acknowledgement.
        case events
        /// A question.
        case requests
        /// A topology update.
        case status
        /// A property push that asks for an answer (undocumented, seen on real docks: FIELD-NOTES).
        case state
    }

    /// Which conversation.
    public var channel: Channel
    /// Serial number of the topic that it came on.
    public var serial: String
    /// The exchange's id, as it came.
    public var tid: String
    /// The business process's id, as it came.
    public var bid: String
    /// The method, as it came; nil where the topic has none.
    public var method: String?

    /// An address from its parts.
    public init(channel: Channel, serial: String, tid: String, bid: String, method: String?) {
        self.channel = channel
        self.serial = serial
        self.tid = tid
        self.bid = bid
        self.method = method
    }
}

/// The kinds of things that a dock says, in our words.
public enum Said: Codable, Equatable, Sendable {
    /// Aircraft linked or not; the dock's session began.
    case topology(Topology)
    /// Merged osd and state that passed the gate.
    indirect case readings(Readings)
    /// The gateway's word: nothing came since.
    case silent(since: Timestamp)
    /// An answer to a command whose effect was already settled as unknown.
    case repliedLate(to: EffectID, Reply)
    /// How a sortie goes on: wayline, take-off to a point and fly-to, one shape.
    case progressed(SortieProgress)
    /// A question that wants an answer.
    case asked(Question)
    /// The whole list of alarms of the dock or its aircraft, each time.
    case alarmed([HealthAlarm], ofAircraft: Bool)
    /// A picture or clip reached the store.
    case stored(MediaFile)
    /// A maintenance job went on.
    case jobStepped(JobProgress)
    /// The aircraft entered return home, or left it by itself.
    case homing(Homing)
    /// The conditional tasks whose conditions hold now, all of them each time.
    case ready(flights: [WireID])
    /// A start waits on its pad and does not take off.
    case startStuck(StartStuck)
    /// The loudspeaker went on.
    case spoke(SpeechProgress)
    /// The live control link: 0 closed, 1 connecting, 2 open.
    case liveControl(state: Int)
    /// The aircraft named its loudspeaker; nil: it has none.
    case equipped(speaker: Int?)
    /// The flight areas that the dock takes on board went on.
    case areas(AreaProgress)
    /// What is at hand for a flight to or from it, just before a person asks for one.
    case relayLink(RelayLink)
    /// Known to exist, not used; counted.
    case other(method: String)
}

/// Which aircraft is linked to a dock.
public struct Topology: Codable, Equatable, Sendable {
    /// Serial number of the linked aircraft; nil: off or not linked, the normal rest between flights.
    public var aircraftSerial: String?
    /// Model key of the dock as it names itself.
    public var dockModelKey: String?
    /// Model key of the aircraft.
    public var aircraftModelKey: String?

    /// A topology from its parts.
    public init(
        aircraftSerial: String?,
        dockModelKey: String? = nil,
        aircraftModelKey: String? = nil
    ) {
        self.aircraftSerial = aircraftSerial
        self.dockModelKey = dockModelKey
        self.aircraftModelKey = aircraftModelKey
    }
}

/// The answer to a command.
public struct Reply: Codable, Equatable, Sendable {
    /// 0 is success; other numbers are the vendor's error codes.
    public var result: Int
    /// The status word beside the result, such as `in_progress`, where there is one.
    public var status: String?
    /// What a result other than 0 means and what to do next, for people; nil: nothing is known.
    public var meaning: Bilingual?

    /// A reply from its parts.
    public init(result: Int, status: String? = nil, meaning: Bilingual? = nil) {
        self.result = result
        self.status = status
        self.meaning = meaning
    }

    /// Whether the dock accepted.
    public var isAccepted: Bool { result == 0 }
}

/// How a sortie goes on, from any of the three kinds of progress.
public struct SortieProgress: Codable, Equatable, Sendable {
    /// Which order it is the progress of.
    public enum Kind: String, Codable, Sendable {
        /// A wayline's flight.
        case wayline
        /// Take-off to a point.
        case takeOffToPoint
        /// Fly to a point, in the air.
        case flyTo
    }

    /// The word of the dock.
    public enum Status: Codable, Equatable, Sendable {
        /// The dock has it.
        case sent
        /// Under way.
        case inProgress
        /// Paused on the route.
        case paused
        /// The point is reached; the aircraft hovers there. Not terminal.
        case arrived
        /// Done; terminal.
        case ok
        /// Ended early with a break point; terminal.
        case partiallyDone
        /// Terminal.
        case failed
        /// Terminal.
        case canceled
        /// Terminal.
        case timeout
        /// Terminal.
        case rejected
        /// A word that we do not know: open, never taken as an end.
        case unknown(String)

        /// Whether no further progress follows.
        public var isTerminal: Bool {
            switch self {
            case .ok, .partiallyDone, .failed, .canceled, .timeout, .rejected: true
            case .sent, .inProgress, .paused, .arrived, .unknown: false
            }
        }
    }

    /// Which order it is the progress of.
    public var kind: Kind
    /// The flight's wire id, as the dock gives it; nil when it gives none or one that is not ours.
    public var flight: WireID?
    /// The word of the dock.
    public var status: Status
    /// The vendor's error number; 0: none.
    public var result: Int
    /// What a result other than 0 means and what to do next, for people; nil: nothing is known.
    public var meaning: Bilingual?
    /// 0 to 100.
    public var percent: Int?
    /// The dock's step number: differs by model, for people only, never branched on (PROTOCOL § 9).
    public var step: Int?
    /// Index of the next point of the route.
    public var waypoint: Int?
    /// 0 disconnected … 5 to the first point, 6 on the route, 7 interrupted, 9 finished (PROTOCOL § 9).
    public var waylineState: Int?
    /// Pictures taken so far.
    public var mediaCount: Int?
    /// Where the route was broken off.
    public var breakPoint: BreakPoint?

    /// A progress from its parts.
    public init(
        kind: Kind,
        flight: WireID?,
        status: Status,
        result: Int = 0,
        percent: Int? = nil,
        step: Int? = nil,
        waypoint: Int? = nil,
        waylineState: Int? = nil,
        mediaCount: Int? = nil,
        breakPoint: BreakPoint? = nil
    ) {
        self.kind = kind
        self.flight = flight
        self.status = status
        self.result = result
        self.percent = percent
        self.step = step
        self.waypoint = waypoint
        self.waylineState = waylineState
        self.mediaCount = mediaCount
        self.breakPoint = breakPoint
    }
}

/// Where a route was broken off: the four members that a resumed sortie copies (PROTOCOL § 10), and why.
public struct BreakPoint: Codable, Equatable, Sendable {
    /// Index of the segment or point.
    public var index: Int
    /// 0 on a segment, 1 at a point.
    public var state: Int
    /// 0 to 1 along the segment.
    public var progress: Double
    /// Which wayline of the file.
    public var wayline: Int
    /// The vendor's number for why.
    public var reason: Int?

    /// A break point from its parts.
    public init(index: Int, state: Int, progress: Double, wayline: Int, reason: Int? = nil) {
        self.index = index
        self.state = state
        self.progress = progress
        self.wayline = wayline
        self.reason = reason
    }
}

/// A question of a dock.
public enum Question: Codable, Equatable, Sendable {
    /// Its application key, licence and time server.
    case configuration
    /// Whether these serial numbers are bound to the organisation.
    case bindStatus(serials: [String])
    /// The organisation's name for a binding code; whether code and organisation are the site's.
    case organization(isRight: Bool)
    /// To be bound.
    case bind(devices: [Binding])
    /// A fresh address of a flight's wayline.
    case wayline(flight: String)
    /// Where to put pictures; module 0 media, 1 PSDK UI.
    case storage(module: Int)
    /// The custom flight areas.
    case flightAreas
    /// Maps for use without a network (undocumented).
    case offlineMap
    /// Progress of the other dock of a flight between two docks.
    case flightProgress(flight: String)
    /// A method that we do not know.
    case other(method: String)

    /// A device that wants to be bound.
    public struct Binding: Codable, Equatable, Sendable {
        /// Its serial number.
        public var serial: String
        /// Whether the technician typed the site's organisation and code.
        ///
        /// The code itself is a secret and is never journaled.
        public var isRight: Bool
        /// Its name as the technician typed it.
        public var callsign: String

        /// A binding from its parts.
        public init(serial: String, isRight: Bool, callsign: String) {
            self.serial = serial
            self.isRight = isRight
            self.callsign = callsign
        }
    }
}

/// One health alarm (HMS); the list is a snapshot each time.
public struct HealthAlarm: Codable, Equatable, Sendable {
    /// 0 notice, 1 caution, 2 warning.
    public var level: Int
    /// The vendor's code, as text (hexadecimal on the wire).
    public var code: String
    /// Model key of the device that it is about.
    public var deviceType: String
    /// Index of the component.
    public var component: Int
    /// Index of the sensor.
    public var sensor: Int
    /// Whether the aircraft is in the air.
    public var isInTheSky: Bool

    /// An alarm from its parts.
    public init(
        level: Int,
        code: String,
        deviceType: String,
        component: Int = 0,
        sensor: Int = 0,
        isInTheSky: Bool = false
    ) {
        self.level = level
        self.code = code
        self.deviceType = deviceType
        self.component = component
        self.sensor = sensor
        self.isInTheSky = isInTheSky
    }

    /// Whether it is the same alarm, whatever its level now: docks key them by these four (PROTOCOL § 17).
    public func isSame(as other: HealthAlarm) -> Bool {
        (deviceType, code, component, sensor)
            == (other.deviceType, other.code, other.component, other.sensor)
    }

    /// Severity, code and device in words.
    ///
    /// Which part speaks is known by the code's family; its exact meaning stands in a file of the vendor's
    /// that changes with each firmware, and the code is what the vendor's support asks for (PROTOCOL § 17).
    public var text: Bilingual {
        let part = sensor > 0 || component > 0
        let what = family?.meaning
        return Bilingual(
            en: "\(severity.en) \(code)\(what.map { " (\($0.en))" } ?? "") of device \(deviceType)"
                + (part ? ", component \(component + 1), sensor \(sensor + 1)" : "")
                + (isInTheSky ? ", in flight" : ""),
            zh: "\(severity.zh) \(code)\(what.map { "（\($0.zh)）" } ?? "")，设备 \(deviceType)"
                + (part ? "，部件 \(component + 1)，传感器 \(sensor + 1)" : "")
                + (isInTheSky ? "，飞行中" : "")
        )
    }

    /// What its code's first digits say; nil: nothing that is known here.
    private var family: HealthFamily? {
        HealthFamily.of(code, isOfDock: deviceType.hasPrefix("3-"))
    }

    /// What to do about it: by its code where that is known, else by its level.
    public var advice: Bilingual {
        if let family, level > 0 { return family.advice }
        return adviceByLevel
    }

    private var adviceByLevel: Bilingual {
        switch level {
        case ...0: Bilingual(en: "nothing now", zh: "暂无需处理")
        case 1:
            Bilingual(
                en: "have an engineer look at it before the day ends",
                zh: "请工程师在当日内检查"
            )
        default:
            Bilingual(
                en:
                    "nothing is launched while it lasts: lock the dock (roost maintain lock), look at the"
                    + " device, and ask the vendor's support about \(code)",
                zh: "告警期间禁止起飞：请锁定机场（roost maintain lock）、检查设备，并向厂商查询 \(code)"
            )
        }
    }

    private var severity: Bilingual {
        switch level {
        case 0: Bilingual(en: "notice", zh: "通知")
        case 1: Bilingual(en: "caution", zh: "提醒")
        case 2: Bilingual(en: "warning", zh: "警告")
        default: Bilingual(en: "level \(level)", zh: "级别 \(level)")
        }
    }
}

/// A file that a dock uploaded.
public struct MediaFile: Codable, Equatable, Sendable {
    /// Key in the object store.
    public var key: String
    /// The flight that it was taken on, as the dock gives it.
    public var flight: String
    /// Files uploaded so far and expected, of this flight.
    public var uploaded: Int?
    /// Files expected of this flight; may grow.
    public var expected: Int?
    /// Where the aircraft was.
    public var place: Coordinate?
    /// When it was taken, by a clock of unstated zone read as UTC (PROTOCOL § 16); nil: not said.
    public var takenAt: Timestamp?

    /// A file from its parts.
    public init(
        key: String,
        flight: String,
        uploaded: Int? = nil,
        expected: Int? = nil,
        place: Coordinate? = nil,
        takenAt: Timestamp? = nil
    ) {
        self.key = key
        self.flight = flight
        self.uploaded = uploaded
        self.expected = expected
        self.place = place
        self.takenAt = takenAt
    }
}

/// How a maintenance job goes on.
public struct JobProgress: Codable, Equatable, Sendable {
    /// The job's method, such as `cover_open`.
    public var method: String
    /// The dock's word.
    public var status: String
    /// 0 to 100.
    public var percent: Int?
    /// The vendor's error number; 0: none.
    public var result: Int

    /// A progress from its parts.
    public init(method: String, status: String, percent: Int?, result: Int) {
        self.method = method
        self.status = status
        self.percent = percent
        self.result = result
    }
}

/// How an announcement goes on, by the device's own word.
public struct SpeechProgress: Codable, Equatable, Sendable {
    /// Where it stands.
    public enum State: Codable, Equatable, Sendable {
        /// Under way.
        case running
        /// Played to its end.
        case played
        /// Not played, with the vendor's number.
        case failed(Int)
    }

    /// Index of the loudspeaker.
    public var speaker: Int
    /// Digest of the text that it is about, in hexadecimal; nil: not said.
    public var digest: String?
    /// Where it stands.
    public var state: State

    /// A progress from its parts.
    public init(speaker: Int, digest: String?, state: State) {
        self.speaker = speaker
        self.digest = digest
        self.state = state
    }
}
