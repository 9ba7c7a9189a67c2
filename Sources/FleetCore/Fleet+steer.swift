// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What a person tells an aircraft in the air: what it does then is known by the dock's word alone (C9).
extension Fleet {
    /// Stops an aircraft on its route.
    mutating func pause(_ id: DockID, by person: Person, _ turn: inout Turn) {
        guard let sortie = steered(id, &turn) else { return }
        guard sortie.state == .airborne, !sortie.isPaused, sortie.returnOrder == nil,
            case .wayline = sortie.assignment, sortie.diversion == nil
        else { return turn.outcome.refusal = sortie.wrongState(nil) }
        steer(sortie, .pause(sortie.id), .pause, by: person.name, &turn)
    }

    /// Goes on along the route, in the air, or from the break point with a new sortie.
    mutating func resume(_ id: DockID, by person: Person, _ turn: inout Turn) {
        if openSortie(at: id) == nil, docks[id]?.lastSortie?.breakPoint != nil {
            return flyTheRest(at: id, by: person, &turn)
        }
        guard let sortie = steered(id, &turn) else { return }
        guard sortie.state == .airborne, sortie.isPaused, sortie.returnOrder == nil,
            sortie.diversion == nil
        else { return turn.outcome.refusal = sortie.wrongState(nil) }
        steer(sortie, .resume(sortie.id), .resume, by: person.name, &turn)
    }

    /// Breaks a return off: the aircraft hovers, its route is gone (PROTOCOL § 9).
    ///
    /// Not what must come home: battery, weather, areas and holds win.
    mutating func cancelReturn(_ id: DockID, by person: Person, _ turn: inout Turn) {
        guard let sortie = steered(id, &turn), let dock = docks[id] else { return }
        guard sortie.state == .returning || sortie.returnOrder != nil, !sortie.isInEmergency else {
            return turn.outcome.refusal = sortie.wrongState(nil)
        }
        let cause = returnCause(sortie, dock, at: turn.now) ?? sortie.returnOrder?.cause
        if let cause, cause.isBinding {
            return turn.outcome.refusal = sortie.wrongState(cause.text)
        }
        if let hold = holds(on: id, legs: sortie.profile?.legs ?? []).first {
            let why = Bilingual(en: "\(hold.id) bars its dock", zh: "停飞令 \(hold.id) 生效")
            return turn.outcome.refusal = sortie.wrongState(why)
        }
        steer(sortie, .cancelReturn, .cancelReturn, by: person.name, &turn)
    }

    /// The open sortie of a dock that can be told something; nil: refused.
    private func steered(_ id: DockID, _ turn: inout Turn) -> Sortie? {
        guard let dock = docks[id] else {
            turn.refuse(.unknownSubject, Subject(dock: id), [FactValue("what", id)])
            return nil
        }
        guard dock.link == .online else {
            turn.outcome.refusal = lost(dock)
            return nil
        }
        guard let sortie = dock.sortie.flatMap({ sorties[$0] }), !sortie.isForeign else {
            let state = Bilingual(en: "not flying for us", zh: "未执行本系统任务")
            turn.refuse(
                .wrongState,
                Subject(dock: id),
                [FactValue("what", id), FactValue("state", state)]
            )
            return nil
        }
        guard !isInHands(id) else {
            turn.outcome.refusal = sortie.wrongState(.inHands)
            return nil
        }
        guard sortie.relay == nil else {
            turn.outcome.refusal = sortie.wrongState(.betweenDocks)
            return nil
        }
        if let steering = sortie.steering {
            turn.refuse(
                .orderPending,
                Subject(dock: id, sortie: sortie.id, person: steering.by),
                [FactValue("order", steering.order.word)]
            )
            return nil
        }
        return sortie
    }

    /// Sends a person's order: once, for a second pause may meet another state.
    mutating func steer(
        _ sortie: Sortie,
        _ order: Order,
        _ kind: OrderKind,
        by person: String,
        _ turn: inout Turn
    ) {
        let effect = turn.ask(
            DockCommand(dock: sortie.dock, order: order, flight: sortie.wire),
            until: turn.now + FleetTimes.command,
            .once
        )
        pending[effect] = Pending(dock: sortie.dock, sortie: sortie.id, order: kind)
        sorties.update(sortie.id) {
            $0.steering = Steering(effect: effect, order: kind, by: person, at: turn.now)
        }
        var subject = sortie.subject
        subject.person = person
        turn.tell(.sortieOrdered, subject, [FactValue("order", kind.word)])
    }

    /// A person's order was answered, or never will be.
    mutating func steeringSettled(
        _ id: SortieID,
        _ effect: EffectID,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        guard let sortie = sorties[id], let steering = sortie.steering,
            steering.effect == effect
        else { return }
        sorties.update(id) { $0.steering = nil }
        guard case .succeeded(.replied(let reply)) = settlement, reply.isAccepted else {
            if settlement == .unknown { undecided(sortie, steering.order, &turn) }
            return giveUp(sortie, &turn)
        }
        switch steering.order {
        case .pause:
            sorties.update(id) { $0.pausedUntil = turn.now + FleetTimes.hoverAtMost }
        case .resume: sorties.update(id) { $0.pausedUntil = nil }
        case .cancelReturn: hover(id, &turn)
        case .flyTo, .prepare, .launch, .undo, .returnHome, .areas, .receive, .stopHalf: break
        }
    }

    /// Nobody knows whether it was done: if it was, the aircraft comes home all the same.
    private mutating func undecided(_ sortie: Sortie, _ order: OrderKind, _ turn: inout Turn) {
        switch order {
        case .pause:
            sorties.update(sortie.id) { $0.pausedUntil = turn.now + FleetTimes.hoverAtMost }
        case .cancelReturn:
            let last = sortie.returnOrder
            orderReturn(sortie.id, last?.cause ?? .recall, by: last?.by, &turn)
        case .resume, .flyTo, .prepare, .launch, .undo, .returnHome, .areas, .receive, .stopHalf:
            break
        }
    }

    /// The dock says that the return is broken off by order: it hovers, and somebody must know.
    private mutating func hover(_ id: SortieID, _ turn: inout Turn) {
        let until = turn.now + FleetTimes.hoverAtMost
        sorties.update(id) {
            $0.returnOrder = nil
            $0.isPaused = false
            $0.hoverUntil = until
        }
        move(id, .hovering, &turn)
        guard let sortie = sorties[id] else { return }
        turn.tell(.sortieHovers, sortie.subject, [FactValue("until", local(until))])
    }
}

extension Sortie {
    /// Why an order makes no sense now.
    func wrongState(_ why: Bilingual?) -> Refusal {
        var text = state.text
        if isPaused { text = Bilingual(en: "paused", zh: "已暂停") }
        if returnOrder != nil, state == .airborne {
            text = Bilingual(en: "called home", zh: "已召回")
        }
        if let why { text = Bilingual(en: "\(text.en), \(why.en)", zh: "\(text.zh)，\(why.zh)") }
        return Refusal(
            .wrongState,
            Subject(dock: dock, sortie: id),
            [FactValue("what", id), FactValue("state", text)]
        )
    }
}

extension Sortie.ReturnCause {
    /// Whether no person may break such a return off.
    var isBinding: Bool {
        switch self {
        case .battery, .wind, .rain, .area, .brokenOff, .landingLost: true
        case .recall, .cancel, .done, .stuck: false
        }
    }
}
