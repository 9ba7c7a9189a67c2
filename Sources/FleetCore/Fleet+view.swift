// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// What readers and planning ask.
extension Fleet {
    /// What planning needs to know of each dock now.
    public func availability(at now: Timestamp) -> [DockAvailability] {
        docks.filter { $0.value.isAdopted }.map { id, dock in
            // One that waits for its conditions gives way to whatever is planned.
            let sortie = dock.sortie.flatMap { sorties[$0] }.flatMap { $0.isStandingBy ? nil : $0 }
            var battery = dock.dock.chargePercent.map { min(100, max(0, $0)) * 10 }
            var availableAt = now
            if let sortie {
                let turnaround = configuration?.times.turnaroundSeconds ?? 0
                let length = (sortie.profile?.durationSeconds ?? 0) + turnaround
                let start = sortie.launchedAt ?? sortie.start
                availableAt = max(now, start + .seconds(length))
                // The dock's last word is of before the flight (MODEL § 7: the estimate at landing).
                battery = battery.map { max(0, $0 - (sortie.profile?.energyPermille ?? 0)) }
            }
            let run = sortie?.mission.flatMap { missions[$0]?.run }
            return DockAvailability(
                dock: id,
                batteryPermille: battery,
                availableAt: availableAt,
                isBarred: isBarred(dock, sortie),
                isOnCall: sortie != nil && run == nil,
                waiting: dock.missions.compactMap { missions[$0] }
                    .filter(isUnlaunched).compactMap(\.run)
            )
        }
    }

    /// Whether nothing may be planned at a dock for now.
    ///
    /// One that was not heard yet is not lost: a plan made at the start counts with it.
    private func isBarred(_ dock: DockState, _ sortie: Sortie?) -> Bool {
        dock.link == .silent || sortie?.state == .unknown || dock.isWeatherHeld
            || dock.isBetweenDocks || sortie?.relay != nil || dock.isMissingAircraft == true
            || dock.alarms.contains { $0.level >= 2 } || !holds(on: dock.id).isEmpty
    }

    /// Whether a dock's telemetry is to be passed each 3 s: a departure within 120 s, or a sortie
    /// open.
    public func isWatched(_ id: DockID, at now: Timestamp) -> Bool {
        // For each message that comes.
        docks.look(at: id) { dock in
            dock.sortie != nil
                || dock.missions.contains { mission in
                    missions.look(at: mission) { $0.start - FleetTimes.watchedBefore <= now }
                        ?? false
                }
        } ?? false
    }

    /// The wayline of an open sortie, by its wire id; nil: no such flight is open.
    public func task(of flight: WireID) -> FlightTask? {
        for (_, sortie) in sorties where sortie.wire == flight {
            if case .wayline(let task) = sortie.assignment { return task }
        }
        return nil
    }

    /// The answers of the interlocks that need no flight, for a glance at a dock; empty: no such
    /// dock.
    ///
    /// A dock at rest is listened to more slowly than before a launch: a reading counts for 30 s
    /// here.
    public func readiness(of id: DockID, at now: Timestamp) -> [InterlockReading] {
        guard let dock = docks[id], let configuration else { return [] }
        var candidate = Candidate(site: dock.site, start: now, isCall: true)
        // Only the reserve is asked of the battery: the need depends on the flight.
        candidate.profile = dock.site.profile(to: dock.site.grid, configuration.times)
        candidate.profile?.energyPermille = 0
        candidate.sortie = standby(at: dock)?.id
        var gate = Gate(
            fleet: self,
            configuration: configuration,
            state: dock,
            candidate: candidate,
            now: now
        )
        gate.freshFor = FleetTimes.shownFor
        return gate.dockVerdict()
    }

    /// Why a command that waited in its lane must not leave now; nil: it may.
    ///
    /// The last look before the wire: what happened since it was asked for counts (S16), and a
    /// launch leaves within a second of its verdict (SAFETY A).
    public func objection(
        to command: DockCommand,
        of effect: EffectID,
        at now: Timestamp
    ) -> Bilingual? {
        if let dock = work.dock(awaiting: effect) { return objectionToTask(at: dock) }
        let sortie = docks[command.dock]?.sortie.flatMap { sorties[$0] }
        switch command.order {
        case .prepare(let task):
            let isWanted = sortie?.id == task.sortie && sortie?.state == .preparing
            return isWanted ? nil : Bilingual(en: "its sortie has ended", zh: "架次已结束")
        case .receive: return objectionToReceive(sortie, effect, at: now)
        case .execute, .takeOff, .relay:
            guard let sortie, sortie.state == .starting, sortie.launchEffect == effect else {
                return Bilingual(en: "its sortie is no longer starting", zh: "架次已不在起飞阶段")
            }
            if !health.hasBroker || !health.hasStore {
                return Bilingual(en: "the controller is degraded", zh: "控制器降级运行")
            }
            if !isClockTrusted {
                return Bilingual(en: "the clock is in doubt", zh: "系统时钟存疑")
            }
            if sortie.returnOrder != nil { return Bilingual(en: "it was recalled", zh: "已被召回") }
            let legs = sortie.profile?.legs ?? []
            if let hold = sortie.docksTaken.lazy.flatMap({ holds(on: $0, legs: legs) }).first {
                return Bilingual(en: "\(hold.id) bars its dock", zh: "停飞令 \(hold.id) 生效")
            }
            guard let verdict = docks[command.dock]?.verdict,
                now - verdict.at <= FleetTimes.verdictFor
            else {
                return Bilingual(en: "its interlocks were read too long ago", zh: "联锁判定已过时")
            }
            return nil
        case .pause, .resume, .cancelReturn, .flyTo:
            let isWanted = sortie?.steering?.effect == effect
            return isWanted ? nil : Bilingual(en: "it was overtaken", zh: "已被后续指令取代")
        case .job(.updateAreas): return areaObjection(at: command.dock)
        case .returnHome:
            // What roost ordered of its own accord before somebody took the aircraft is not said again (S17).
            let isOwn = sortie?.returnOrder.map { $0.by == nil } ?? false
            return isOwn && isInHands(command.dock) ? .inHands : nil
        case .job, .undo, .look, .photo, .zoom, .grab, .speak, .volume, .voice,
            .liveControl,
            .set, .returnTo, .stopHalf:
            return nil
        }
    }

    /// An instant as people of the site read it.
    func local(_ instant: Timestamp) -> String { instant.text(in: configuration?.calendar) }

    /// The same to the minute, for a sentence: `2026-05-12 08:58`.
    func moment(_ instant: Timestamp) -> String {
        let text = local(instant)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// Serial numbers of docks with live control open, or on its way.
    public var liveSerials: [String] {
        docks.values.filter { $0.liveControl ?? 0 > 0 }.map(\.site.serial)
    }

    /// Open sorties and the last one of each dock, newest first, each once: one between two docks is the last of
    /// both.
    public var knownSorties: [Sortie] {
        let all = sorties.values + docks.values.compactMap(\.lastSortie)
        return Dictionary(all.map { ($0.id, $0) }) { open, _ in open }.values.sorted {
            $0.id > $1.id
        }
    }

    /// The docks that must be heard under a configuration: its own, and those that it takes out while their
    /// aircraft is out.
    public func heard(under new: FleetConfiguration) -> [DockSite] {
        let ids = Set(new.docks.map(\.id))
        let leaving = docks.values.map(\.site).filter {
            !ids.contains($0.id) && openSortie(at: $0.id)?.state.isInTheAir == true
        }
        return new.docks + leaving
    }

    /// The open sortie of a dock.
    public func openSortie(at dock: DockID) -> Sortie? {
        (docks.look(at: dock) { $0.sortie } ?? nil).flatMap { sorties[$0] }
    }
}
