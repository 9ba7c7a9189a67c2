// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What is a violation (PIPELINE § 4, CONFIG `rules.yaml`).
public struct Rule: Codable, Equatable, Sendable {
    /// How sightings become a case.
    public enum Mode: String, Codable, CaseIterable, Sendable {
        /// A thing that must be gone by the second look.
        case revisit
        /// A thing that must not stay for some seconds.
        case dwell
        /// Too many things at once.
        case count
    }

    /// Who decides.
    public enum Review: String, Codable, CaseIterable, Sendable {
        /// A named reviewer.
        case human
        /// The rule itself; only where nobody is named, or on a simulated site.
        case auto
        /// Two different people.
        case twoPerson = "two_person"

        /// How many people decide.
        var people: Int {
            switch self {
            case .auto: 0
            case .human: 1
            case .twoPerson: 2
            }
        }
    }

    /// From when grace counts (PIPELINE § 6).
    public enum GraceFrom: String, Codable, CaseIterable, Sendable {
        /// From the case's opening, by event time.
        case opening
        /// From the warning's end; from the opening when it was not played.
        case warning
    }

    /// What happens when nobody decides in time (PIPELINE § 6).
    public enum OnTimeout: String, Codable, CaseIterable, Sendable {
        /// Reviewers are told again, three times; nothing leaves.
        case escalate
        /// The rule decides: the notice goes out if nothing speaks against it.
        case notice
        /// The case is closed.
        case dismiss
    }

    /// A property that must have a value, such as `helmet` false.
    public struct Attribute: Codable, Equatable, Sendable {
        /// Its name.
        public var name: String
        /// The value that is a violation, as text: `true`, `false`, a word or number.
        public var value: String

        /// An attribute with the value that is a violation.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The operator's word.
    public var id: RuleID
    /// `illegal_parking`, `street_vending` … (notice.schema.json).
    public var domain: String
    /// Where it holds.
    public var zone: AreaID
    /// How sightings become a case.
    public var mode: Mode
    /// Labels that it looks at.
    public var labels: [String]
    /// What must be true of the thing; nil: that it is there.
    public var attribute: Attribute?
    /// Local hours; empty: always.
    public var hours: [DayWindow]
    /// Day types; empty: all.
    public var days: [DayType]
    /// Confidence that opens.
    public var openConfidence: Double
    /// Confidence that keeps alive and confirms.
    public var keepConfidence: Double
    /// How many detections at or above ``openConfidence`` open a case.
    public var needed: Int
    /// Within how many looks they must come.
    public var looks: Int
    /// `revisit`: time from opening to the second look.
    public var graceSeconds: Int
    /// `revisit`: from when that time counts.
    public var graceFrom: GraceFrom = .opening
    /// `dwell`: time from first to last.
    public var dwellSeconds: Int
    /// `count`: how many.
    public var count: Int
    /// Name of the loudspeaker text that warns first; nil: none.
    public var warning: String?
    /// Whether grace waits until the warning was played; else a warning that fails is recorded.
    public var isWarningRequired: Bool
    /// Roles of the pictures that a notice must have, such as `wide`.
    public var evidence: [String]
    /// The rule pack that decides whether a case may become a notice; nil: none.
    public var pack: String?
    /// Who decides.
    public var review: Review
    /// What happens when nobody decides in time.
    public var onTimeout: OnTimeout
    /// How much a notice of it matters.
    public var severity: Severity
    /// Who is told.
    public var receivers: [ReceiverID]
    /// The same occupancy is not noticed again for so long.
    public var suppressSeconds: Int
    /// Hours in which its notices are held; nil: none.
    public var mute: Mute?
    /// What its confirmed cases hold back.
    public var inhibitions: [Inhibition] = []

    /// A rule with PIPELINE's defaults for what is left out: those of its domain, then those of its mode.
    public init(
        id: RuleID,
        domain: String,
        zone: AreaID,
        mode: Mode,
        labels: [String],
        receivers: [ReceiverID]
    ) {
        self.id = id
        self.domain = domain
        self.zone = zone
        self.mode = mode
        self.labels = labels
        self.receivers = receivers
        hours = []
        days = []
        openConfidence = 0.60
        keepConfidence = 0.40
        let standard = RuleStandard(domain: domain, mode: mode)
        needed = standard.needed
        looks = standard.looks
        graceSeconds = 300
        dwellSeconds = standard.dwellSeconds
        count = 20
        warning = nil
        isWarningRequired = false
        evidence = []
        pack = nil
        review = .human
        onTimeout = .escalate
        severity = standard.severity
        suppressSeconds = standard.suppressSeconds
    }
}
