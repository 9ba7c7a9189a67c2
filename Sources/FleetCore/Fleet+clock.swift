// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Steps of the wall clock, and how it comes to be trusted again (S26).
extension Fleet {
    /// A step of the wall clock bars launches until it agrees with the docks, or a person vouches for it.
    ///
    /// How long ago things were does not change with it.
    mutating func setClock(_ step: ClockStep, _ turn: inout Turn) {
        switch step {
        case .confirmed: trustClock(&turn)
        case .stepped(let span):
            isClockTrusted = false
            clockAgreedSince = nil
            for id in sorties.ids { sorties.update(id) { $0.shift(by: span) } }
            for id in docks.ids { docks.update(id) { $0.forgetReadings() } }
            advanceAll(&turn)
        }
    }

    /// After a dock spoke: thirty seconds of agreement with enough docks end the bar.
    mutating func compareClock(_ turn: inout Turn) {
        guard !isClockTrusted else { return }
        guard agreesWithDocks(at: turn.now) else {
            clockAgreedSince = nil
            return
        }
        let since = clockAgreedSince ?? turn.now
        clockAgreedSince = since
        if turn.now - since >= FleetTimes.clockAgreement { trustClock(&turn) }
    }

    private mutating func trustClock(_ turn: inout Turn) {
        if !isClockTrusted {
            turn.tell(.siteRecovered, Subject(), [FactValue("what", "clock")])
        }
        isClockTrusted = true
        clockAgreedSince = nil
        advanceAll(&turn)
    }

    /// Whether at least three docks (all of a smaller site) say our time, and fewer another.
    ///
    /// Docks at rest report each 15 s to the core: a word of the last half minute counts.
    private func agreesWithDocks(at now: Timestamp) -> Bool {
        let adopted = docks.filter { $0.value.isAdopted }
        let leads = adopted.compactMap { _, dock -> TimeSpan? in
            guard let at = dock.times.dock, now - at <= FleetTimes.shownFor else { return nil }
            return dock.clockLead
        }
        let agreeing = leads.filter { lead in
            TimeSpan.zero - FleetTimes.clockBehind <= lead && lead <= FleetTimes.clockAhead
        }.count
        return agreeing >= min(FleetTimes.clockWitnesses, max(1, adopted.count))
            && agreeing > leads.count - agreeing
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
        windAboveSince = windAboveSince.map { $0 + span }
        if let at = ending?.at { ending?.at = at + span }
        if let at = returnOrder?.at { returnOrder?.at = at + span }
    }
}
