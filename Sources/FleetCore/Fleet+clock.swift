// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Steps of the wall clock, and how it comes to be trusted again (S26).
extension Fleet {
    /// A step of the wall clock bars launches (S26).
    ///
    /// How long ago things were does not change with it.
    mutating func setClock(_ step: ClockStep, _ turn: inout Turn) {
        switch step {
        case .confirmed:
            if !isClockTrusted { trustClock(by: Bilingual(en: "the daemon", zh: "守护进程"), &turn) }
        case .stepped(let span):
            isClockTrusted = false
            for id in sorties.ids { sorties.update(id) { $0.shift(by: span) } }
            work.shift(by: span)
            for id in docks.ids { docks.update(id) { $0.forgetReadings() } }
        }
        advanceAll(&turn)
    }

    mutating func trustClock(by whom: Bilingual, _ turn: inout Turn) {
        isClockTrusted = true
        turn.tell(.siteClockConfirmed, Subject(), [FactValue("by", whom)])
    }

    /// S26: half a minute of agreement with the clocks of three docks, of all on a smaller site.
    mutating func compareClocks(_ turn: inout Turn) {
        guard !isClockTrusted else { return }
        let adopted = docks.values.filter(\.isAdopted)
        let agreeing = adopted.count { dock in
            dock.clockAgreesSince.map { turn.now - $0 >= FleetTimes.clockAgreement } ?? false
        }
        guard agreeing > 0, agreeing >= min(FleetTimes.clockWitnesses, adopted.count) else {
            return
        }
        let whom = Bilingual(en: "the clocks of \(agreeing) docks", zh: "\(agreeing) 个机场的时钟")
        trustClock(by: whom, &turn)
        advanceAll(&turn)
    }
}

extension Sortie {
    /// Moves every instant of ours with the wall clock, so that ages stay.
    mutating func shift(by span: TimeSpan) {
        since = since + span
        wordAt = wordAt + span
        launchedAt = launchedAt.map { $0 + span }
        leftAt = leftAt.map { $0 + span }
        airWordAt = airWordAt.map { $0 + span }
        hoverUntil = hoverUntil.map { $0 + span }
        pausedUntil = pausedUntil.map { $0 + span }
        pausedSince = pausedSince.map { $0 + span }
        windAboveSince = windAboveSince.map { $0 + span }
        if let at = ending?.at { ending?.at = at + span }
        if let at = returnOrder?.at { returnOrder?.at = at + span }
    }
}
