// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A route that a person asks for.
extension Fleet {
    /// Flies a route now, like a departure that is due: from the ready dock with the least way.
    mutating func patrol(
        _ id: RouteID,
        _ named: DockID?,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let route = knownRoute(id, &turn), let all = routeDocks(named, route, &turn),
            hasRoom(&turn)
        else { return }
        let (missionID, wire) = turn.issuer.mission(at: turn.now)
        var reasons: [Bilingual] = []
        for dock in all {
            let mission = Mission(
                id: missionID,
                wire: wire,
                purpose: .route(id),
                run: nil,
                by: person.name,
                dock: dock.id,
                start: turn.now,
                latest: turn.now + FleetTimes.lateness
            )
            guard let verdict = ask(mission, dock, turn.now) else { continue }
            let open = verdict.filter(\.isOpen)
            guard open.isEmpty else {
                reasons.append(.held(dock.id, open.map(\.text)))
                continue
            }
            missions[missionID] = mission
            docks.update(mission.dock) { $0.missions.append(missionID) }
            requested(mission, Bilingual(en: "fly \(id)", zh: "飞行 \(id)"), person, &turn)
            return advance(mission.dock, &turn)
        }
        turn.refuse(
            named == nil ? .noDockReady : .interlocksOpen,
            Subject(dock: named),
            reasons: Array(reasons.prefix(Self.reasonsTold))
        )
    }

    /// The route of a request; nil: refused.
    func knownRoute(_ id: RouteID, _ turn: inout Turn) -> Route? {
        guard configuration != nil else {
            let what = Bilingual(en: "no configuration", zh: "无配置")
            turn.refuse(.degraded, Subject(), [FactValue("what", what)])
            return nil
        }
        guard let route = route(id) else {
            turn.refuse(.unknownSubject, Subject(route: id), [FactValue("what", id)])
            return nil
        }
        return route
    }

    /// Docks that may fly a route, by the ways out and back, or the one named; nil: refused.
    func routeDocks(_ named: DockID?, _ route: Route, _ turn: inout Turn) -> [DockState]? {
        if let named, docks[named] == nil {
            turn.refuse(.unknownSubject, Subject(dock: named), [FactValue("what", named)])
            return nil
        }
        let all = docks.values
            .filter { $0.isAdopted && (named == nil || $0.id == named) }
            .compactMap { dock in dock.site.ferry(of: route).map { (dock: dock, metres: $0) } }
            .sorted { ($0.metres, $0.dock.id) < ($1.metres, $1.dock.id) }
        guard !all.isEmpty else {
            let bar = Bilingual.bar(of: named, from: route)
            turn.refuse(.outOfReach, Subject(dock: named, route: route.id), reasons: bar)
            return nil
        }
        return all.map(\.dock)
    }
}

extension DockSite {
    /// Metres of the ways out and back; nil: the route does not allow the dock, or leaves its
    /// radius.
    fileprivate func ferry(of route: Route) -> Int? {
        guard route.docks?.contains(id) != false, let first = route.grid.first,
            let last = route.grid.last,
            route.grid.allSatisfy({ grid.distance(to: $0) <= radius })
        else { return nil }
        return Int((grid.distance(to: first) + grid.distance(to: last)).value.rounded(.up))
    }
}

extension Bilingual {
    /// Why a route is flown from no dock, or not from the one that was named.
    fileprivate static func bar(of dock: DockID?, from route: Route) -> [Bilingual] {
        guard let allowed = route.docks, dock.map({ !allowed.contains($0) }) ?? true else {
            return []
        }
        let list = allowed.map(\.text).joined(separator: ", ")
        return [
            Bilingual(
                en: "\(route.id) is flown from \(list) only",
                zh: "\(route.id) 仅由 \(list) 执飞"
            )
        ]
    }
}
