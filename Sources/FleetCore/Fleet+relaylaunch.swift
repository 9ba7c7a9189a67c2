// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A flight between two docks on its way to the launch: first both prepare, then the landing dock gets ready
// to take the aircraft, and only then does it leave.
extension Fleet {
    /// Both docks are taken, and each is told to prepare the same.
    mutating func prepareBoth(_ mission: Mission, _ pair: RelayPair, _ turn: inout Turn) {
        let (id, wire) = turn.issuer.sortie(at: turn.now)
        var task = FlightTask(
            sortie: id,
            flight: wire,
            wayline: pair.site.wayline(of: pair.route, pair.configuration.times),
            executeAt: turn.now,
            returnHeight: pair.site.ferryHeight
        )
        task.isShared = true
        var sortie = Sortie(
            id: id,
            wire: wire,
            mission: mission.id,
            dock: pair.from.id,
            assignment: .wayline(task),
            profile: pair.profile,
            start: turn.now,
            state: .preparing,
            since: turn.now,
            wordAt: turn.now
        )
        sortie.relay = Sortie.Relay(
            landing: pair.to.id,
            task: RelayTask(
                sortie: id,
                takeOff: pair.from.site.serial,
                landing: pair.to.site.serial,
                aircraft: pair.from.airframe.serial
            ),
            alternates: [pair.from, pair.to].map { $0.relayLink?.alternate }
        )
        sorties[id] = sortie
        missions.update(mission.id) {
            $0.sortie = id
            $0.state = .assigned
        }
        turn.tell(.sortiePreparing, sortie.subject)
        turn.tell(.relayReserved, sortie.subject, [FactValue("landing", pair.to.id)])
        for dock in sortie.docksTaken {
            docks.update(dock) { $0.sortie = id }
            let command = DockCommand(dock: dock, order: .prepare(task), flight: wire)
            let effect = turn.ask(command, until: turn.now + FleetTimes.sharedStamp, .once)
            pending[effect] = Pending(dock: dock, sortie: id, order: .prepare)
        }
    }

    /// How a command of a flight between two docks ended.
    mutating func halfSettled(
        _ sortie: Sortie,
        _ command: Pending,
        _ effect: EffectID,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        let no = settlement.no.map { Bilingual.of(command.dock, $0) }
        switch command.order {
        case .prepare:
            guard sortie.state == .preparing else { return }
            if let no { return breakUp(sortie.id, no, &turn) }
            sorties.update(sortie.id) { $0.relay?.ready.append(command.dock) }
            guard let ready = sorties[sortie.id]?.relay?.ready,
                sortie.docksTaken.allSatisfy(ready.contains)
            else { return }
            move(sortie.id, .accepted, &turn)
            // The mission stands at the dock that it leaves, whichever answered last.
            advance(sortie.dock, &turn)
        case .receive:
            guard sortie.state == .prepared, sortie.relay?.receiveEffect == effect else { return }
            if let no { return breakUp(sortie.id, no, &turn) }
            sorties.update(sortie.id) { $0.relay?.isReceiving = true }
            launchBetween(sortie.id, &turn)
        case .launch: launched(sortie, settlement, &turn)
        case .returnHome: returnSettled(sortie, effect, no, &turn)
        case .pause, .resume, .cancelReturn, .flyTo, .undo, .areas, .stopHalf: break
        }
        for dock in sortie.docksTaken where dock != command.dock { advance(dock, &turn) }
    }

    /// Both docks have it: the gate and the landing dock are asked again, and that gets ready.
    mutating func receiveIfClosed(_ mission: Mission, _ turn: inout Turn) {
        guard let id = mission.sortie, let sortie = sorties[id], let relay = sortie.relay,
            relay.receiveEffect == nil, let pair = pair(of: sortie)
        else { return }
        guard isCurrent(sortie, pair) else {
            return breakUp(id, Bilingual(en: "its route was changed", zh: "航线已变更"), &turn)
        }
        let (verdict, landing) = verdicts(of: sortie, pair, .before, at: turn.now)
        let open = verdict.filter(\.isOpen) + landing.filter(\.isOpen)
        guard open.isEmpty else { return hold(mission, open, &turn) }
        missions.update(mission.id) {
            $0.open = []
            $0.state = .assigned
        }
        docks.update(relay.landing) {
            $0.verdict = DockState.Verdict(at: turn.now, readings: landing)
        }
        let effect = turn.ask(
            DockCommand(dock: relay.landing, order: .receive(relay.task), flight: sortie.wire),
            until: min(mission.latest, turn.now + FleetTimes.command) + .milliseconds(1),
            .once
        )
        pending[effect] = Pending(dock: relay.landing, sortie: id, order: .receive)
        sorties.update(id) { $0.relay?.receiveEffect = effect }
    }

    /// The landing dock is ready to take it: it leaves now or not at all.
    private mutating func launchBetween(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let relay = sortie.relay, let pair = pair(of: sortie),
            let mission = sortie.mission.flatMap({ missions[$0] })
        else { return }
        let (verdict, landing) = verdicts(of: sortie, pair, .receiving, at: turn.now)
        let open = verdict.filter(\.isOpen) + landing.filter(\.isOpen)
        guard open.isEmpty, turn.now <= mission.latest, isCurrent(sortie, pair) else {
            let reason = open.isEmpty ? Bilingual.tooLate : open.map(\.text).joined
            return breakUp(id, reason, &turn)
        }
        let until = min(mission.latest + .milliseconds(1), turn.now + FleetTimes.command)
        launch(id, .relay(relay.task), verdict, until: until, &turn)
    }

    private func verdicts(
        of sortie: Sortie,
        _ pair: RelayPair,
        _ moment: RelayMoment,
        at now: Timestamp
    ) -> ([InterlockReading], [InterlockReading]) {
        let gate = ask(pair.candidate(sortie.id, at: now), pair.from, now) ?? []
        // Without a configuration nothing is permitted.
        let none = InterlockReading(
            interlock: .controller,
            answer: .unknown,
            value: .unsaid,
            age: nil
        )
        return (
            gate.isEmpty ? [none] : gate,
            landingVerdict(pair, sortie.id, moment, at: now)
        )
    }

    private func isCurrent(_ sortie: Sortie, _ pair: RelayPair) -> Bool {
        guard case .wayline(let task) = sortie.assignment else { return false }
        return task.returnHeight == pair.site.ferryHeight
            && task.wayline == pair.site.wayline(of: pair.route, pair.configuration.times)
            && sortie.relay?.task.aircraft == pair.from.airframe.serial
    }

    /// The two docks and the route of an open sortie; nil: one of them is gone from the configuration.
    func pair(of sortie: Sortie) -> RelayPair? {
        guard case .wayline(let task) = sortie.assignment, let landing = sortie.relay?.landing,
            let route = route(task.wayline.route)
        else { return nil }
        return RelayPair(sortie.dock, landing, route, in: self)
    }

    /// It does not leave: both docks forget it, and the mission is told why.
    mutating func breakUp(_ id: SortieID, _ reason: Bilingual, _ turn: inout Turn) {
        guard let sortie = sorties[id], !sortie.state.isInTheAir else { return }
        undo(sortie, &turn)
        move(id, .refused, reason, &turn)
    }

    /// What the landing dock has is undone; once it was told to get ready, its half is ended with the
    /// sortie instead (``closeHalves(of:_:)``).
    mutating func undoHalf(of sortie: Sortie, _ turn: inout Turn) {
        guard let relay = sortie.relay, relay.receiveEffect == nil else { return }
        let effect = turn.ask(
            DockCommand(dock: relay.landing, order: .undo(sortie.id), flight: sortie.wire),
            until: turn.now + FleetTimes.command,
            .untilExpiry
        )
        pending[effect] = Pending(dock: relay.landing, sortie: sortie.id, order: .undo)
    }

    /// Why the landing dock must not be told now to get ready; nil: it may.
    func objectionToReceive(
        _ sortie: Sortie?,
        _ effect: EffectID,
        at now: Timestamp
    ) -> Bilingual? {
        guard let sortie, let relay = sortie.relay, sortie.state == .prepared,
            relay.receiveEffect == effect
        else { return Bilingual(en: "its sortie has ended", zh: "架次已结束") }
        guard health.hasBroker, health.hasStore, isClockTrusted else {
            return Bilingual(en: "the controller is degraded", zh: "控制器降级运行")
        }
        let legs = sortie.profile?.legs ?? []
        if let hold = sortie.docksTaken.lazy.flatMap({ holds(on: $0, legs: legs) }).first {
            return Bilingual(en: "\(hold.id) bars its dock", zh: "停飞令 \(hold.id) 生效")
        }
        guard let verdict = docks[relay.landing]?.verdict, now - verdict.at <= FleetTimes.verdictFor
        else {
            return Bilingual(en: "its interlocks were read too long ago", zh: "联锁判定已过时")
        }
        return nil
    }
}

extension Settlement<FleetResult> {
    /// Why a command was not done, as far as anybody can tell; nil: the dock said yes.
    fileprivate var no: Bilingual? {
        switch self {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            .dockSaid(reply.result, reply.meaning)
        case .succeeded: nil
        case .failed(let reason): reason.bilingual
        case .expired: .expired
        case .unknown: .noAnswer
        }
    }
}

extension Bilingual {
    /// Something of one of two docks.
    static func of(_ dock: DockID, _ what: Bilingual) -> Bilingual {
        Bilingual(en: "\(dock): \(what.en)", zh: "\(dock)：\(what.zh)")
    }

    static let betweenDocks = Bilingual(
        en: "between two docks, where only its return can be ordered",
        zh: "正在两机场之间飞行，仅可下令返航"
    )
}
