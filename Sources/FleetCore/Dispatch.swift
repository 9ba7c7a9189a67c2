// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where a call is.
struct Target {
    var place: Coordinate
    var grid: GridPoint
}

// Who goes to a call, and who flies a route that a person asks for.
extension Fleet {
    /// A dock that may go, and how soon it is there.
    private struct Offer {
        var dock: DockState
        var seconds: Int
    }

    /// Sends the soonest dock whose interlocks are all closed, or the one named, or refuses with
    /// what holds each.
    mutating func dispatch(
        _ target: Target,
        _ named: DockID?,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let configuration else { return notConfigured(&turn) }
        guard target.place.isPlausible else {
            let place = target.place
            let what = FactValue("what", Bilingual(en: "place \(place)", zh: "地点 \(place)"))
            return turn.refuse(.badRequest, Subject(), [what])
        }
        guard
            let all = offers(
                named,
                &turn,
                { dock in
                    let distance = dock.site.grid.distance(to: target.grid)
                    guard distance <= dock.site.radius else { return nil }
                    return configuration.reserve.overheadSeconds
                        + FlightProfile.seconds(
                            Int(distance.value.rounded(.up)),
                            configuration.times.ferryMetresPerSecond
                        )
                }
            )
        else { return }
        guard !all.isEmpty else {
            return turn.refuse(.outOfReach, Subject(dock: named))
        }
        var reasons: [Bilingual] = []
        for offer in all {
            let candidate = Candidate(
                site: offer.dock.site,
                start: turn.now,
                latest: nil,
                profile: offer.dock.site.profile(to: target.grid, configuration.times),
                highestObstacle: configuration.safety.highestObstacle,
                sortie: nil,
                isCall: true
            )
            guard let verdict = ask(candidate, offer.dock, turn.now) else { continue }
            let open = verdict.filter(\.isOpen)
            guard !open.isEmpty else {
                return send(offer.dock, to: target, verdict, person, &turn)
            }
            reasons.append(.held(offer.dock.id, open))
        }
        refuse(named, reasons, &turn)
    }

    /// Docks by how soon they would be there; nil: the one named does not exist.
    private func offers(
        _ named: DockID?,
        _ turn: inout Turn,
        _ seconds: (DockState) -> Int?
    ) -> [Offer]? {
        if let named, docks[named] == nil {
            turn.refuse(.unknownSubject, Subject(dock: named), [FactValue("what", named)])
            return nil
        }
        return docks.map(\.value)
            .filter { $0.isAdopted && (named == nil || $0.id == named) }
            .compactMap { dock in seconds(dock).map { Offer(dock: dock, seconds: $0) } }
            .sorted { ($0.seconds, $0.dock.id) < ($1.seconds, $1.dock.id) }
    }

    private func refuse(_ named: DockID?, _ reasons: [Bilingual], _ turn: inout Turn) {
        turn.refuse(
            named == nil ? .noDockReady : .interlocksOpen,
            Subject(dock: named),
            reasons: Array(reasons.prefix(Self.reasonsTold))
        )
    }

    /// Docks that a refusal names: the nearest.
    private static let reasonsTold = 30

    private mutating func send(
        _ dock: DockState,
        to target: Target,
        _ verdict: [InterlockReading],
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let configuration, hasRoom(&turn) else { return }
        let (missionID, missionWire) = turn.issuer.mission(at: turn.now)
        let (id, wire) = turn.issuer.sortie(at: turn.now)
        var mission = Mission(
            id: missionID,
            wire: missionWire,
            purpose: .point(target.place, target.grid),
            run: nil,
            by: person.name,
            dock: dock.id,
            start: turn.now,
            latest: turn.now + FleetTimes.command
        )
        mission.state = .assigned
        mission.sortie = id
        let site = dock.site
        let task = FlightToPoint(
            sortie: id,
            flight: wire,
            place: target.place,
            ellipsoidHeight: site.groundHeight + site.ferryHeight,
            securityHeight: site.ferryHeight,
            returnHeight: site.ferryHeight,
            speed: MetresPerSecond(min(15, max(1, configuration.times.ferryMetresPerSecond)))
        )
        sorties[id] = Sortie(
            id: id,
            wire: wire,
            mission: missionID,
            dock: dock.id,
            assignment: .point(task),
            profile: site.profile(to: target.grid, configuration.times),
            start: turn.now,
            state: .prepared,
            since: turn.now,
            wordAt: turn.now
        )
        missions[missionID] = mission
        docks.update(dock.id) {
            $0.missions.append(missionID)
            $0.sortie = id
        }
        let place = target.place.rounded
        let what = Bilingual(en: "fly to \(place)", zh: "飞往 \(place)")
        requested(mission, what, person, &turn)
        launch(id, .takeOff(task), verdict, until: turn.now + FleetTimes.command, &turn)
        advance(dock.id, &turn)
    }

    private func hasRoom(_ turn: inout Turn) -> Bool {
        guard missions.isFull || sorties.isFull else { return true }
        let what = FactValue("what", Bilingual(en: "mission", zh: "任务"))
        turn.refuse(.tableFull, Subject(), [what, FactValue("limit", missions.limit)])
        return false
    }

    private func requested(
        _ mission: Mission,
        _ what: Bilingual,
        _ person: Person,
        _ turn: inout Turn
    ) {
        var subject = mission.subject
        subject.person = person.name
        turn.tell(.missionRequested, subject, [FactValue("what", what)])
        turn.outcome.mission = mission.id
    }

    private func notConfigured(_ turn: inout Turn) {
        let what = Bilingual(en: "no configuration", zh: "无配置")
        turn.refuse(.degraded, Subject(), [FactValue("what", what)])
    }

    /// Flies a route now, like a departure that is due: from the ready dock with the least way.
    mutating func patrol(
        _ id: RouteID,
        _ named: DockID?,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard configuration != nil else { return notConfigured(&turn) }
        guard let route = route(id) else {
            return turn.refuse(.unknownSubject, Subject(route: id), [FactValue("what", id)])
        }
        guard let all = offers(named, &turn, { $0.site.ferry(of: route) }) else { return }
        guard !all.isEmpty else {
            let bar = Bilingual.bar(of: named, from: route)
            return turn.refuse(.outOfReach, Subject(dock: named, route: id), reasons: bar)
        }
        guard hasRoom(&turn) else { return }
        let (missionID, wire) = turn.issuer.mission(at: turn.now)
        var reasons: [Bilingual] = []
        for offer in all {
            let mission = Mission(
                id: missionID,
                wire: wire,
                purpose: .route(id),
                run: nil,
                by: person.name,
                dock: offer.dock.id,
                start: turn.now,
                latest: turn.now + FleetTimes.lateness
            )
            guard let verdict = ask(mission, offer.dock, turn.now) else { continue }
            let open = verdict.filter(\.isOpen)
            guard open.isEmpty else {
                reasons.append(.held(offer.dock.id, open))
                continue
            }
            missions[missionID] = mission
            docks.update(mission.dock) { $0.missions.append(missionID) }
            requested(mission, Bilingual(en: "fly \(id)", zh: "飞行 \(id)"), person, &turn)
            return advance(mission.dock, &turn)
        }
        refuse(named, reasons, &turn)
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

    /// What holds a dock.
    fileprivate static func held(_ dock: DockID, _ open: [InterlockReading]) -> Bilingual {
        let reasons = open.map(\.text).joined
        return Bilingual(en: "\(dock): \(reasons.en)", zh: "\(dock)：\(reasons.zh)")
    }
}
