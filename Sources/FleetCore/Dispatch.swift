// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Who goes to a call.
extension Fleet {
    /// Sends the soonest dock whose interlocks are all closed, or the one named, or refuses with
    /// what is wrong with the call, else with what holds each dock.
    ///
    /// A dock that was named and may not go is never exchanged for another: the refusal names the next.
    mutating func dispatch(_ call: Call, _ person: Person, _ turn: inout Turn) {
        if let objection = objection(to: call, at: turn.now) {
            return turn.outcome.refusal = objection
        }
        let ranked = rank(call, at: turn.now, freshFor: FleetTimes.freshFor)
        if let best = ranked.first, best.offer.isReady {
            if let patrol = best.diverts.flatMap({ sorties[$0] }) {
                return stop(patrol, for: call, person, &turn)
            }
            return send(best, to: call, person, &turn)
        }
        let reach = ranked.filter { !$0.verdict.isEmpty }
        var reasons = reach.prefix(Self.reasonsTold).map {
            Bilingual.held($0.dock.id, $0.offer.reasons)
        }
        if let named = call.dock { reasons.append(next(for: call, without: named, at: turn.now)) }
        turn.refuse(
            call.dock == nil ? .noDockReady : .interlocksOpen,
            Subject(dock: call.dock),
            reasons: reasons
        )
    }

    /// Who could go instead of a dock, in words; nobody is sent.
    func next(for call: Call, without dock: DockID, at now: Timestamp) -> Bilingual {
        var call = call
        call.dock = nil
        // Words, no launch: of docks that nobody is about to launch from.
        let others = rank(call, at: now, freshFor: FleetTimes.shownFor, without: dock)
        guard let best = others.first?.offer, best.isReady else {
            return Bilingual(en: "no other dock may go now", zh: "当前无其他可出动机场")
        }
        return Bilingual(
            en: "the next best is \(best.dock), there in \(best.seconds) s",
            zh: "次优机场为 \(best.dock)，\(best.seconds) s 可达"
        )
    }

    private mutating func send(
        _ best: RankedOffer,
        to call: Call,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let configuration, hasRoom(&turn) else { return }
        let (missionID, missionWire) = turn.issuer.mission(at: turn.now)
        let (id, wire) = turn.issuer.sortie(at: turn.now)
        let site = best.site
        var mission = Mission(
            id: missionID,
            wire: missionWire,
            purpose: .point(call.place, call.grid),
            run: nil,
            by: person.name,
            dock: site.id,
            start: turn.now,
            latest: turn.now + FleetTimes.command
        )
        mission.state = .assigned
        mission.sortie = id
        mission.height = call.height
        mission.looks = call.looks ? true : nil
        if let waiting = best.offer.givesWay { giveWay(waiting, to: mission, &turn) }
        stepAside(at: site.id, for: missionID, &turn)
        let task = FlightToPoint(
            sortie: id,
            flight: wire,
            place: call.place,
            ellipsoidHeight: site.groundHeight + (call.height ?? site.ferryHeight),
            securityHeight: site.ferryHeight,
            returnHeight: site.ferryHeight,
            speed: MetresPerSecond(min(15, max(1, configuration.times.ferryMetresPerSecond)))
        )
        sorties[id] = Sortie(
            id: id,
            wire: wire,
            mission: missionID,
            dock: site.id,
            assignment: .point(task),
            profile: site.profile(to: call.grid, configuration.times, height: call.height),
            start: turn.now,
            state: .prepared,
            since: turn.now,
            wordAt: turn.now
        )
        missions[missionID] = mission
        docks.update(site.id) {
            $0.missions.append(missionID)
            $0.sortie = id
        }
        let place = call.place.rounded
        let what = Bilingual(en: "fly to \(place)", zh: "飞往 \(place)")
        requested(mission, what, person, &turn)
        launch(id, .takeOff(task), best.verdict, until: turn.now + FleetTimes.command, &turn)
        advance(site.id, &turn)
    }

    /// A patrol in the air leaves its route for a call, when its dock says that it stands (C2).
    private mutating func stop(
        _ patrol: Sortie,
        for call: Call,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard hasRoom(&turn) else { return }
        let (id, wire) = turn.issuer.mission(at: turn.now)
        var mission = Mission(
            id: id,
            wire: wire,
            purpose: .point(call.place, call.grid),
            run: nil,
            by: person.name,
            dock: patrol.dock,
            start: turn.now,
            latest: turn.now + FleetTimes.command
        )
        mission.state = .assigned
        mission.sortie = patrol.id
        mission.height = call.height
        mission.looks = call.looks ? true : nil
        missions[id] = mission
        docks.update(patrol.dock) { $0.missions.append(id) }
        sorties.update(patrol.id) { $0.gaveWay = true }
        let place = call.place.rounded
        let what = Bilingual(
            en: "fly to \(place), \(patrol.id) leaves its route",
            zh: "飞往 \(place)，\(patrol.id) 中断航线"
        )
        requested(mission, what, person, &turn)
        divert(patrol, to: call, id, by: person.name, &turn)
        advance(patrol.dock, &turn)
    }

    /// A patrol that waits in its dock gives way to a call: it is undone and missed, so that its rule's
    /// policy may have it flown later (C2).
    private mutating func giveWay(_ id: MissionID, to call: Mission, _ turn: inout Turn) {
        guard let mission = missions[id] else { return }
        let who = call.by ?? ""
        let reason = Bilingual(
            en: "gave way to call \(call.id) of \(who)",
            zh: "为 \(who) 的出警任务 \(call.id) 让行"
        )
        end(mission, .missed, reason, &turn)
        cancelSortie(of: mission, reason, &turn)
    }

    func hasRoom(_ turn: inout Turn) -> Bool {
        guard missions.isFull || sorties.isFull else { return true }
        let what = FactValue("what", Bilingual(en: "mission", zh: "任务"))
        turn.refuse(.tableFull, Subject(), [what, FactValue("limit", missions.limit)])
        return false
    }

    func requested(
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
}

extension Mission {
    /// The call that it answers; nil: it flies a route.
    var call: Call? {
        guard case .point(let place, let grid) = purpose else { return nil }
        return Call(place: place, grid: grid, height: height, looks: looks ?? false)
    }
}

extension Bilingual {
    /// What holds a dock.
    static func held(_ dock: DockID, _ reasons: [Bilingual]) -> Bilingual {
        let all = reasons.joined
        return Bilingual(en: "\(dock): \(all.en)", zh: "\(dock)：\(all.zh)")
    }
}
