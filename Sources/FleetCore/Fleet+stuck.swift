// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension Fleet {
    /// A start waits for its home point.
    ///
    /// Its verdict was given for a take-off within moments: the ways of others, the weather and its window
    /// were looked at for then (S07, S09). It is broken off where the dock's model can, and with each later
    /// word again; else it is told, and a person decides.
    mutating func startStuck(_ word: StartStuck, _ report: DockReport, _ turn: inout Turn) {
        guard let sortie = openSortie(at: report.dock), sortie.isMeant(by: word, report) else {
            return tellStuck(word, Subject(dock: report.dock), canAbort: false, &turn)
        }
        // Whoever left is stuck no more, and a word that came twice is the first.
        let minutes = word.minutes ?? 0
        guard sortie.leftAt == nil, sortie.state == .starting || sortie.state == .unknown,
            sortie.stuckMinutes.map({ $0 < minutes }) ?? true
        else { return }
        sorties.update(sortie.id) {
            $0.stuckMinutes = minutes
            $0.wordAt = max($0.wordAt, turn.now)
        }
        let canAbort = docks[sortie.dock]?.site.envelope.abortsSetup == true
        tellStuck(word, sortie.subject, canAbort: canAbort, &turn)
        abortSetup(of: sortie, &turn)
    }

    private func tellStuck(
        _ word: StartStuck,
        _ subject: Subject,
        canAbort: Bool,
        _ turn: inout Turn
    ) {
        let next =
            canAbort
            ? Bilingual(en: "its start is broken off", zh: "正在中止起飞")
            : Bilingual(
                en: "roost recall \(subject.dock.map { "\($0)" } ?? "") calls it off",
                zh: "可用 roost recall \(subject.dock.map { "\($0)" } ?? "") 取消"
            )
        let values = [
            FactValue("minutes", word.minutes.map { "\($0)" } ?? "?"),
            FactValue("next", next),
        ]
        turn.tell(.dockStartStuck, subject, values)
    }
}

extension Sortie {
    /// Whether a word about a start that waits is about it, and not one of an earlier flight that came late.
    fileprivate func isMeant(by word: StartStuck, _ report: DockReport) -> Bool {
        if let flight = word.flight, flight != wire { return false }
        let isOfKind: Bool =
            switch assignment {
            case .wayline: word.kind != .takeOffToPoint
            case .point: word.kind != .wayline
            case .foreign: false
            }
        guard isOfKind, let launchedAt else { return false }
        return report.deviceTime.map { $0 >= launchedAt - FleetTimes.clockBehind } ?? true
    }
}

extension Bilingual {
    /// Why a start that waited ended.
    static func stuck(_ minutes: Int) -> Bilingual {
        Bilingual(
            en: "its start waited \(minutes) min for a home point",
            zh: "起飞前等待返航点 \(minutes) 分钟"
        )
    }
}
