// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// What a dock said last lets its aircraft leave at the instant of the decision: nothing that it said
/// is a no, its wind was below the limit for a minute, its clock agrees (S02 to S05).
///
/// Counted input by input, as they were applied; who leaves out a reading is seen by `gate closed`.
struct LastWord: Checker {
    static let name = "last word"
    static let promises = ["S02", "S03", "S04", "S05", "S22"]
    /// S02: a dock's clock minus ours.
    private static let clockRange = TimeSpan.seconds(-15)...TimeSpan.seconds(5)
    /// S03: a minute, less a report.
    private static let windFor = TimeSpan.seconds(58)

    /// What a dock last said of itself.
    private struct Word {
        /// Its clock minus ours by its newest message.
        var lead = Told<TimeSpan>()
        var mode = Told<Int>()
        var cover = Told<Int>()
        var isStopped = Told<Bool>()
        var isAircraftIn = Told<Bool>()
        var hasAlternate = Told<Bool>()
        var temperature = Told<Celsius>()
        var wind = Told<MetresPerSecond>()
        var winds: [(at: Timestamp, wind: MetresPerSecond)] = []
    }

    private var words: [DockID: Word] = [:]
    private var warnings: [DockID: [Bool: String]] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        // What is tried may come to disk by a commit in doubt: of that nothing is known.
        case .tried where scene.engine?.isInDoubt != false: (words, warnings) = ([:], [:])
        case .stepped, .restarted: words = [:]
        case .turned(let turned):
            for (input, receipt) in turned.taken {
                hear(input)
                for record in receipt.facts where record.fact.code == .interlockVerdict {
                    if let no = bar(record.fact.subject, turned) { return no }
                }
            }
        case .tried, .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .dock: break
        }
        return nil
    }

    private mutating func hear(_ input: Input) {
        switch input {
        case .started: words = [:]
        case .dock(let report):
            switch report.said {
            case .silent: words[report.dock] = nil
            case .readings(let readings) where readings.dock != DockReadings():
                read(readings.dock, report)
            case .alarmed(let list, let ofAircraft):
                warnings[report.dock, default: [:]][ofAircraft] =
                    list.first { $0.level >= 2 }?.code
            default: break
            }
        case .clock, .configure, .controller, .frame, .request, .settled, .tick: break
        }
    }

    private mutating func read(_ said: DockReadings, _ report: DockReport) {
        var word = words[report.dock] ?? Word()
        defer { words[report.dock] = word }
        let lead = report.deviceTime.map { $0 - report.receivedAt }
        word.lead.hear(lead, report, isClock: true)
        word.mode.hear(said.mode, report)
        word.cover.hear(said.cover, report)
        word.isStopped.hear(said.isEmergencyStopPressed, report)
        word.isAircraftIn.hear(said.isAircraftInDock, report)
        word.hasAlternate.hear(said.hasAlternateLanding, report)
        word.temperature.hear(said.temperature, report)
        if word.wind.hear(said.wind, report), let wind = said.wind, wind.value.isFinite,
            wind.value >= 0
        {
            word.winds.append((report.receivedAt, wind))
        }
        word.winds.removeAll { report.receivedAt - $0.at > Self.windFor }
    }

    /// What forbids a launch that was decided just now.
    private func bar(_ subject: Subject, _ turned: Turned) -> String? {
        guard let id = subject.dock, let word = words[id], let site = turned.after.site(of: id),
            let safety = turned.after.configuration?.fleet.safety
        else { return nil }
        let limit = min(site.envelope.windLimit ?? 0, safety.windLimit)
        let strongest = word.winds.filter { turned.at - $0.at <= Self.windFor }.map(\.wind).max()
        let warning = warnings[id]?.values.min()
        let no: [(Bool, String)] = [
            (word.mode.value.map { $0 != 0 } ?? false, "is in mode \(word.mode.value ?? 0)"),
            (
                word.cover.value.map { $0 != 0 } ?? false,
                "has its cover at \(word.cover.value ?? 0)"
            ),
            (word.isStopped.value == true, "has its emergency stop pressed"),
            (word.isAircraftIn.value == false, "is empty"),
            (word.hasAlternate.value == false, "has no alternate landing point"),
            (strongest.map { $0 > limit } ?? false, "had wind of \(strongest ?? 0) in a minute"),
            (
                word.temperature.value.map { !(site.envelope.temperature?.contains($0) ?? true) }
                    ?? false,
                "is too hot or cold"
            ),
            (
                word.lead.value.map { !Self.clockRange.contains($0) } ?? false,
                "has a clock \(word.lead.value ?? .zero) ahead"
            ),
            (warning != nil, "warns of \(warning ?? "")"),
        ]
        return no.first { $0.0 }.map { "a launch is decided, and \(id) \($0.1)" }
    }
}

extension Site {
    fileprivate func site(of id: DockID) -> DockSite? { fleet.docks[id]?.site }
}
