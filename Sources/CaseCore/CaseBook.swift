// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Sightings to cases to evidence to notices.
///
/// What a frame costs depends on what stands near it, never on the number of places: places are found by
/// grid cell, pieces of tracks by cell and time, deadlines by their instant.
public struct CaseBook: Codable, Equatable, Sendable {
    /// What an effect that is not settled is for.
    enum Purpose: Codable, Equatable, Sendable {
        case seal(CaseID, reference: String)
        case deliver(NoticeID, ReceiverID)
        case escalate(NoticeID, ReceiverID, step: Int)
        case remind(NoticeID, ReceiverID, round: Int)
        case discard(CaseID)
    }

    /// Closed cases that stay listed; older ones live on as facts.
    static let closedLimit = 1000

    /// What is in force; nil before the first `.configure`.
    var configuration: CaseConfiguration?
    /// Rules with their zones, in the order of the configuration.
    var rules: [ActiveRule] = []
    var sources = Table<String, SourceClock>(limit: 1000)
    /// The newest passes of each source, oldest first.
    var passes = Table<String, [FlightPass]>(limit: 1000)
    var places = Table<Int, Place>(limit: 100_000)
    /// Numbers of places by grid cell.
    var cells = Table<Int, [Int]>(limit: 100_000)
    /// Numbers of places, tracks and crowds are one series.
    var lastPlace = 0
    var tracks = Table<Int, Track>(limit: 20_000)
    /// Pieces of tracks by the analyser's id, and by where and when they begin and end.
    var trackKeys = Table<TrackKey, [Int]>(limit: 20_000)
    var trackStarts = Table<TrackSlot, [Int]>(limit: 20_000)
    var trackEnds = Table<TrackSlot, [Int]>(limit: 20_000)
    var crowds = Table<Int, CrowdWatch>(limit: 2000)
    var crowdKeys = Table<TrackKey, Int>(limit: 2000)
    /// What was noticed, for as long as it is not to be noticed again.
    var said = Table<NoticeID, Said>(limit: 10_000)
    var saidMarks = SaidMarks()
    var wakes = Table<Wake, Bool>(limit: 200_000)
    var openCases = Table<CaseID, Case>(limit: 10_000)
    var closedCases = Table<CaseID, Case>(limit: CaseBook.closedLimit)
    var records = Table<NoticeID, NoticeRecord>(limit: 2000)
    var pending = Table<EffectID, Purpose>(limit: 50_000)
    /// Receivers that said they are gone, and how; nothing is sent there by itself.
    var disabledReceivers = Table<ReceiverID, FailureReason>(limit: 1000)
    /// What is no violation, and until when.
    var exemptionTable = Table<ExemptionID, Exemption>(limit: Exemption.limit)
    var lastExemption = 0
    /// What is not told, and until when.
    var silenceTable = Table<SilenceID, Silence>(limit: Silence.limit)
    var lastSilence = 0
    /// Confirmed cases that hold others back.
    var firings = Table<CaseID, Firing>(limit: Firing.limit)
    /// Notices that wait to leave together.
    var batches = Table<Int, Batch>(limit: 2000)
    var lastBatch = 0
    /// Messages of several notices are numbered.
    var lastGroup = 0
    /// What is kept of cases, and who holds which picture.
    var keepings = Table<CaseID, Keeping>(limit: Keeping.limit)
    var pictureHolders = Table<String, Int>(limit: Keeping.limit * 4)
    /// When is looked for what is to be deleted; nil: nothing is.
    var sweepAt: Timestamp?
    /// What is not deleted, and until when.
    var preservationTable = Table<PreservationID, Preservation>(limit: Preservation.limit)
    var lastPreservation = 0
    /// Whether operators were told that a table is full.
    var isFull = false

    /// A book without cases.
    public init() {}

    /// Open cases and the newest closed ones, in the order of their ids.
    public var cases: [Case] { (openCases.values + closedCases.values).sorted { $0.id < $1.id } }

    /// The newest notices, in the order of their ids.
    public var notices: [NoticeRecord] { records.values }

    /// A case that is open or among the newest closed ones.
    public func violation(_ id: CaseID) -> Case? { openCases[id] ?? closedCases[id] }

    /// One of the newest notices.
    public func notice(_ id: NoticeID) -> NoticeRecord? { records[id] }

    /// Places where something stands or stood; for measurements.
    public var placeCount: Int { places.count }

    /// The only place where the book changes; every input in every state has an answer.
    public mutating func apply(
        _ input: CaseInput,
        at now: Timestamp,
        issuer: inout Issuer
    ) -> CaseOutcome {
        var turn = Turn(now: now, issuer: issuer)
        switch input {
        case .tick, .started: break
        case .configure(let configuration): adopt(configuration, &turn)
        case .frame(let frame): take(frame, &turn)
        case .request(let request, let person): answer(request, by: person, &turn)
        case .settled(let effect, let settlement): settle(effect, settlement, &turn)
        case .errand(let errand, let outcome): settle(errand, outcome, &turn)
        }
        // After the input: a sighting of the same instant wins over a deadline.
        while let due = wakes.first?.id, due.at <= now {
            wakes.remove(due)
            wake(due, &turn)
        }
        issuer = turn.issuer
        return turn.outcome
    }

    /// When the book next needs a tick though nothing happens; after the last handled instant.
    public var nextWake: Timestamp? { wakes.first?.id.at }

    private mutating func wake(_ due: Wake, _ turn: inout Turn) {
        switch due.kind {
        case .place:
            places.update(due.number) { $0.wakeAt = nil }
            weigh(due.number, news: nil, &turn)
        case .review: remind(CaseID(due.number), &turn)
        case .exemption: runOut(ExemptionID(due.number), &turn)
        case .silence: look(at: SilenceID(due.number), &turn)
        case .batch: leave(batch: due.number, &turn)
        case .firing: douse(CaseID(due.number), &turn)
        case .step: proceed(CaseID(due.number), &turn)
        case .track:
            tracks.update(due.number) { $0.wakeAt = nil }
            weigh(track: due.number, news: nil, &turn)
        case .crowd:
            crowds.update(due.number) { $0.wakeAt = nil }
            weigh(crowd: due.number, news: nil, &turn)
        case .escalation: escalate(NoticeID(due.number), &turn)
        case .reminder: remind(of: NoticeID(due.number), &turn)
        case .preservation: look(at: PreservationID(due.number), &turn)
        case .sweep: sweep(&turn)
        }
    }

    private mutating func adopt(_ next: CaseConfiguration, _ turn: inout Turn) {
        let before = configuration
        enableChanged(before?.receivers ?? [], next.receivers)
        configuration = next
        defer { releaseMutes(changedFrom: before, &turn) }
        armSweep(after: turn.now)
        rules = next.rules.compactMap { rule in
            next.zones.first { $0.id == rule.zone }.flatMap { ActiveRule(rule: rule, zone: $0) }
        }
        for (number, place) in places where active(place.rule)?.rule.mode != .revisit {
            for id in place.cases.map(\.id) {
                close(id, as: .expired, because: CaseWords.ruleGone, &turn)
            }
            forget(number)
        }
        for (number, track) in tracks where active(track.key.rule)?.rule.mode != .dwell {
            if let id = track.violation, openCases[id]?.isWatched == true {
                close(id, as: .expired, because: CaseWords.ruleGone, &turn)
            }
            forget(track: number)
        }
        for (number, watch) in crowds where active(watch.key.rule)?.rule.mode != .count {
            for id in watch.cases.map(\.id) where openCases[id]?.isWatched == true {
                close(id, as: .expired, because: CaseWords.ruleGone, &turn)
            }
            forget(crowd: number)
        }
    }

    func active(_ id: RuleID) -> ActiveRule? { rules.first { $0.rule.id == id } }

    /// Puts a case where it belongs: among the open, or at the end of the closed.
    mutating func store(_ violation: Case) {
        if !violation.isWatched, let due = violation.stepDueAt {
            wakes.remove(Wake(at: due, kind: .step, number: violation.id.value))
        }
        keep(violation)
        if violation.isOpen {
            closedCases.remove(violation.id)
            openCases.insert(violation, for: violation.id)
            return
        }
        openCases.remove(violation.id)
        if closedCases.isFull, closedCases[violation.id] == nil {
            let preserved = preservedCases
            let oldest = closedCases.firstID { id, _ in !preserved.contains(id) }
            if let oldest { closedCases.remove(oldest) }
        }
        closedCases.insert(violation, for: violation.id)
    }

    /// Says once that a bounded table is full.
    mutating func tellFull(_ what: String, _ turn: inout Turn) {
        guard !isFull else { return }
        isFull = true
        turn.tell(.siteDegraded, Subject(), [FactValue("what", what)])
    }
}
