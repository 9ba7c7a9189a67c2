// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One suspected violation.
public struct CaseResource: Codable, Equatable, Sendable {
    /// `C-7`.
    public var id: String
    /// Its face outside the site.
    public var wireId: String
    /// Its state (PIPELINE § 6).
    public var state: String
    /// The state as people read it.
    public var stateText: TextResource
    /// The rule.
    public var rule: String
    /// The zone.
    public var zone: String
    /// What was seen.
    public var label: String
    /// Where.
    public var place: PlaceResource
    /// The plate; masked for roles that do not need it.
    public var plate: String?
    /// When it was opened, RFC 3339.
    public var openedAt: String
    /// First sighting.
    public var firstSeen: String
    /// Last sighting.
    public var lastSeen: String
    /// Sightings that count.
    public var sightings: Int
    /// Evidence by digest.
    public var evidence: [EvidenceResource]
    /// The notice, once issued.
    public var notice: String?
    /// Why it is where it is.
    public var reason: TextResource?
    /// Pictures that its rule asks for and that are missing, by role.
    public var gaps: [String]?
    /// What keeps it from being admissible, with what would cure it.
    public var inadmissible: [TextResource]?
    /// Who decides: `human`, `two_person` or `auto`.
    public var review: String?
    /// When its reviewers are reminded, RFC 3339; absent: it does not wait.
    public var reviewDueAt: String?
    /// Who decided it.
    public var reviewedBy: String?
    /// Who approved it while it waits for a second person.
    public var approvals: [CaseStepResource]?
    /// What reviewers changed, oldest first.
    public var edits: [CaseStepResource]?
    /// The notice's text in a reviewer's words.
    public var text: String?
    /// The exemption that closed it.
    public var exemption: String?
    /// When it is deleted with its pictures, RFC 3339; absent: it is open, or preserved.
    public var deletedAt: String?
    /// What keeps it from being deleted: `K-1`.
    public var preservedBy: [String]?
    /// Its history, oldest first; only in the answer for one case.
    public var events: [EventResource]

    /// A case from its parts.
    public init(
        id: String,
        wireId: String,
        state: String,
        stateText: TextResource,
        rule: String,
        zone: String
    ) {
        self.id = id
        self.wireId = wireId
        self.state = state
        self.stateText = stateText
        self.rule = rule
        self.zone = zone
        label = ""
        place = PlaceResource(lat: 0, lon: 0)
        openedAt = ""
        firstSeen = ""
        lastSeen = ""
        sightings = 0
        evidence = []
        events = []
    }
}

/// One picture of a case.
public struct EvidenceResource: Codable, Equatable, Sendable {
    /// SHA-256.
    public var sha256: String
    /// `wide`, `zoom` ….
    public var role: String
    /// When it was taken, RFC 3339.
    public var takenAt: String
    /// Whether it is in the vault.
    public var isSealed: Bool
    /// Whether a notice sends it; absent: it does.
    public var isSent: Bool?

    /// A picture from its parts.
    public init(sha256: String, role: String, takenAt: String, isSealed: Bool) {
        self.sha256 = sha256
        self.role = role
        self.takenAt = takenAt
        self.isSealed = isSealed
    }
}
