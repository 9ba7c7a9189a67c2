// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
public import RoostModel

/// One dock with its aircraft that speaks the protocol as real ones do, and misbehaves on request.
///
/// A value without clock, socket or thread: time and messages come in, ``SimOutput`` comes out, and
/// the same calls give the same outputs. A host drives it over a broker, a simulation in memory.
public struct SimulatedDock: Sendable {
    /// What it was made from.
    public internal(set) var setup: DockSetup
    /// Where its aircraft is and what it does.
    public internal(set) var aircraft = SimulatedAircraft()
    /// The aircraft's battery.
    public internal(set) var battery: Battery
    /// Whether the aircraft stands in the dock.
    public internal(set) var isAircraftInDock = true
    /// Whether the aircraft is powered on.
    public internal(set) var isAircraftOn = false
    /// `cover_state`: 0 closed, 1 open, 2 half open, 3 abnormal.
    public internal(set) var cover = 0
    /// Whether the maintenance mode is on.
    public internal(set) var isDebugging = false
    /// Flights so far.
    public internal(set) var flights = 0
    /// Whether there is a connection.
    public internal(set) var isLinked = false

    /// Whether the dock, at rest, reports each ten seconds only; see ``hurry(_:at:)``.
    public private(set) var isUnhurried = false

    var dice: SeededGenerator
    var errands: [Errand] = []
    var errandCount = 0
    var outputs: [SimOutput] = []
    var messageCount = 0
    var unanswered: [Unanswered] = []
    var prepared: [PreparedTask] = []
    /// The language that its loudspeaker was set to read: 0 Chinese, 1 English; nil: never set.
    var voiceLanguage: Int?
    /// The conditional tasks that it last said are ready, and when.
    var readyTold: (ids: [String], at: Timestamp) = ([], .epoch)
    var fetching: [Fetch] = []
    var flight: Flight?
    var media: [Photo] = []
    var mediaFlight = ""
    var flightPhotos = 0
    var isOnboard = false
    var lastAdvance: Timestamp
    var dockedAt: Timestamp
    var bootedAt: Timestamp
    var faultUses: [Int]
    var drawnFaults: [Int] = []
    var frozen: [Telemetry: [UInt8]] = [:]
    var heldBack: SimOutput?
    var burst: [SimOutput] = []
    /// Which kinds of fault are planned at all, a bit each.
    var plannedFaults: UInt64
    var look: Look?
    /// SHA-256 of the flight areas on board; empty: none.
    public internal(set) var areasOnBoard = ""
    /// Whether the right to the payload was grabbed on this flight.
    var holdsPayload = false
    /// Live control: 0 off, 2 connected.
    var liveState = 0
    /// When the last heartbeat came over it.
    var liveBeatAt = Timestamp.epoch
    var frameCount = 0
    var isStandingAway = false
    /// Whether a person's controller holds the aircraft, as it last said.
    var isTakenOver = false
    let grid: LocalGrid
    /// Where its telemetry goes.
    let dockTopic: String
    /// The aircraft of another dock that stands here or comes down; nil: its own, or none.
    public internal(set) var guest: DockSite.Aircraft?
    /// Whether an aircraft is here, or away from here and expected back.
    public internal(set) var hasAircraft: Bool
    /// Its half of a flight between two docks.
    var half: Half?

    /// A dock that stands there unconnected; ``start(at:)`` connects it.
    public init(_ setup: DockSetup, at now: Timestamp) {
        self.setup = setup
        let full = setup.site.envelope.chargeToPermille ?? 900
        battery = Battery(permille: Double(setup.batteryPermille ?? full))
        dice = SeededGenerator(setup.seed)
        lastAdvance = now
        dockedAt = now - .hours(1)
        bootedAt = now
        plannedFaults = setup.misbehaviours.reduce(0) { $0 | $1.what.bit }
        faultUses = setup.misbehaviours.map { _ in 0 }
        grid = LocalGrid(origin: setup.site.position)
        dockTopic = Topic(.osd, serial: setup.site.serial).text
        hasAircraft = !setup.isEmpty
        isAircraftInDock = !setup.isEmpty
        after(.seconds(5), .step, from: now)
    }

    /// Somebody puts another battery in, with so many permille; not into an aircraft that is out.
    public mutating func swapBattery(permille: Int) {
        guard isAircraftInDock, flight?.phase.isAirborne != true else { return }
        battery = Battery(permille: Double(permille))
    }

    /// Something more goes wrong, from now on or later.
    public mutating func add(_ plan: MisbehaviourPlan) {
        setup.misbehaviours.append(plan)
        faultUses.append(0)
        plannedFaults |= plan.what.bit
    }

    /// The dock as the site's folder lists it.
    public var site: DockSite { setup.site }

    /// When ``tick(at:)`` has something to do at the earliest.
    public var nextWake: Timestamp { errands.first?.at ?? .never }

    /// The wire id of the flight under way, from its acceptance to the aircraft's rest.
    public var flightID: String? { flight?.id }

    /// Whether the aircraft is off the ground.
    public var isAirborne: Bool { flight?.phase.isAirborne ?? false }

    /// Topics on which the dock listens.
    public var subscriptions: [String] {
        let kinds: [TopicKind] = [
            .services, .propertySet, .eventsReply, .requestsReply, .statusReply, .drcDown,
        ]
        return kinds.map { Topic($0, serial: site.serial).text }
            + [Topic(.stateReply, serial: site.aircraft.serial).text]
    }

    /// Where the aircraft is.
    public var aircraftPlace: Coordinate { grid.coordinate(aircraft.place) }

    /// The connection stands, for the first time or again: the dock introduces itself.
    public mutating func start(at now: Timestamp) -> [SimOutput] {
        run(until: now)
        isLinked = true
        introduce(at: now)
        return take()
    }

    /// The connection is gone; what wants an answer is sent again when it is back.
    public mutating func disconnected(at now: Timestamp) -> [SimOutput] {
        run(until: now)
        isLinked = false
        isOnboard = false
        errands.removeAll { $0.chore.needsLink }
        return take()
    }

    /// A message came on one of the dock's topics; others are logged and dropped.
    public mutating func receive(
        topic: String,
        payload: [UInt8],
        at now: Timestamp
    ) -> [SimOutput] {
        run(until: now)
        do throws(DJICloudError) {
            let topic = try Topic(parsing: topic)
            guard topic.serial == site.serial || topic.serial == airframe.serial else {
                throw .unknownSerial(topic.serial)
            }
            handle(try Message(payload: payload), on: topic.kind, at: now)
        } catch {
            log("message refused: \(error.reason)")
        }
        return take()
    }

    /// Time has passed: does everything that is due.
    public mutating func tick(at now: Timestamp) -> [SimOutput] {
        run(until: now)
        return take()
    }

    /// Has a dock at rest report as often as real ones do, or each ten seconds only: what a simulation
    /// may do with docks that nobody waits for.
    public mutating func hurry(_ isWatched: Bool, at now: Timestamp) {
        guard isUnhurried == isWatched else { return }
        isUnhurried = !isWatched
        guard isWatched, isLinked, cancelTelemetry() else { return }
        for (number, shape) in [Telemetry.surroundings, .supply, .work].enumerated() {
            after(.milliseconds(100 + 200 * number), .telemetry(shape), from: now)
        }
    }

    /// A download ended; nil: it could not be fetched.
    public mutating func downloaded(
        _ purpose: DownloadPurpose,
        bytes: [UInt8]?,
        at now: Timestamp
    ) -> [SimOutput] {
        run(until: now)
        fetched(purpose, bytes, at: now)
        return take()
    }

    /// A person put the aircraft back that had landed elsewhere, and changed its battery.
    public mutating func putBack(at now: Timestamp) -> [SimOutput] {
        run(until: now)
        guard flight == nil, hasAircraft else { return take() }
        aircraft = SimulatedAircraft()
        isAircraftInDock = true
        isStandingAway = false
        dockedAt = now
        return take()
    }

    private mutating func handle(_ message: Message, on kind: TopicKind, at now: Timestamp) {
        switch kind {
        case .services: command(message, at: now)
        case .propertySet: setProperty(message, at: now)
        case .eventsReply, .requestsReply, .statusReply, .stateReply:
            answered(message, at: now)
        case .drcDown: liveControl(message, at: now)
        case .status, .osd, .state, .servicesReply, .events, .requests, .propertySetReply, .drcUp:
            break
        }
    }

    mutating func take() -> [SimOutput] {
        let done = outputs
        outputs = []
        return done
    }

    mutating func log(_ text: String) { outputs.append(.log("\(site.id): \(text)")) }
}
