// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The landing dock is lost in flight: what follows was decided before the take-off (S22).
extension Fleet {
    /// How old a word of place and battery may be for the decision where to go: the dock that told it last may
    /// be the one that is lost, which shows only after 30 s.
    private static let knownFor = FleetTimes.shownFor + FleetTimes.shownFor
    /// An aircraft nearer than this to a dock may be the one that is in it; a distance of ours.
    private static let overDock = 100.0

    /// Looks whether the dock where it is to come down still can take it.
    mutating func watchLanding(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let relay = sortie.relay else { return }
        if relay.lost == nil {
            guard let why = landingBar(relay.landing, sortie, at: turn.now) else { return }
            return loseLanding(id, .of(relay.landing, why), &turn)
        }
        // Called back, it may lose the other one as well.
        guard relay.home == sortie.dock, !relay.isAlternateTold, sortie.state.isInTheAir,
            let why = landingBar(sortie.dock, sortie, at: turn.now)
        else { return }
        tellAlternate(sortie, .of(sortie.dock, why), &turn)
    }

    /// Why a dock cannot take the aircraft of a sortie; nil: nothing says so, or it has it.
    private func landingBar(_ id: DockID, _ sortie: Sortie, at now: Timestamp) -> Bilingual? {
        guard let dock = docks[id] else { return nil }
        let isIn = dock.fresh(dock.dock.isAircraftInDock, dock.times.presence, now: now) == true
        let word = id == sortie.dock ? sortie.relay?.takeOffWord : sortie.relay?.landingWord
        if isIn, word?.status == .ok { return nil }
        if let bar = dock.landingBar(at: now) { return bar }
        if isHidden(dock, sortie, at: now) { return .silentDock }
        guard isIn, sortie.leftAt != nil, let carrier = carrier(of: sortie),
            let place = carrier.fresh(carrier.aircraft.grid, carrier.times.aircraftPlace, now: now),
            dock.site.grid.distance(to: place).value > Self.overDock
        else { return nil }
        return Bilingual(en: "another aircraft is in it", zh: "舱内有其他飞机")
    }

    /// Whether a dock itself says nothing while the other one is heard: what their aircraft says may come in the
    /// name of either (PROTOCOL § 12).
    private func isHidden(_ dock: DockState, _ sortie: Sortie, at now: Timestamp) -> Bool {
        guard let saidAt = dock.times.dock, now - saidAt > FleetTimes.shownFor else { return false }
        return sortie.docksTaken.contains { id in
            guard id != dock.id, let other = docks[id]?.times.dock else { return false }
            return now - other <= FleetTimes.freshFor
        }
    }

    /// Before the launch nothing flies; in the air it falls back to the dock that it left if the battery
    /// lasts, else its own way to the alternate landing point is all there is, and a person must know.
    mutating func loseLanding(_ id: SortieID, _ why: Bilingual, _ turn: inout Turn) {
        guard let sortie = sorties[id], let relay = sortie.relay, relay.lost == nil else { return }
        guard sortie.state.isInTheAir else { return breakUp(id, why, &turn) }
        sorties.update(id) { $0.relay?.lost = why }
        guard canFallBack(sortie, at: turn.now) else { return tellAlternate(sortie, why, &turn) }
        sorties.update(id) { $0.relay?.home = sortie.dock }
        turn.tell(
            .relayFellBack,
            sortie.subject,
            [
                FactValue("landing", relay.landing), FactValue("home", sortie.dock),
                FactValue("reason", why),
            ]
        )
        comeHome(sortie, .landingLost, by: nil, &turn)
    }

    /// Whether the dock that it left can take it and the battery is known to last for the way there.
    private func canFallBack(_ sortie: Sortie, at now: Timestamp) -> Bool {
        guard let from = docks[sortie.dock], from.link == .online,
            landingBar(sortie.dock, sortie, at: now) == nil, let carrier = carrier(of: sortie)
        else { return false }
        // On its pad or just off it, it has the whole battery that the gate asked for.
        if sortie.leftAt == nil { return true }
        guard let at = carrier.times.aircraftPlace, now - at <= Self.knownFor,
            let saidAt = carrier.times.aircraftBattery, now - saidAt <= Self.knownFor,
            let place = carrier.aircraft.grid, let battery = carrier.aircraft.batteryPercent,
            let need = needPercent(from: place, saidAt: min(at, saidAt), to: from, at: now)
        else { return false }
        return battery >= need + FleetTimes.airborneReserve
    }

    /// Percent of the battery for the straight way to a dock and down, of what was said at a time; nil: not
    /// known.
    private func needPercent(
        from place: GridPoint,
        saidAt: Timestamp,
        to dock: DockState,
        at now: Timestamp
    ) -> Int? {
        guard let configuration, let endurance = dock.airframe.envelope.enduranceSeconds,
            endurance > 0
        else { return nil }
        let times = configuration.times
        let metres = FlightProfile.metres(place.plane, dock.site.grid.plane)
        let seconds =
            FlightProfile.seconds(metres, times.ferryMetresPerSecond) + times.transitionSeconds
            + times.landingSeconds
            // Since then it flew on, at worst the other way.
            + 2 * max(0, (now - saidAt).wholeSeconds)
        return (100 * seconds + endurance - 1) / endurance
    }

    private mutating func tellAlternate(
        _ sortie: Sortie,
        _ why: Bilingual,
        _ turn: inout Turn
    ) {
        guard let relay = sortie.relay, !relay.isAlternateTold else { return }
        sorties.update(sortie.id) { $0.relay?.isAlternateTold = true }
        let point = relay.alternates[relay.home == sortie.dock ? 0 : 1].map { "\($0) " } ?? ""
        let place = Bilingual(en: "\(point)near \(relay.home)", zh: "\(relay.home) 附近 \(point)")
        turn.tell(
            .relayAlternate,
            sortie.subject,
            [
                FactValue("landing", relay.home), FactValue("reason", why),
                FactValue("place", place),
            ]
        )
    }

    /// Sends the way home to both docks: the one that has the radio link does it, and it may safely come
    /// twice (PROTOCOL § 4).
    ///
    /// Its home is the landing dock from the take-off on, until it is told another (PROTOCOL § 12).
    mutating func sendReturn(of sortie: Sortie, _ turn: inout Turn) {
        guard let relay = sortie.relay else { return }
        var order = Order.returnHome
        if relay.home == sortie.dock { order = .returnTo(serial: relay.task.takeOff) }
        let online = sortie.docksTaken.filter { docks[$0]?.link == .online }
        var asked: [EffectID] = []
        for dock in online.isEmpty ? sortie.docksTaken : online {
            let effect = turn.ask(
                DockCommand(dock: dock, order: order, flight: sortie.wire),
                until: turn.now + FleetTimes.returnHome,
                .untilExpiry
            )
            pending[effect] = Pending(dock: dock, sortie: sortie.id, order: .returnHome)
            asked.append(effect)
        }
        sorties.update(sortie.id) {
            $0.relay?.asked = asked
            $0.relay?.isReturning = false
        }
    }

    /// A no of one dock is no news: the other has the link.
    ///
    /// A no of both is, and a way back that nobody takes is none. Of an order that was overtaken neither is.
    mutating func returnSettled(
        _ sortie: Sortie,
        _ effect: EffectID,
        _ no: Bilingual?,
        _ turn: inout Turn
    ) {
        guard var asked = sortie.relay?.asked, asked.contains(effect) else { return }
        guard let no else { return _ = sorties.update(sortie.id) { $0.relay?.isReturning = true } }
        asked.removeAll { $0 == effect }
        sorties.update(sortie.id) { $0.relay?.asked = asked }
        guard asked.isEmpty, sortie.state.isInTheAir else { return }
        turn.tell(
            .commandFailed,
            sortie.subject,
            [FactValue("order", OrderKind.returnHome.word), FactValue("reason", no)]
        )
        // One that never left has nothing to bring home.
        guard sortie.relay?.lost != nil, sortie.leftAt != nil else { return }
        tellAlternate(sortie, no, &turn)
    }
}

extension Bilingual {
    /// It came down in the dock that it had left.
    static func fellBack(_ why: Bilingual?) -> Bilingual {
        let reason = why ?? Bilingual(en: "not said why", zh: "原因未知")
        return Bilingual(
            en: "came back to the dock that it left: \(reason.en)",
            zh: "返回起飞机场：\(reason.zh)"
        )
    }
}
