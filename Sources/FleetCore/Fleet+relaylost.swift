// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The landing dock is lost in flight: what follows was decided before the take-off (S22).
extension Fleet {
    /// How old a word of place and battery may be for the decision where to go.
    private static let knownFor = FleetTimes.linkLost

    /// Looks whether the dock where it is to come down still can take it.
    mutating func watchLanding(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let relay = sortie.relay else { return }
        if relay.lost == nil {
            guard let why = docks[relay.landing]?.landingBar(at: turn.now) else { return }
            return loseLanding(id, .of(relay.landing, why), &turn)
        }
        // Called back, it may lose the other one as well.
        guard relay.home == sortie.dock, !relay.isAlternateTold, sortie.state.isInTheAir,
            let why = docks[sortie.dock]?.landingBar(at: turn.now)
        else { return }
        tellAlternate(sortie, .of(sortie.dock, why), &turn)
    }

    /// Before the launch nothing flies; in the air it falls back to the dock that it left if the battery
    /// lasts, else its own way to the alternate landing point is all there is, and a person must know.
    mutating func loseLanding(_ id: SortieID, _ why: Bilingual, _ turn: inout Turn) {
        guard let sortie = sorties[id], let relay = sortie.relay, relay.lost == nil else { return }
        guard sortie.state.isInTheAir else { return breakUp(id, why, &turn) }
        sorties.update(id) { $0.relay?.lost = why }
        guard canFallBack(sortie, at: turn.now) else { return tellAlternate(sortie, why, &turn) }
        sorties.update(id) {
            $0.relay?.home = sortie.dock
            $0.returnOrder = nil
        }
        turn.tell(
            .relayFellBack,
            sortie.subject,
            [
                FactValue("landing", relay.landing), FactValue("home", sortie.dock),
                FactValue("reason", why),
            ]
        )
        orderReturn(id, .landingLost, by: nil, &turn)
    }

    /// Whether the dock that it left can take it and the battery is known to last for the way there.
    private func canFallBack(_ sortie: Sortie, at now: Timestamp) -> Bool {
        guard let from = docks[sortie.dock], from.link == .online,
            from.landingBar(at: now) == nil, let carrier = carrier(of: sortie)
        else { return false }
        // On its pad or just off it, it has the whole battery that the gate asked for.
        if sortie.leftAt == nil { return true }
        guard let at = carrier.times.aircraftPlace, now - at <= Self.knownFor,
            let saidAt = carrier.times.aircraftBattery, now - saidAt <= Self.knownFor,
            let place = carrier.aircraft.grid, let battery = carrier.aircraft.batteryPercent,
            let need = needPercent(from: place, to: from, sortie)
        else { return false }
        return battery >= need + FleetTimes.airborneReserve
    }

    /// Percent of the battery for the straight way to a dock and down; nil: not known.
    private func needPercent(
        from place: GridPoint,
        to dock: DockState,
        _ sortie: Sortie
    ) -> Int? {
        let aircraft = dock.guest?.aircraft ?? dock.site.aircraft
        guard let configuration, let endurance = aircraft.envelope.enduranceSeconds, endurance > 0
        else { return nil }
        let times = configuration.times
        let metres = FlightProfile.metres(place.plane, dock.site.grid.plane)
        let seconds =
            FlightProfile.seconds(metres, times.ferryMetresPerSecond) + times.transitionSeconds
            + times.landingSeconds
        return (100 * seconds + endurance - 1) / endurance
    }

    private mutating func tellAlternate(
        _ sortie: Sortie,
        _ why: Bilingual,
        _ turn: inout Turn
    ) {
        guard let relay = sortie.relay, !relay.isAlternateTold else { return }
        sorties.update(sortie.id) { $0.relay?.isAlternateTold = true }
        let place = Bilingual(
            en: "near \(relay.home)",
            zh: "\(relay.home) 附近"
        )
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
        let asked = online.isEmpty ? sortie.docksTaken : online
        sorties.update(sortie.id) { $0.relay?.asked = asked }
        for dock in asked {
            let effect = turn.ask(
                DockCommand(dock: dock, order: order, flight: sortie.wire),
                until: turn.now + FleetTimes.returnHome,
                .untilExpiry
            )
            pending[effect] = Pending(dock: dock, sortie: sortie.id, order: .returnHome)
        }
    }

    /// A no of one dock is no news: the other has the link.
    ///
    /// A no of both is, and a way back that nobody takes is none.
    mutating func returnSettled(
        _ sortie: Sortie,
        at dock: DockID,
        _ no: Bilingual?,
        _ turn: inout Turn
    ) {
        guard let no, var asked = sortie.relay?.asked, asked.contains(dock) else { return }
        asked.removeAll { $0 == dock }
        sorties.update(sortie.id) { $0.relay?.asked = asked }
        guard asked.isEmpty, sortie.state.isInTheAir else { return }
        turn.tell(
            .commandFailed,
            sortie.subject,
            [FactValue("order", OrderKind.returnHome.word), FactValue("reason", no)]
        )
        guard let relay = sortie.relay, relay.lost != nil else { return }
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
