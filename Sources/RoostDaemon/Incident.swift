// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
public import RoostEngine
import RoostModel
import SiteCore

/// What stood and what was said at one place of a journal, for people who ask why.
///
/// All instants are RFC 3339 in the site's zone, as it was configured at that place.
public struct Incident: Codable, Equatable, Sendable {
    /// One fact of the time before.
    public struct Said: Codable, Equatable, Sendable {
        /// Its place.
        public var place: Int
        /// When.
        public var at: String
        /// Its stable code.
        public var code: String
        /// `info` to `critical`.
        public var severity: String
        /// In words.
        public var text: String
    }

    /// One interlock's answer.
    public struct Answer: Codable, Equatable, Sendable {
        /// Its stable code.
        public var interlock: String
        /// `yes` is closed; `no` and `unknown` hold the aircraft.
        public var answer: String
        /// The value and its limit.
        public var value: String
        /// Age of the oldest reading used, seconds; nil: none was needed, or none was there.
        public var ageSeconds: Double?
    }

    /// One dock as it stood.
    public struct Dock: Codable, Equatable, Sendable {
        /// The dock.
        public var id: String
        /// `online`, `silent` or `unknown`.
        public var link: String
        /// Age of its last word, seconds.
        public var heardSeconds: Double?
        /// Its open sortie, with its state.
        public var sortie: String?
        /// What each interlock that needs no flight answered at that moment.
        public var interlocks: [Answer]
        /// When the launch gate was last asked here, and every answer that it gave then.
        public var askedAt: String?
        /// The answers of that time.
        public var asked: [Answer]
    }

    /// The place, at most what was asked for.
    public var place: Int
    /// The journal's last place.
    public var lastPlace: Int
    /// Turns up to there.
    public var turns: Int
    /// When the last input was applied.
    public var at: String
    /// The site's time zone; nil: nothing was configured yet.
    public var zone: String?
    /// SHA-256 of the state's stored form.
    public var digest: String
    /// Open sorties.
    public var sorties: [String]
    /// Open cases.
    public var openCases: Int
    /// The facts before, in order.
    public var facts: [Said]
    /// Every dock.
    public var docks: [Dock]

    /// The state at a place of an open store, with at most so many facts before it.
    ///
    /// Throws `StoreError` when the journal cannot be read up to there.
    public init(
        _ store: Store,
        until limit: Int,
        facts count: Int,
        fromBeginning: Bool
    ) throws(StoreError) {
        let replay = try Replay.run(store, until: limit, fromBeginning: fromBeginning)
        let site = replay.site
        let calendar = site.configuration?.fleet.calendar
        var query = FactQuery(limit: count)
        query.before = limit == .max ? nil : limit + 1
        query.newestFirst = true
        place = replay.sequence
        lastPlace = try store.lastSequence()
        turns = replay.turns
        at = site.now.text(in: calendar)
        zone = calendar?.zone
        digest = replay.digest
        sorties = site.fleet.sorties.map { "\($0.id) \($0.value.state.rawValue)" }
        openCases = site.cases.cases.count { $0.isOpen }
        facts = try store.facts(query).reversed().map { Said($0, calendar) }
        docks = site.fleet.docks.map { Dock($0.value, site.fleet, at: site.now, calendar) }
    }
}

extension Incident.Said {
    fileprivate init(_ record: FactRecord, _ calendar: DayCalendar?) {
        place = record.sequence
        at = record.at.text(in: calendar)
        code = record.fact.code.rawValue
        severity = record.fact.severity.rawValue
        text = record.fact.text.en
    }
}

extension Incident.Answer {
    fileprivate init(_ reading: InterlockReading) {
        interlock = reading.interlock.rawValue
        answer = reading.answer.rawValue
        value = reading.value.en
        ageSeconds = reading.age?.seconds
    }
}

extension Incident.Dock {
    fileprivate init(
        _ state: DockState,
        _ fleet: Fleet,
        at now: Timestamp,
        _ calendar: DayCalendar?
    ) {
        id = state.id.text
        link = state.link.rawValue
        heardSeconds = state.heardAt.map { (now - $0).seconds }
        sortie = fleet.openSortie(at: state.id).map { "\($0.id) \($0.state.rawValue)" }
        interlocks = fleet.readiness(of: state.id, at: now).map { Incident.Answer($0) }
        askedAt = state.verdict?.at.text(in: calendar)
        asked = (state.verdict?.readings ?? []).map { Incident.Answer($0) }
    }
}
