// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One page that tells the truth about the site now.
public struct StatusResource: Codable, Equatable, Sendable {
    /// The site's word.
    public var site: String
    /// Its name.
    public var name: TextResource
    /// roostd's version.
    public var version: String
    /// The site's time now, RFC 3339.
    public var now: String
    /// The same as local wall time, `2026-05-12 07:30:00`.
    public var localTime: String
    /// Whether the clock and docks may be simulated.
    public var isSimulated: Bool
    /// Why launches are barred for the whole site; empty: they are not.
    public var degraded: [TextResource]
    /// What is not in order and needs a person, though flights go on.
    public var warnings: [TextResource]
    /// Docks in all.
    public var docks: Int
    /// Docks that were heard of within 30 s.
    public var docksOnline: Int
    /// Docks that fell silent; ``warnings`` says since when.
    public var docksSilent: [String]
    /// Docks that could launch now.
    public var docksReady: Int
    /// Open sorties.
    public var sortiesOpen: Int
    /// Open sorties of unknown state, or that may be in the air while their dock is silent.
    public var sortiesUnheard: [String]
    /// Flights that a person must look at; ``warnings`` says what to do.
    public var sortiesInTrouble: [SortieTrouble]
    /// Receivers that have refused or not been reached for a while.
    public var receiversInTrouble: [String]
    /// Cases that wait for review.
    public var casesInReview: Int
    /// Open cases.
    public var casesOpen: Int
    /// Deliveries that failed for good or are of unknown outcome.
    public var noticesDead: Int
    /// Holds in force.
    public var holds: [HoldResource]
    /// Today's patrols.
    public var patrols: PatrolCounts
    /// Counters since the start, by name; the same as in `/metrics`.
    public var counters: [String: Int]
    /// Serial numbers that were seen and are not adopted.
    public var notAdopted: [String]

    /// What is the matter with a flight.
    public struct SortieTrouble: Codable, Equatable, Sendable {
        /// `S-5`.
        public var sortie: String
        /// `by_hand`, `broken_off`, `paused` or `overdue`.
        public var kind: String

        /// A trouble of a sortie.
        public init(sortie: String, kind: String) {
            self.sortie = sortie
            self.kind = kind
        }
    }

    /// Today's patrols by outcome.
    public struct PatrolCounts: Codable, Equatable, Sendable {
        /// The plan's date.
        public var date: String?
        /// In the plan.
        public var planned: Int
        /// By outcome: `flown`, `missed` ….
        public var outcomes: [String: Int]

        /// Counts of a day.
        public init(date: String?, planned: Int, outcomes: [String: Int]) {
            self.date = date
            self.planned = planned
            self.outcomes = outcomes
        }
    }

    /// A status of a site.
    public init(site: String, name: TextResource, version: String, now: String, localTime: String) {
        self.site = site
        self.name = name
        self.version = version
        self.now = now
        self.localTime = localTime
        isSimulated = false
        degraded = []
        warnings = []
        docks = 0
        docksOnline = 0
        docksSilent = []
        docksReady = 0
        sortiesOpen = 0
        sortiesUnheard = []
        sortiesInTrouble = []
        receiversInTrouble = []
        casesInReview = 0
        casesOpen = 0
        noticesDead = 0
        holds = []
        patrols = PatrolCounts(date: nil, planned: 0, outcomes: [:])
        counters = [:]
        notAdopted = []
    }
}

/// A bar on launches.
public struct HoldResource: Codable, Equatable, Sendable {
    /// `H-3`.
    public var id: String
    /// A dock's name or `fleet`.
    public var scope: String
    /// Who placed it.
    public var by: String
    /// Why.
    public var reason: String
    /// Since when, RFC 3339.
    public var since: String
    /// When it ends by itself, RFC 3339; nil: when somebody releases it.
    public var until: String?
    /// Whether it is a lock for work at the dock.
    public var isMaintenance: Bool?

    /// A hold from its parts.
    public init(id: String, scope: String, by: String, reason: String, since: String) {
        self.id = id
        self.scope = scope
        self.by = by
        self.reason = reason
        self.since = since
    }
}
