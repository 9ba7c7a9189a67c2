// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A launch leaves only after a verdict of yes, and only while what the dock said within the last
/// seconds allows it (ARCHITECTURE § 5.8, S02 to S05); this is recomputed from the reports alone.
struct GateClosed: Checker {
    static let name = "gate closed"
    static let promises = ["A8", "S02", "S03", "S04", "S05", "S22", "I2"]
    /// Six seconds for a reading (S02), and one from the verdict to the launch.
    private static let fresh = TimeSpan.seconds(7)
    private var said: [DockID: [(at: Timestamp, readings: DockReadings)]] = [:]
    private var verdicts: Set<SortieID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input,
                    case .readings(let readings) = report.said
                else { continue }
                said[report.dock, default: []].append((report.receivedAt, readings.dock))
                said[report.dock]?.removeAll { scene.now - $0.at > Self.fresh }
            }
        case .turned(let turned):
            for record in turned.taken.flatMap(\.receipt.facts)
            where record.fact.code == .interlockVerdict {
                guard let sortie = record.fact.subject.sortie else { continue }
                verdicts.insert(sortie)
            }
        case .sent(let message):
            guard let command = message.command, command.order.isLaunch else { break }
            return launch(command, scene)
        case .stepped: said = [:]
        case .ready, .delivered, .acknowledged, .posted, .sealed, .restarted, .dock: break
        }
        return nil
    }

    /// Whether the verdict is a fact; that of a commit in doubt only the store knows.
    private func isRecorded(_ sortie: SortieID, _ scene: Scene) -> Bool {
        if verdicts.contains(sortie) { return true }
        var query = FactQuery()
        query.sortie = sortie
        query.code = FactCode.interlockVerdict.rawValue
        do { return try !scene.store.facts(query).isEmpty } catch { return false }
    }

    private func launch(_ command: DockCommand, _ scene: Scene) -> String? {
        guard let site = scene.site, let configuration = site.configuration?.fleet,
            let dock = site.fleet.docks[command.dock], let sortie = dock.sortie
        else { return "\(command.order.word) leaves, and \(command.dock) has no open sortie" }
        guard isRecorded(sortie, scene), let verdict = dock.verdict, verdict.open.isEmpty,
            Set(verdict.readings.map(\.interlock)).count == Interlock.allCases.count
        else { return "\(command.order.word) leaves without a verdict of yes" }
        guard scene.now - verdict.at <= .seconds(1) else {
            return "\(command.order.word) leaves \(scene.now - verdict.at) after its verdict"
        }
        let recent = (said[command.dock] ?? []).filter { scene.now - $0.at <= Self.fresh }
            .map(\.readings)
        let limit = min(dock.site.envelope.windLimit ?? 0, configuration.safety.windLimit)
        let needs: [(name: String, isSaid: Bool)] = [
            ("mode idle", recent.contains { $0.mode == 0 }),
            ("cover closed", recent.contains { $0.cover == 0 }),
            ("aircraft in dock", recent.contains { $0.isAircraftInDock == true }),
            ("emergency stop free", recent.contains { $0.isEmergencyStopPressed == false }),
            ("no task", recent.contains { $0.taskStep == 5 }),
            ("wind", recent.contains { ($0.wind.map { $0 <= limit }) ?? false }),
            ("rain", recent.contains { $0.rainStep == 0 }),
            ("temperature", recent.contains { $0.temperature != nil }),
            ("alternate landing point", recent.contains { $0.hasAlternateLanding == true }),
            ("battery", recent.contains { ($0.chargePercent ?? 0) >= 25 }),
        ]
        guard let missing = needs.first(where: { !$0.isSaid }) else { return nil }
        return "\(command.order.word) leaves, and \(command.dock) did not say '\(missing.name)' "
            + "within \(Self.fresh)"
    }
}
