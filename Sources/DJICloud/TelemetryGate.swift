// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Keeps what only shifts a number on a screen out of the journal (ARCHITECTURE § 3).
///
/// A report of readings passes when one of them changed by its quantum, or was last passed half its
/// life ago: 3 s at a watched dock (a departure within 120 s or a sortie open; stale for a launch
/// after 6 s, SAFETY S02), else 15 s (offline after 30 s). It passes as it came, a patch with its own
/// time of receipt: merged with older readings, a source that froze would look fresh.
public struct TelemetryGate: Sendable {
    /// Half of the 6 s after which a reading no longer permits a launch.
    public static let watchedPeriod = TimeSpan.seconds(3)
    /// Half of the 30 s after which a dock counts as offline.
    public static let restPeriod = TimeSpan.seconds(15)

    /// What the gate remembers of one dock.
    fileprivate struct Memory {
        /// Everything said so far, merged.
        var snapshot = Readings()
        /// The last passed value of each reading.
        var passed = Readings()
        /// When each reading was last passed, by its bit in ``WatchedReadings``.
        var passedAt = [Timestamp?](repeating: nil, count: WatchedReadings.count)
        /// When each reading was last said: what is held back, or passed, is not undone by an older word (S29).
        var order = ReadingOrder()
        /// The same of the aircraft.
        var aircraftOrder = ReadingOrder()
        /// The latest report that was held back, for each set of readings that came together.
        var held: [(said: UInt64, report: DockReport)] = []
        /// The last passed alarms of dock and aircraft.
        var alarms: [Bool: (list: [HealthAlarm], at: Timestamp)] = [:]
        /// The last passed word about homing.
        var homing: (word: Homing, at: Timestamp)?
    }

    /// One element a dock: an array is shared by copies of the gate, and who reads batches keeps a copy
    /// before each; of the copy only what changes is copied in fact.
    private var memories: [DockID: [Memory]] = [:]

    /// A gate that has seen nothing: the first report of each reading passes.
    public init() {}

    /// Everything that a dock and its aircraft said so far, merged by key, for the live view.
    ///
    /// It
    /// tells no ages and is not to be decided on.
    public func snapshot(of dock: DockID) -> Readings? { memories[dock]?.first?.snapshot }

    /// The report when the core should hear it, else nil.
    ///
    /// Whatever wants an answer passes, and every event; of methods that nothing uses, none.
    public mutating func admit(_ report: DockReport, isWatched: Bool) -> DockReport? {
        let period = isWatched ? Self.watchedPeriod : Self.restPeriod
        let dock = report.dock
        var report = report
        // In place: a copy of what is remembered would cost more than the question.
        let passes =
            switch report.said {
            case .readings(let readings):
                memories[dock, default: [Memory()]][0].admit(readings, &report, period)
            case .alarmed(let list, let ofAircraft):
                memories[dock, default: [Memory()]][0].admit(
                    list,
                    ofAircraft,
                    at: report.receivedAt
                )
            case .homing(let word):
                memories[dock, default: [Memory()]][0].admit(word, at: report.receivedAt)
            case .other: false
            case .topology, .silent, .repliedLate, .progressed, .asked, .stored, .jobStepped,
                .spoke, .ready, .startStuck, .liveControl, .equipped, .areas, .relayLink:
                true
            }
        return passes || report.replyTo != nil ? report : nil
    }

    /// The latest readings of a dock that were held back, each report with its own time of receipt,
    /// oldest first.
    ///
    /// They precede a request that may launch, in its own batch; they count as passed. Nothing in them was
    /// said anew since, so that they are in order, reading by reading, though other words came after them.
    public mutating func release(_ dock: DockID) -> [DockReport] {
        guard var memory = memories[dock]?.first else { return [] }
        let reports = memory.held.map(\.report).sorted { $0.receivedAt < $1.receivedAt }
        memory.held = []
        for report in reports {
            guard case .readings(let readings) = report.said else { continue }
            memory.pass(readings, at: report.receivedAt)
        }
        memories[dock] = [memory]
        return reports
    }

    /// How many readings the gate knows: one for each of ``Readings``.
    public static var readingCount: Int { WatchedReadings.count }

    /// Forgets a dock: after it was silent, or was taken out of the configuration, all passes anew.
    public mutating func forget(_ dock: DockID) { memories[dock] = nil }
}

extension TelemetryGate.Memory {
    fileprivate mutating func admit(
        _ said: Readings,
        _ report: inout DockReport,
        _ period: TimeSpan
    ) -> Bool {
        let readings = fresh(said, saidAt: report.deviceTime)
        report.said = .readings(readings)
        snapshot.dock.merge(readings.dock)
        snapshot.aircraft.merge(readings.aircraft)
        let watched = WatchedReadings(readings, since: passed)
        let said = watched.said
        guard said != 0 else { return false }
        let isDue =
            report.replyTo != nil || watched.moved != 0
            || said.contains { !isPassed($0, within: period, at: report.receivedAt) }
        // A later word on any of its readings ends a report held back: released after it, the older
        // word would undo the newer one.
        held.removeAll { $0.said & said != 0 }
        guard isDue else {
            // Docks send three shapes and an aircraft a few more (FIELD-NOTES); the bound is ours.
            if held.count >= 16 { held.removeFirst() }
            held.append((said, report))
            return false
        }
        pass(readings, at: report.receivedAt)
        return true
    }

    /// What of a report no later one has said; one that is alone from far back is for the core to judge.
    private mutating func fresh(_ said: Readings, saidAt at: Timestamp?) -> Readings {
        var out = said
        let place = order.take(said.dock.members, saidAt: at)
        if !place.isFarBack { out.dock.leaveOut(place.overtaken) }
        let aircraft = aircraftOrder.take(said.aircraft.members, saidAt: at)
        if !aircraft.isFarBack { out.aircraft.leaveOut(aircraft.overtaken) }
        return out
    }

    /// Whether a reading was passed so lately that it need not pass again by its age.
    private func isPassed(_ place: Int, within period: TimeSpan, at now: Timestamp) -> Bool {
        guard let at = passedAt[place], at <= now else { return false }
        return now - at < period
    }

    fileprivate mutating func pass(_ readings: Readings, at now: Timestamp) {
        _ = WatchedReadings(readings, since: passed).said.contains { place in
            passedAt[place] = now
            return false
        }
        passed.dock.merge(readings.dock)
        passed.aircraft.merge(readings.aircraft)
    }

    /// Docks send the whole list every 2 s, also empty (FIELD-NOTES): it passes when it changed.
    fileprivate mutating func admit(
        _ list: [HealthAlarm],
        _ ofAircraft: Bool,
        at now: Timestamp
    ) -> Bool {
        if let last = alarms[ofAircraft], last.list == list, last.at <= now,
            now - last.at < TelemetryGate.restPeriod
        {
            return false
        }
        alarms[ofAircraft] = (list, now)
        return true
    }

    /// The way home is told every 2 s (FIELD-NOTES): it passes when the word changed.
    fileprivate mutating func admit(_ word: Homing, at now: Timestamp) -> Bool {
        if let last = homing, last.word == word, last.at <= now,
            now - last.at < TelemetryGate.restPeriod
        {
            return false
        }
        homing = (word, now)
        return true
    }
}

extension UInt64 {
    /// Whether the place of any bit that is set is one of these.
    fileprivate func contains(where isOne: (Int) -> Bool) -> Bool {
        var bits = self
        while bits != 0 {
            if isOne(bits.trailingZeroBitCount) { return true }
            bits &= bits - 1
        }
        return false
    }
}
