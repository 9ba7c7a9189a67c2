// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Docks, missions and sorties: what may fly now and what command follows.
///
/// Every dock is advanced as a whole: whatever is due there is done by ``advance(_:_:)``, on each
/// input that concerns it and when its time comes. A report touches its own dock only.
public struct Fleet: Codable, Equatable, Sendable {
    /// A command without a settlement yet.
    struct Pending: Codable, Equatable, Sendable {
        var dock: DockID
        var sortie: SortieID?
        var order: OrderKind
    }

    /// A dock's turn to be looked at.
    struct Wake: Codable, Hashable, Comparable, Sendable {
        var at: Timestamp
        var dock: DockID

        static func < (one: Wake, other: Wake) -> Bool {
            (one.at, one.dock) < (other.at, other.dock)
        }
    }

    /// The configuration in force; nil before the first.
    public internal(set) var configuration: FleetConfiguration?
    /// Every adopted dock, and those taken out while a sortie was open.
    public internal(set) var docks = Table<DockID, DockState>(limit: 5000)
    /// Missions that have not ended.
    public internal(set) var missions = Table<MissionID, Mission>(limit: 20_000)
    /// Open sorties: at most one a dock.
    public internal(set) var sorties = Table<SortieID, Sortie>(limit: 5000)
    /// Holds in force.
    public internal(set) var holds = Table<HoldID, Hold>(limit: 5000)
    /// The controller's own world.
    public internal(set) var health = ControllerHealth(hasBroker: true, hasStore: true)
    /// False from a step of the wall clock until it is confirmed (S26).
    public internal(set) var isClockTrusted = true
    /// Which docks stand ready for which places; nil: not configured yet.
    var reserveGroups: [ReserveGroup]?
    /// Commands whose settlement matters; an answer to a dock settles without consequence.
    var pending = Table<EffectID, Pending>(limit: 50_000)
    var wakes = Table<Wake, Bool>(limit: 5000)
    /// Tasks of docks and payloads, and errands of cases.
    var work = Workbook()

    /// A fleet without docks.
    public init() {}

    /// When the fleet next needs a tick though nothing happens.
    public var nextWake: Timestamp? { wakes.first?.id.at }

    /// The only place where the fleet changes; every input in every state has an answer.
    public mutating func apply(
        _ input: FleetInput,
        at now: Timestamp,
        issuer: inout Issuer
    ) -> FleetOutcome {
        var turn = Turn(now: now, issuer: issuer)
        // First what we know is moved with a clock that was set, and what bars a launch bars one that is
        // due in the same instant.
        if !input.comesFirst { wakeDocks(&turn) }
        switch input {
        case .tick: break
        case .started: start(&turn)
        case .clock(let step): setClock(step, &turn)
        case .configure(let configuration): configure(configuration, &turn)
        case .report(let report): hear(report, &turn)
        case .depart(let departure): depart(departure, &turn)
        case .takeBack(let run): takeBack(run, &turn)
        case .request(let request, let person): answer(request, by: person, &turn)
        case .callOff(let run): callOff(run, &turn)
        case .errand(let errand, let needed): take(errand, needed, &turn)
        case .withdraw(let errand): withdraw(errand, &turn)
        case .settled(let effect, let settlement): settle(effect, settlement, &turn)
        case .controller(let health): take(health, &turn)
        }
        if input.comesFirst { wakeDocks(&turn) }
        issuer = turn.issuer
        return turn.outcome
    }
}

extension FleetInput {
    /// Whether it counts before what time asks for in its instant.
    fileprivate var comesFirst: Bool {
        switch self {
        case .clock, .controller, .takeBack, .callOff, .withdraw: true
        case .request(let request, _):
            switch request {
            case .recall, .cancel, .hold, .stop: true
            case .dispatch, .patrol, .relay, .pause, .resume, .cancelReturn, .flyTo, .release,
                .confirmClock, .payload, .maintain:
                false
            }
        case .tick, .started, .configure, .report, .depart, .settled, .errand: false
        }
    }
}
