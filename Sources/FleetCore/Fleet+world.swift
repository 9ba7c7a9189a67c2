// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Restart, clock, configuration and the controller's own health.
extension Fleet {
    /// roostd began: what docks said is unknown until they say it again.
    ///
    /// What was launched waits, unknown, for the dock's own word; what was not is undone, and its
    /// mission may be prepared again as a new sortie while its time has not passed (S30).
    mutating func start(_ turn: inout Turn) {
        health = ControllerHealth(hasBroker: true, hasStore: true)
        for id in docks.ids {
            docks.update(id) {
                $0.link = .unknown
                $0.silentSince = nil
                $0.forgetReadings()
            }
            if let sortie = docks[id]?.sortie { lose(sortie, .restarted, &turn) }
            advance(id, &turn)
        }
    }

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

    /// A new configuration: docks that are gone leave with their last sortie.
    mutating func configure(_ new: FleetConfiguration, _ turn: inout Turn) {
        configuration = new
        var adopted = Table<DockID, Bool>(limit: docks.limit)
        for site in new.docks {
            adopted[site.id] = true
            if docks[site.id] == nil { docks[site.id] = DockState(site: site) }
            docks.update(site.id) {
                $0.site = site
                $0.isAdopted = true
            }
        }
        for id in docks.ids where adopted[id] == nil { retire(id, &turn) }
        returnFromAreas(&turn)
        advanceAll(&turn)
    }

    /// An area came into force ahead of an aircraft in the air (S20).
    private mutating func returnFromAreas(_ turn: inout Turn) {
        guard let configuration else { return }
        let airspace = Airspace(configuration: configuration)
        for (id, sortie) in sorties where sortie.state == .airborne && sortie.returnOrder == nil {
            guard let profile = sortie.profile, let launchedAt = sortie.launchedAt else { continue }
            let elapsed = (turn.now - launchedAt).wholeSeconds
            let ahead = profile.legs.filter { $0.endSeconds >= elapsed }
            if airspace.areaMet(by: ahead, start: launchedAt) != nil {
                orderReturn(id, .area, by: nil, &turn)
            }
        }
    }

    private mutating func retire(_ id: DockID, _ turn: inout Turn) {
        docks.update(id) { $0.isAdopted = false }
        let reason = Bilingual(en: "its dock was taken out", zh: "机场已移出配置")
        if let sortie = docks[id]?.sortie.flatMap({ sorties[$0] }), !sortie.state.isInTheAir {
            undo(sortie, &turn)
            move(sortie.id, .cancelled, reason, &turn)
        }
        for mission in docks[id]?.missions.compactMap({ missions[$0] }) ?? []
        where mission.sortie == nil {
            end(mission, .cancelled, reason, &turn)
        }
        dropIfRemoved(id)
    }

    /// No broker: what is not launched is cancelled and planned again (S24).
    ///
    /// No store: launches hold.
    mutating func take(_ new: ControllerHealth, _ turn: inout Turn) {
        let old = health
        health = new
        tell(Bilingual(en: "broker", zh: "消息服务器"), old.hasBroker, new.hasBroker, &turn)
        tell(Bilingual(en: "store", zh: "存储"), old.hasStore, new.hasStore, &turn)
        if old.hasBroker, !new.hasBroker {
            for (id, sortie) in sorties where !sortie.state.isInTheAir {
                lose(id, Bilingual(en: "broker lost", zh: "消息服务器断开"), &turn)
            }
        }
        advanceAll(&turn)
    }

    private func tell(_ what: Bilingual, _ was: Bool, _ isNow: Bool, _ turn: inout Turn) {
        guard was != isNow else { return }
        turn.tell(isNow ? .siteRecovered : .siteDegraded, Subject(), [FactValue("what", what)])
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

extension Bilingual {
    static let restarted = Bilingual(en: "roostd restarted before the launch", zh: "起飞前 roostd 重启")
}
