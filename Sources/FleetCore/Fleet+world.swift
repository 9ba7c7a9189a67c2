// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Restart, configuration and the controller's own health.
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

    /// A new configuration: docks that are gone leave with their last sortie.
    mutating func configure(_ new: FleetConfiguration, _ turn: inout Turn) {
        configuration = new
        reserveGroups = new.reserveGroups
        var adopted = Table<DockID, Bool>(limit: docks.limit)
        for site in new.docks {
            adopted[site.id] = true
            if docks[site.id] == nil { docks[site.id] = DockState(site: site) }
            docks.update(site.id) {
                // Another aircraft keeps nothing of what this one kept, and may tell what this one does not.
                if $0.site.aircraft.serial != site.aircraft.serial {
                    $0.awayAt = nil
                    $0.areas = nil
                    $0.tellsControl = nil
                }
                $0.site = site
                $0.isAdopted = true
            }
        }
        for id in docks.ids where adopted[id] == nil { retire(id, &turn) }
        reconcileGuests()
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

extension Bilingual {
    static let restarted = Bilingual(en: "roostd restarted before the launch", zh: "起飞前 roostd 重启")
}
