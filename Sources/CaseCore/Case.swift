// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One suspected violation, from the Nth sighting to a notice or to nothing (PIPELINE § 6).
public struct Case: Codable, Equatable, Sendable {
    /// Where a case stands.
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Seen often enough.
        case sighted
        /// A close picture was asked for.
        case evidenceRequested = "evidence_requested"
        /// A loudspeaker was asked to warn.
        case warned
        /// There is time to go.
        case grace
        /// Seen again after grace; the set of evidence is fixed.
        case confirmed
        /// A reviewer decides, or evidence is missing.
        case inReview = "in_review"
        /// A notice is out.
        case noticed
        /// Gone in time.
        case dissuaded
        /// Nobody looked again.
        case expired
        /// A reviewer said no.
        case dismissed
        /// The notice was taken back.
        case withdrawn
    }

    /// One step of its history.
    public struct Step: Codable, Equatable, Sendable {
        /// When, by our clock.
        public var at: Timestamp
        /// The state that it came to.
        public var state: State
        /// By whose word; nil: by the rule.
        public var person: String?
        /// Why.
        public var reason: Bilingual

        /// A step from its parts.
        public init(at: Timestamp, state: State, person: String?, reason: Bilingual) {
            self.at = at
            self.state = state
            self.person = person
            self.reason = reason
        }
    }

    /// Steps that are kept: the first and the newest.
    static let historyLimit = 32

    /// Short id.
    public let id: CaseID
    /// Its face outside the site.
    public let wire: WireID
    /// The rule.
    public let rule: RuleID
    /// The rule's domain: `illegal_parking` ….
    public let domain: String
    /// The rule's zone.
    public let zone: AreaID
    /// How much it matters.
    public let severity: Severity
    /// The case of the same stay that was noticed before, when it is taken up again.
    public let supersedes: CaseID?
    /// Where it stands.
    public internal(set) var state: State
    /// Where it is, in degrees.
    public internal(set) var place: Coordinate
    /// 95 % radius of the place.
    public internal(set) var placeError: Metres
    /// What was seen: `car` ….
    public internal(set) var label: String
    /// The plate that readings agree on.
    public internal(set) var plate: PlateReading?
    /// How the second look was tied to the first (PIPELINE 5.4): `plate`, `place`; `track` or `count` where
    /// one look is enough.
    public internal(set) var match: String?
    /// How many at once, for a rule of mode `count`.
    public internal(set) var count: Int?
    /// Corrected event time of the Nth sighting.
    public internal(set) var openedAt: Timestamp
    /// First sighting, corrected event time.
    public internal(set) var firstSeenAt: Timestamp
    /// Last sighting, corrected event time.
    public internal(set) var lastSeenAt: Timestamp
    /// From this event time on a second look counts.
    public internal(set) var graceEndsAt: Timestamp
    /// When it was confirmed, by our clock.
    public internal(set) var confirmedAt: Timestamp?
    /// When the reviewer is asked again.
    public internal(set) var reviewDueAt: Timestamp?
    /// When it ended, by our clock.
    public internal(set) var closedAt: Timestamp?
    /// Sightings that count.
    public internal(set) var sightings: Int
    /// Passes that saw it.
    public internal(set) var passes: Int
    /// Its pictures in the order in which they were asked for; fixed once it is confirmed.
    public internal(set) var evidence: [Evidence]
    /// Roles that the rule asks for and that are not sealed; known from confirmation on.
    public internal(set) var gaps: [String]
    /// What keeps it from being admissible by its rule's pack; known from confirmation on.
    public internal(set) var objections: [Inadmissibility] = []
    /// Why it is where it is.
    public internal(set) var reason: Bilingual
    /// `auto` or the reviewer's name.
    public internal(set) var reviewedBy: String?
    /// Its notice.
    public internal(set) var notice: NoticeID?
    /// What happened, oldest first.
    public internal(set) var history: [Step]
    /// How the rule sees it.
    public let mode: Rule.Mode
    /// Number of its place, track or crowd.
    let spot: Int
    /// Where it is, on the grid.
    var ground: GridPoint?
    /// Whether it stays where it is, so that its place tells it again.
    var isStanding = true
    /// The analyser's ids of it.
    var tracks: [TrackKey] = []
    /// What it asked for in the world, oldest first.
    public internal(set) var errands: [CaseErrand] = []
    /// When it takes its next step towards grace without news.
    var stepDueAt: Timestamp?
    /// Whether operators were told that later looks speak against its notice.
    var isContradicted = false
    /// Our clock when everything was there that confirms: pictures are waited for from here.
    var completeAt: Timestamp?
    /// The rule's terms when the case was opened: who decides, what happens when nobody does, and which
    /// pictures a notice must have.
    public let review: Rule.Review
    let onTimeout: Rule.OnTimeout
    let wanted: [String]
    /// Who sent the frames that it rests on.
    var senders: [String] = []
    /// What reviewers changed, oldest first.
    public internal(set) var edits: [CaseEdit] = []
    /// Who approved it while it waits for a second person.
    var approvals: [CaseApproval] = []
    /// Digests of the pictures that are sent, in order; nil: all.
    var chosen: [String]?
    /// The notice's text in a reviewer's words; nil: ours.
    public internal(set) var text: String?
    /// The exemption that closed it.
    public internal(set) var exemption: ExemptionID?
    /// How often its reviewers were reminded.
    var reminders = 0

    /// Whether sightings still move it: before confirmation.
    public var isWatched: Bool {
        switch state {
        case .sighted, .evidenceRequested, .warned, .grace: true
        case .confirmed, .inReview, .noticed, .dissuaded, .expired, .dismissed, .withdrawn: false
        }
    }

    /// Whether something is still to be decided.
    public var isOpen: Bool {
        switch state {
        case .sighted, .evidenceRequested, .warned, .grace, .confirmed, .inReview: true
        case .noticed, .dissuaded, .expired, .dismissed, .withdrawn: false
        }
    }

    /// Its place and counts as they are now.
    mutating func follow(_ subject: CaseSubject, grid: LocalGrid) {
        openedAt = subject.openedAt
        firstSeenAt = subject.firstAt
        lastSeenAt = subject.lastAt
        graceEndsAt = subject.secondAt
        sightings = subject.sightings
        passes = subject.passes
        placeError = subject.error
        label = subject.label
        plate = subject.plate
        count = subject.count
        if let position = subject.position {
            ground = position
            place = grid.coordinate(position)
        }
    }

    mutating func step(
        to next: State,
        at now: Timestamp,
        by person: String? = nil,
        because reason: Bilingual
    ) {
        state = next
        self.reason = reason
        closedAt = isOpen ? nil : now
        if history.count >= Self.historyLimit { history.remove(at: 1) }
        history.append(Step(at: now, state: next, person: person, reason: reason))
    }
}

extension Case {
    /// A case of a thing that has just been seen often enough.
    init(
        _ ids: (CaseID, WireID),
        rule: Rule,
        spot: Int,
        subject: CaseSubject,
        supersedes: CaseID?
    ) {
        id = ids.0
        wire = ids.1
        self.rule = rule.id
        self.spot = spot
        self.supersedes = supersedes
        domain = rule.domain
        zone = rule.zone
        severity = rule.severity
        review = rule.review
        onTimeout = rule.onTimeout
        mode = rule.mode
        // What moves or gathers is confirmed without waiting for a close picture (PIPELINE § 6).
        wanted = rule.mode == .revisit ? rule.evidence : rule.evidence.filter { $0 != "zoom" }
        state = .sighted
        place = Coordinate(latitude: 0, longitude: 0)
        placeError = subject.error
        label = subject.label
        openedAt = subject.openedAt
        firstSeenAt = subject.firstAt
        lastSeenAt = subject.lastAt
        graceEndsAt = subject.secondAt
        sightings = subject.sightings
        passes = subject.passes
        evidence = []
        gaps = []
        reason = Bilingual("")
        history = []
    }
}
