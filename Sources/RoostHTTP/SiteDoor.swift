// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
public import RoostAPI
public import RoostEngine
public import RoostModel
public import SiteCore

/// What the HTTP server may ask of the daemon: readings without waiting, and writes that return after
/// their commit.
///
/// Closures, so that routes are tested with an engine in memory and without a daemon.
public struct SiteDoor: Sendable {
    /// The daemon's version.
    public var version = ""
    /// The site's time.
    public var now: @Sendable () -> Timestamp
    /// The published copy of the site.
    public var site: @Sendable () -> Site
    /// Journals a request and returns after the commit.
    public var submit: @Sendable (Posting) async throws -> PostingAnswer
    /// Takes frames in; the answer is for after the commit.
    public var frames: @Sendable (FrameDelivery) async throws -> FramesAnswer
    /// Notices that were tried and wait for another try, the oldest first.
    public var waiting: @Sendable (_ limit: Int) throws -> [EffectRecord]
    /// Lets what waits of a notice be tried now, each delivery once.
    public var hurry: @Sendable (NoticeID) throws -> Void
    /// Receivers that do not answer and are left in peace but for a try a minute.
    public var receiversResting: @Sendable () -> [ReceiverID]
    /// History.
    public var facts: @Sendable (FactQuery) throws -> [FactRecord]
    /// A signal whenever facts were committed; bounded, a slow reader misses some and reads the store.
    public var factSignals: @Sendable () -> AsyncStream<FactSignal>
    /// What could not be read.
    public var quarantine: @Sendable (_ limit: Int) throws -> [QuarantineResource]
    /// One message of the quarantine, with its first bytes; nil: there is none of this number.
    public var quarantined: @Sendable (_ id: Int) throws -> QuarantineResource?
    /// Takes a message of the quarantine in once more, as it came; nil: there is none of this number.
    public var retryQuarantined: @Sendable (_ id: Int, _ by: Person) async throws -> RetriedFrames?
    /// The notice whose signed page this is; nil: none, or no longer.
    public var linkedNotice:
        @Sendable (
            _ notice: String, _ receiver: String, _ expiry: String, _ signature: String
        ) -> NoticeRecord?
    /// Keeps a picture under its digest, journaled under the name of who sent it.
    public var keepMedia:
        @Sendable (_ digest: String, _ bytes: [UInt8], _ by: Person) async throws -> MediaAnswer
    /// The bytes of a sealed original, verified; nil: it is not in the vault.
    public var original: @Sendable (_ digest: String) throws -> [UInt8]?
    /// A blurred copy whose signed link this is; nil: no such, or no longer.
    public var linkedPhoto:
        @Sendable (
            _ notice: String, _ digest: String, _ expiry: String, _ signature: String
        ) -> [UInt8]?
    /// Counters by name, for status and metrics.
    public var counters: @Sendable () -> [String: Int]
    /// Serial numbers that were seen and are not adopted.
    public var notAdopted: @Sendable () -> [String]
    /// Why the site is not ready to serve; nil: it is.
    public var unreadiness: @Sendable () -> String?
    /// What is not in order and needs a person, though flights go on.
    public var warnings: @Sendable () -> [Bilingual]
    /// What is wrong with the store by the loop's own word; nil: nothing.
    public var storeTrouble: @Sendable () -> StoreTrouble?
    /// Free bytes on the store's disk; nil: not known.
    public var freeBytes: @Sendable () -> Int?
    /// Whether the connections to the broker stand.
    public var hasBroker: @Sendable () -> Bool
    /// Which docks speak and which fell silent.
    public var hearing: @Sendable () -> Outage.Hearing
    /// Probes the steps between a dock's login and its flights.
    public var probe: @Sendable (DockID) async -> [ProbeResource]
    /// What a dock and its aircraft have behind them, by their own counters.
    public var wear: @Sendable (DockID) -> [ReadingResource]
    /// What devices say beyond the documents.
    public var drift: @Sendable () -> [DriftResource]
    /// Reads the site's folder again.
    public var reload: @Sendable (Person) async throws -> ReloadResource
    /// Whose a bearer token is.
    public var person: @Sendable (_ token: String) -> Person?
    /// Makes a token.
    public var addToken:
        @Sendable (_ name: String, _ role: Person.Role, _ by: Person) async throws -> String
    /// Everybody who has a token.
    public var people: @Sendable () -> [Person]
    /// Takes the token of a name away; false: there is none.
    public var revokeToken: @Sendable (_ name: String, _ by: Person) async throws -> Bool
    /// The bytes of a wayline whose signed path this is; nil: no such, or no longer.
    public var wayline:
        @Sendable (_ flight: String, _ expiry: String, _ signature: String) -> [UInt8]?
    /// The bytes of the flight areas whose signed path this is; nil: no such, or no longer.
    public var flightAreas:
        @Sendable (_ digest: String, _ expiry: String, _ signature: String) -> [UInt8]?

    /// A door with its ways.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        site: @escaping @Sendable () -> Site,
        submit: @escaping @Sendable (Posting) async throws -> PostingAnswer,
        facts: @escaping @Sendable (FactQuery) throws -> [FactRecord],
        factSignals: @escaping @Sendable () -> AsyncStream<FactSignal>
    ) {
        self.now = now
        self.site = site
        self.submit = submit
        self.facts = facts
        self.factSignals = factSignals
        frames = { _ in FramesAnswer() }
        waiting = { _ in [] }
        hurry = { _ in }
        receiversResting = { [] }
        quarantine = { _ in [] }
        quarantined = { _ in nil }
        retryQuarantined = { _, _ in nil }
        linkedNotice = { _, _, _, _ in nil }
        keepMedia = { _, _, _ in .mismatch }
        original = { _ in nil }
        linkedPhoto = { _, _, _, _ in nil }
        counters = { [:] }
        notAdopted = { [] }
        unreadiness = { nil }
        warnings = { [] }
        storeTrouble = { nil }
        freeBytes = { nil }
        hasBroker = { true }
        hearing = { Outage.Hearing() }
        probe = { _ in [] }
        wear = { _ in [] }
        drift = { [] }
        reload = { _ in ReloadResource(isApplied: false, differences: []) }
        person = { _ in nil }
        addToken = { _, _, _ in "" }
        people = { [] }
        revokeToken = { _, _ in false }
        wayline = { _, _, _ in nil }
        flightAreas = { _, _, _ in nil }
    }
}

/// Return-home went out to the docks, and the store has not taken the recall yet.
public struct ReturnPublished: Error, Equatable, Sendable {
    /// It was published.
    public init() {}
}

/// Frames as they came over a transport.
public struct FrameDelivery: Sendable {
    /// The body.
    public var bytes: [UInt8]
    /// `http` or `mqtt`.
    public var transport: String
    /// Path or topic.
    public var topic: String
    /// Content type, when given.
    public var contentType: String?
    /// Whose token or login brought it: the name that the journal keeps.
    public var sender: String
    /// What came beside the body, by name in lower case: headers, or user properties of MQTT 5.
    public var headers: [String: String] = [:]
    /// Whether it is tried again from the quarantine, where it stays if it is refused.
    public var isRetry = false

    /// A delivery of frames.
    public init(
        bytes: [UInt8],
        transport: String,
        topic: String,
        contentType: String?,
        sender: String
    ) {
        self.bytes = bytes
        self.transport = transport
        self.topic = topic
        self.contentType = contentType
        self.sender = sender
    }

    /// Topic and what came beside the body, in one line that ``init(bytes:transport:address:sender:)`` reads
    /// again: a message in quarantine is tried again as it came.
    public var address: String {
        ([topic] + headers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
            .joined(separator: " ")
    }

    /// A delivery that comes once more, as its ``address`` tells.
    public init(bytes: [UInt8], transport: String, address: String, sender: String) {
        let parts = address.split(separator: " ").map(String.init)
        self.init(
            bytes: bytes,
            transport: transport,
            topic: parts.first ?? "",
            contentType: nil,
            sender: sender
        )
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            headers[String(part[..<equals])] = String(part[part.index(after: equals)...])
        }
    }
}

/// What became of a message of the quarantine that was tried once more.
public enum RetriedFrames: Equatable, Sendable {
    /// It was taken in, or refused again.
    case taken(FramesAnswer)
    /// It is longer than what is kept of it: its sender has to send it again.
    case incomplete
    /// It is no frame: docks send theirs again by themselves.
    case notFrames
}

/// What became of a picture (FRAMES § 4).
public enum MediaAnswer: Equatable, Sendable {
    /// Kept: 201.
    case new
    /// Known already: 200.
    case known
    /// Its bytes have another digest: 422.
    case mismatch
}
