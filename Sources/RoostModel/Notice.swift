// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A violation notice: what is sent, named by revision, with the digests of its evidence
/// (`notice.schema.json`, FRAMES § 6).
public struct Notice: Codable, Equatable, Sendable {
    /// Where the notice stands.
    public enum Status: String, Codable, CaseIterable, Sendable {
        /// First said.
        case issued
        /// Corrected.
        case updated
        /// An officer has it.
        case acknowledged
        /// Taken back.
        case withdrawn
        /// A trial of a receiver.
        case test
    }

    /// One sealed picture.
    public struct EvidenceItem: Codable, Equatable, Sendable {
        /// SHA-256 of the stored original, 64 hexadecimal digits.
        public var digest: String
        /// `wide`, `zoom` or another role.
        public var role: String
        /// When it was taken, corrected.
        public var takenAt: Timestamp
        /// Where it can be fetched.
        public var reference: String
        /// Whether it is a copy in which all but the subject is blurred: only such copies leave; nil: the
        /// original.
        public var isBlurred: Bool?

        /// An item from its parts.
        public init(digest: String, role: String, takenAt: Timestamp, reference: String) {
            self.digest = digest
            self.role = role
            self.takenAt = takenAt
            self.reference = reference
        }
    }

    /// The originals that it rests on; the others are copies of them.
    public var originals: [EvidenceItem] { evidence.filter { $0.isBlurred != true } }

    /// Short id.
    public var id: NoticeID
    /// Its face outside the site.
    public var wire: WireID
    /// From 1; each change of what was said is a new one.
    public var revision: Int
    /// Where it stands.
    public var status: Status
    /// The case.
    public var violation: CaseID
    /// The case's face outside the site.
    public var violationWire: WireID
    /// The rule.
    public var rule: RuleID
    /// The rule's domain: `illegal_parking` ….
    public var domain: String
    /// How much it matters.
    public var severity: Severity
    /// When it was issued.
    public var issuedAt: Timestamp
    /// First and last sighting, corrected event time.
    public var observedFirst: Timestamp
    /// Last sighting.
    public var observedLast: Timestamp
    /// Sightings that count.
    public var sightings: Int
    /// Passes that saw it.
    public var passes: Int
    /// Where, in degrees.
    public var place: Coordinate
    /// 95 % radius of the place.
    public var placeError: Metres
    /// The zone.
    public var zone: AreaID
    /// The zone's name.
    public var zoneName: Bilingual
    /// What was seen: `car` ….
    public var label: String
    /// The plate, when one was agreed on.
    public var plate: PlateReading?
    /// How the second look was tied to the first (PIPELINE 5.4): `plate`, `place`; `track` or `count` where
    /// one look is enough.
    public var match: String?
    /// How many at once, for crowds.
    public var count: Int?
    /// Evidence in order.
    public var evidence: [EvidenceItem]
    /// `auto` or the reviewer's name; two names where two persons decide.
    public var reviewedBy: String?
    /// The reviewer's words in place of ours; nil: ours.
    public var text: String?
    /// Whether a person changed what the analysis said.
    public var isEdited: Bool?

    /// A notice from its parts.
    public init(
        id: NoticeID,
        wire: WireID,
        revision: Int,
        status: Status,
        violation: CaseID,
        violationWire: WireID,
        rule: RuleID,
        domain: String,
        severity: Severity,
        issuedAt: Timestamp,
        observedFirst: Timestamp,
        observedLast: Timestamp,
        sightings: Int,
        passes: Int,
        place: Coordinate,
        placeError: Metres,
        zone: AreaID,
        zoneName: Bilingual,
        label: String,
        plate: PlateReading?,
        match: String?,
        evidence: [EvidenceItem],
        reviewedBy: String?,
        count: Int? = nil
    ) {
        self.id = id
        self.wire = wire
        self.revision = revision
        self.status = status
        self.violation = violation
        self.violationWire = violationWire
        self.rule = rule
        self.domain = domain
        self.severity = severity
        self.issuedAt = issuedAt
        self.observedFirst = observedFirst
        self.observedLast = observedLast
        self.sightings = sightings
        self.passes = passes
        self.place = place
        self.placeError = placeError
        self.zone = zone
        self.zoneName = zoneName
        self.label = label
        self.plate = plate
        self.match = match
        self.evidence = evidence
        self.reviewedBy = reviewedBy
        self.count = count
    }
}

/// The identity of one delivery: constant over tries, restarts and a replay by hand (PIPELINE § 8).
public struct DeliveryID: Codable, Hashable, Comparable, Sendable {
    /// The notice's wire id.
    public var notice: WireID
    /// The notice's revision.
    public var revision: Int
    /// The receiver.
    public var receiver: ReceiverID
    /// The step of an escalation, from 1; nil: the notice itself.
    public var escalation: Int?
    /// Which reminder of a notice that nobody acknowledges it is, from 1; nil: none.
    public var reminder: Int?

    /// The identity of a notice's revision at a receiver.
    public init(notice: WireID, revision: Int, receiver: ReceiverID) {
        self.notice = notice
        self.revision = revision
        self.receiver = receiver
    }

    /// By notice, revision, receiver.
    public static func < (one: DeliveryID, other: DeliveryID) -> Bool {
        (one.notice, one.revision, one.receiver, one.escalation ?? 0, one.reminder ?? 0)
            < (
                other.notice, other.revision, other.receiver, other.escalation ?? 0,
                other.reminder ?? 0
            )
    }

    /// Whether it tells again what was told and nobody acknowledged.
    public var isAgain: Bool { escalation != nil || reminder != nil }

    /// `_e2` for a step of an escalation, `_m2` for a reminder, else nothing.
    public var mark: String {
        (escalation.map { "_e\($0)" } ?? "") + (reminder.map { "_m\($0)" } ?? "")
    }
}

extension DeliveryID: CustomStringConvertible {
    /// `ntc_<uuid>_r<revision>_<receiver>`, and its ``mark``: no dots, because the signed string is
    /// dot-separated.
    public var description: String { "ntc_\(notice)_r\(revision)_\(receiver)\(mark)" }
}

/// One notice on its way to one receiver.
public struct Delivery: Codable, Equatable, Sendable {
    /// Its identity.
    public var id: DeliveryID
    /// What is sent.
    public var notice: Notice
    /// To whom.
    public var receiver: ReceiverID
    /// Deliveries to a receiver of the same number may leave as one message; nil: by itself.
    public var group: Int?

    /// A delivery of a notice to a receiver.
    public init(notice: Notice, receiver: ReceiverID) {
        self.notice = notice
        self.receiver = receiver
        id = DeliveryID(notice: notice.wire, revision: notice.revision, receiver: receiver)
    }
}

/// A picture to be fetched, hashed and kept for a case.
public struct EvidenceRequest: Codable, Equatable, Sendable {
    /// The case.
    public var violation: CaseID
    /// The picture as the frame named it.
    public var image: ImageReference
    /// When it was taken, corrected.
    public var takenAt: Timestamp
    /// Where the subject is in the picture, in shares: x, y, width, height; nil: it is not known, and there is
    /// no copy that may leave.
    public var box: [Double]?

    /// A request from its parts.
    public init(violation: CaseID, image: ImageReference, takenAt: Timestamp) {
        self.violation = violation
        self.image = image
        self.takenAt = takenAt
    }
}
