// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What people ask for.
extension Fleet {
    mutating func answer(_ request: FleetRequest, by person: Person, _ turn: inout Turn) {
        switch request {
        case .dispatch(let place, let grid, let dock, let height, let looks):
            let call = Call(
                place: place,
                grid: grid,
                dock: dock,
                height: height,
                looks: looks ?? false
            )
            dispatch(call, person, &turn)
        case .patrol(let route, let dock, nil): patrol(route, dock, person, &turn)
        case .patrol(let route, let dock, let when?):
            standBy(route, dock, when, person, &turn)
        case .relay(let route, let from, let to): relay(route, from, to, person, &turn)
        case .pause(let dock): pause(dock, by: person, &turn)
        case .resume(let dock): resume(dock, by: person, &turn)
        case .cancelReturn(let dock): cancelReturn(dock, by: person, &turn)
        case .flyTo(let dock, let place, let grid, let height):
            flyTo(Call(place: place, grid: grid, dock: dock, height: height), by: person, &turn)
        case .recall(let dock): recall(dock, by: person, &turn)
        case .cancel(let mission): cancel(mission, by: person, &turn)
        case .hold(let scope, let reason): hold(scope, reason, by: person, &turn)
        case .stop(let scope, let reason): stop(scope, reason, by: person, &turn)
        case .release(let scope): release(scope, by: person, &turn)
        case .confirmClock: confirmClock(by: person, &turn)
        case .payload(let dock, let request): use(dock, request, by: person, &turn)
        case .maintain(let dock, let request): maintain(dock, request, by: person, &turn)
        }
    }

    private mutating func confirmClock(by person: Person, _ turn: inout Turn) {
        guard !isClockTrusted else {
            let what = FactValue("what", Bilingual(en: "the clock", zh: "时钟"))
            let state = FactValue("state", Bilingual(en: "trusted already", zh: "已可信"))
            return turn.refuse(.wrongState, Subject(person: person.name), [what, state])
        }
        trustClock(by: Bilingual(person.name), &turn)
        advanceAll(&turn)
    }

    /// S16: before the launch is handed over the mission is cancelled; after it the aircraft comes
    /// home at once.
    ///
    /// There is no third outcome.
    private mutating func cancel(_ id: MissionID, by person: Person, _ turn: inout Turn) {
        guard let mission = missions[id] else {
            return turn.refuse(.unknownSubject, Subject(mission: id), [FactValue("what", id)])
        }
        let reason = Bilingual(en: "cancelled by \(person.name)", zh: "由 \(person.name) 取消")
        if let sortie = mission.sortie.flatMap({ sorties[$0] }) {
            if sortie.state.isInTheAir {
                comeHome(sortie, .cancel, by: person, &turn)
            } else {
                end(mission, .cancelled, reason, &turn)
                undo(sortie, &turn)
                move(sortie.id, .cancelled, reason, &turn)
            }
        } else {
            end(mission, .cancelled, reason, &turn)
        }
        advance(mission.dock, &turn)
    }

    private mutating func hold(
        _ scope: HoldScope,
        _ reason: String,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard isKnown(scope) else {
            return turn.refuse(.unknownSubject, Subject(), [FactValue("what", scope.text)])
        }
        guard !holds.isFull else {
            let what = FactValue("what", Bilingual(en: "hold", zh: "停飞令"))
            return turn.refuse(.tableFull, Subject(), [what, FactValue("limit", holds.limit)])
        }
        let id = turn.issuer.hold()
        let reason = String(reason.prefix(500))
        holds[id] = Hold(id: id, scope: scope, reason: reason, by: person.name, since: turn.now)
        turn.tell(
            .holdPlaced,
            Subject(hold: id, person: person.name),
            [FactValue("scope", scope.text), FactValue("reason", reason)]
        )
        advanceMissions(in: scope, &turn)
    }

    /// Freezes launches in a scope and brings home what may be out there; what has not left stays in,
    /// held (D7).
    ///
    /// Aircraft are called home also where the table of holds is full: the refusal is told then.
    private mutating func stop(
        _ scope: HoldScope,
        _ reason: String,
        by person: Person,
        _ turn: inout Turn
    ) {
        hold(scope, reason, by: person, &turn)
        guard isKnown(scope) else { return }
        for id in mayBeInTheAir(in: scope) { recall(id, by: person, &turn) }
    }

    /// Ends every hold of exactly this scope.
    ///
    /// A dock without a hold but with a sortie whose state is unknown: the person's word is that
    /// its aircraft is down and accounted for, and its corridor opens to others (S21).
    private mutating func release(_ scope: HoldScope, by person: Person, _ turn: inout Turn) {
        guard !person.name.isEmpty else {
            let what = Bilingual(en: "a name is needed", zh: "需要姓名")
            return turn.refuse(.badRequest, Subject(), [FactValue("what", what)])
        }
        let ended = holds.filter { $0.value.scope == scope }
        for (id, _) in ended {
            holds.remove(id)
            turn.tell(
                .holdReleased,
                Subject(hold: id, person: person.name),
                [FactValue("scope", scope.text)]
            )
        }
        if ended.isEmpty {
            guard isKnown(scope) else {
                return turn.refuse(.unknownSubject, Subject(), [FactValue("what", scope.text)])
            }
            guard case .dock(let dock) = scope, let sortie = docks[dock]?.sortie,
                sorties[sortie]?.state == .unknown
            else {
                let state = FactValue("state", Bilingual(en: "not held", zh: "未停飞"))
                let values = [FactValue("what", scope.text), state]
                return turn.refuse(.wrongState, Subject(), values)
            }
            move(sortie, .standingAway, &turn)
        }
        advanceMissions(in: scope, &turn)
    }

    private mutating func advanceMissions(in scope: HoldScope, _ turn: inout Turn) {
        switch scope {
        case .dock(let id): advance(id, &turn)
        case .fleet, .zone:
            for id in docks.ids where docks[id]?.missions.isEmpty == false { advance(id, &turn) }
        }
    }
}
