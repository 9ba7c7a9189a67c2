// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Every checker of a world; of two that see the same, the one that says more exactly what broke is
/// first.
struct Checkers {
    /// What a checker found.
    struct Finding {
        var checker: String
        var sentence: String
    }

    private var all: [any Checker] = [
        OneWriter(), HoldBars(), CancelWins(), OneTakeOff(), UnknownStays(), CommitFirst(),
        SettledOnce(), Deadline(), Degraded(), KnownDock(), InTime(), LastWord(), GateClosed(),
        BatteryKept(),
        RecallAccepted(), Overtaken(), Separated(), WayHome(), LostDock(), OneSortie(),
        StatesForward(), ComesHome(), OneOutcome(),
        EvidenceSealed(), ReviewFirst(), OneCase(), OneNotice(), NothingPersonal(), Bounded(),
        SameReplay(), ReserveKept(), SilenceTold(), BothReady(),
        HandsOff(), AreaKept(), EmergencyClear(), Overdue(),
    ]

    /// The kinds, for the catalogue.
    static var kinds: [any Checker.Type] { Checkers().all.map { type(of: $0) } }

    mutating func see(_ sight: Sight, in scene: Scene) -> Finding? {
        for index in all.indices {
            guard let sentence = all[index].see(sight, in: scene) else { continue }
            return Finding(checker: type(of: all[index]).name, sentence: sentence)
        }
        return nil
    }

    mutating func end(_ end: World.End) -> Finding? {
        for index in all.indices {
            guard let sentence = all[index].end(end) else { continue }
            return Finding(checker: type(of: all[index]).name, sentence: sentence)
        }
        return nil
    }
}
