// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
public import FleetCore
public import PatrolCore
public import RoostModel

/// Everything that can happen to a site; what is journaled.
///
/// Indirect: it is handed from hand to hand, and some of it is large.
public indirect enum Input: Codable, Equatable, Sendable {
    /// Nothing but time.
    case tick
    /// roostd began.
    case started
    /// The wall clock was stepped, or is vouched for.
    case clock(ClockStep)
    /// The broker or the store failed, or is in order again.
    case controller(ControllerHealth)
    /// A validated configuration is in force.
    case configure(SiteConfiguration)
    /// From a dock, any topic.
    case dock(DockReport)
    /// One analysed frame, already on the local grid.
    case frame(FrameSightings)
    /// From the HTTP API, the CLI or the console.
    case request(OperatorRequest)
    /// How an effect ended.
    case settled(EffectID, Settlement<EffectResult>)
}

/// What a person asks for.
public struct OperatorRequest: Codable, Equatable, Sendable {
    /// Who asks; every request is journaled under this name.
    public var person: Person
    /// What for.
    public var verb: OperatorVerb

    /// A request of a person.
    public init(person: Person, verb: OperatorVerb) {
        self.person = person
        self.verb = verb
    }
}

/// The operators' verbs, by the core that decides them.
public enum OperatorVerb: Codable, Equatable, Sendable {
    /// Of the fleet.
    case fleet(FleetRequest)
    /// Of the case book.
    case cases(CaseRequest)
    /// Of the patrol book.
    case patrols(PatrolRequest)
    /// Of the process itself: done by the shell, told here for the record.
    case site(SiteRequest)
}

/// What a person or program did that no core decides.
public enum SiteRequest: Codable, Equatable, Sendable {
    /// The site's folder was read again, with so many changes.
    case reloaded(changes: Int)
    /// A token was made for a name with a role.
    case tokenAdded(name: String, role: Person.Role)
    /// The token of a name was revoked.
    case tokenRevoked(name: String)
    /// A picture was kept under its SHA-256, `bytes` long; no fact tells of it, there are thousands.
    case pictureKept(digest: String, bytes: Int)
}

/// One case is one lane has one performer.
public enum Action: Codable, Equatable, Sendable {
    /// Flight lane, in order per dock.
    case command(DockCommand)
    /// An answer to a dock's event or question.
    case reply(DockReply)
    /// Notice lane, in parallel.
    indirect case deliver(Delivery)
    /// Fetch, hash and keep a picture.
    case seal(EvidenceRequest)
    /// Delete pictures whose time is over.
    case discard(EvidenceRemoval)
    /// A long computation is an effect too.
    case plan(PlanningProblem)
    /// What a case asks for in the world, on a site that has no fleet.
    case errand(Errand)

    /// The lane that performs it.
    public var lane: Lane {
        switch self {
        case .command: .flight
        case .reply: .reply
        case .deliver: .notice
        case .seal, .discard: .seal
        case .plan: .plan
        case .errand: .errand
        }
    }
}

/// A queue of effects with one performer.
public enum Lane: String, Codable, CaseIterable, Sendable {
    /// Commands to docks.
    case flight
    /// Answers to docks.
    case reply
    /// Notices to receivers.
    case notice
    /// Pictures into the vault, and out of it when their time is over.
    case seal
    /// Plans.
    case plan
    /// Errands of cases, on a site that has no fleet.
    case errand
}

/// What came of an effect, by the core that asked for it.
public enum EffectResult: Codable, Equatable, Sendable {
    /// Of a command or reply.
    case fleet(FleetResult)
    /// Of a delivery or sealing.
    case cases(CaseResult)
    /// A plan was made.
    case plan(Plan)
    /// How an errand ended.
    case errand(ErrandOutcome)
}

/// What follows from one input.
public struct Outcome: Equatable, Sendable {
    /// To do in the world, after the commit.
    public var effects: [Effect<Action>] = []
    /// What an operator may want to know.
    public var facts: [Fact] = []
    /// An operator asked for something that we will not do, and why.
    public var refusal: Refusal?
    /// The mission that a request made.
    public var mission: MissionID?

    /// Nothing follows.
    public init() {}
}

extension Settlement<EffectResult> {
    /// Whether a receiver has its notice.
    public var isDelivered: Bool {
        if case .succeeded(.cases(.delivered)) = self { true } else { false }
    }
}
