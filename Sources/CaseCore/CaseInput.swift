// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the case book decides about: rules, zones and receivers.
public struct CaseConfiguration: Codable, Equatable, Sendable {
    /// What is a violation.
    public var rules: [Rule]
    /// Zones by id, on the grid.
    public var zones: [Area]
    /// Who is told.
    public var receivers: [Receiver]
    /// Local time and day types.
    public var calendar: DayCalendar
    /// The site's grid, for the degrees in a notice.
    public var grid: LocalGrid
    /// Who is told when nobody acknowledges; nil: nobody.
    public var escalation: Escalation?
    /// How notices wait for each other; nil: they do not.
    public var grouping: Grouping?
    /// What evidence must be, by the word that rules name.
    public var packs: [RulePack] = []
    /// How long closed cases and their pictures are kept; nil: nothing is deleted.
    public var retention: CaseRetention?

    /// A configuration from its parts.
    public init(
        rules: [Rule],
        zones: [Area],
        receivers: [Receiver],
        calendar: DayCalendar,
        grid: LocalGrid
    ) {
        self.rules = rules
        self.zones = zones
        self.receivers = receivers
        self.calendar = calendar
        self.grid = grid
    }
}

/// What can happen to the case book.
public enum CaseInput: Codable, Equatable, Sendable {
    /// Nothing but time.
    case tick
    /// roostd began; deadlines that passed meanwhile fire once, in their order.
    case started
    /// A new configuration is in force.
    case configure(CaseConfiguration)
    /// An analysed frame.
    indirect case frame(FrameSightings)
    /// A person asked for something.
    case request(CaseRequest, by: Person)
    /// An effect ended.
    case settled(EffectID, Settlement<CaseResult>)
    /// An errand ended.
    case errand(ErrandID, ErrandOutcome)
}

/// What a person may ask of the case book.
public enum CaseRequest: Codable, Equatable, Sendable {
    /// The case is a violation: issue its notice.
    case approve(CaseID, reason: String)
    /// The case is none: close it.
    case dismiss(CaseID, reason: String)
    /// Send a dead or unknown delivery once more, with the same id.
    case retry(NoticeID)
    /// The person has the notice.
    case acknowledge(NoticeID, over: Acknowledgement.Way)
    /// The notice of the case was wrong: tell its receivers.
    case withdraw(CaseID, reason: String)
    /// Correct the case before it is decided.
    case edit(CaseID, CaseChange, reason: String)
    /// Decide a dismissed case once more.
    case reopen(CaseID, reason: String)
    /// Something is no violation for a time.
    case exempt(Exemption.Terms)
    /// The exemption holds no longer.
    case endExemption(ExemptionID)
    /// Something is not told for a time.
    case silence(Silence.Terms)
    /// The silence holds no longer.
    case endSilence(SilenceID)
    /// The case and its pictures are not deleted until then; nil: until a person says so.
    case preserve(CaseID, until: Timestamp?, reason: String)
    /// The preservation holds no longer.
    case endPreservation(PreservationID, reason: String)
    /// The person is to see an original.
    case openPicture(CaseID, picture: String, reason: String)
}

/// What the case book wants done in the world.
public enum CaseAction: Codable, Equatable, Sendable {
    /// Bring a notice to a receiver.
    indirect case deliver(Delivery)
    /// Fetch, hash and keep a picture.
    case seal(EvidenceRequest)
    /// Delete pictures whose time is over.
    case discard(EvidenceRemoval)
}

/// What came of a case effect.
public enum CaseResult: Codable, Equatable, Sendable {
    /// The receiver has it.
    case delivered
    /// The picture is kept under this digest; and a copy of it, all but the subject blurred, under another.
    case sealed(digest: String, blurred: String? = nil)
    /// The pictures are gone.
    case discarded
}

/// What follows from one input.
public struct CaseOutcome: Equatable, Sendable {
    /// To do in the world, after the commit.
    public var effects: [Effect<CaseAction>] = []
    /// What an operator may want to know.
    public var facts: [Fact] = []
    /// What cases ask of the fleet.
    public var errands: [Errand] = []
    /// Errands that nobody needs any more.
    public var withdrawn: [ErrandID] = []
    /// A request that we will not do, and why.
    public var refusal: Refusal?

    /// Nothing follows.
    public init() {}
}
