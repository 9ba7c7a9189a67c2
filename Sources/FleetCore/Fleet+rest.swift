// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The rest of a route that was broken off: a new sortie from the break point (PROTOCOL § 10, B9).
extension Fleet {
    /// Flies the rest of a dock's last sortie, as a mission of its own through every interlock.
    mutating func flyTheRest(at id: DockID, by person: Person, _ turn: inout Turn) {
        guard let last = docks[id]?.lastSortie, let point = last.breakPoint,
            case .wayline(let task) = last.assignment, last.relay == nil,
            let route = route(task.wayline.route), let dock = docks[id], let configuration
        else {
            let state = Bilingual(en: "without a break point", zh: "无断点")
            let values = [FactValue("what", id), FactValue("state", state)]
            return turn.refuse(.wrongState, Subject(dock: id), values)
        }
        if let why = point.bar { return turn.outcome.refusal = last.wrongState(why) }
        guard task.wayline == dock.site.wayline(of: route, configuration.times) else {
            let why = Bilingual(en: "its route was changed since", zh: "航线此后已变更")
            return turn.outcome.refusal = last.wrongState(why)
        }
        guard hasRoom(&turn) else { return }
        let mission = rest(of: last, route.id, point, by: person.name, &turn)
        guard let verdict = ask(mission, dock, turn.now) else { return }
        let open = verdict.filter(\.isOpen)
        guard open.isEmpty else {
            let reasons = [Bilingual.held(id, open.map(\.text))]
            return turn.refuse(.interlocksOpen, Subject(dock: id), reasons: reasons)
        }
        begin(mission, of: last, person, &turn)
        advance(id, &turn)
    }

    /// A patrol that gave way in the air is flown on when its dock is ready, for half an hour.
    mutating func flyTheRestLater(_ last: Sortie, _ turn: inout Turn) {
        guard last.gaveWay == true, let point = last.breakPoint, point.bar == nil,
            last.ending?.status != .ok, case .wayline(let task) = last.assignment,
            let route = task.wayline.route, !missions.isFull
        else { return }
        let mission = rest(of: last, route, point, by: "roost", &turn)
        begin(mission, of: last, Person(name: "roost", role: .dispatcher), &turn)
    }

    private func rest(
        of last: Sortie,
        _ route: RouteID,
        _ point: BreakPoint,
        by person: String,
        _ turn: inout Turn
    ) -> Mission {
        let (id, wire) = turn.issuer.mission(at: turn.now)
        var mission = Mission(
            id: id,
            wire: wire,
            purpose: .route(route),
            run: nil,
            by: person,
            dock: last.dock,
            start: turn.now,
            latest: turn.now + FleetTimes.restWithin
        )
        mission.from = point
        return mission
    }

    private mutating func begin(
        _ mission: Mission,
        of last: Sortie,
        _ person: Person,
        _ turn: inout Turn
    ) {
        missions[mission.id] = mission
        docks.update(mission.dock) {
            $0.missions.append(mission.id)
            // What was broken off is flown on once.
            $0.lastSortie?.breakPoint = nil
        }
        let route = mission.route.map { "\($0)" } ?? ""
        let what = Bilingual(
            en: "fly the rest of \(last.id) on \(route)",
            zh: "续飞 \(last.id) 的航线 \(route)"
        )
        requested(mission, what, person, &turn)
    }
}

extension BreakPoint {
    /// Why nobody flies on from it; nil: the numbers do not forbid it (PROTOCOL § 10).
    var bar: Bilingual? {
        switch reason {
        case 517?, 1565?: Bilingual(en: "an obstacle stopped it", zh: "因障碍物中断")
        case .some(1...7), .some(1539...1563), .some(1588...1649):
            Bilingual(en: "the route's data stopped it", zh: "因航线数据中断")
        case .some, nil: nil
        }
    }
}
