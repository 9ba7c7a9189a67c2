// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Missions on their way to a launch.
extension Fleet {
    /// A planned flight is due: it becomes a mission.
    ///
    /// A second word about the same run is the first.
    mutating func depart(_ departure: Departure, _ turn: inout Turn) {
        let isKnown = missions.contains { $0.value.run == departure.run }
        guard !isKnown else { return }
        let (id, wire) = turn.issuer.mission(at: turn.now)
        var mission = Mission(
            id: id,
            wire: wire,
            purpose: .route(departure.route),
            run: departure.run,
            by: nil,
            dock: departure.dock,
            start: departure.start,
            latest: departure.latest
        )
        mission.oneTimeRoute = departure.oneTimeRoute
        guard docks[departure.dock]?.isAdopted == true, !missions.isFull else {
            missions[id] = mission
            // With a full table the insertion was dropped; the run must have its end all the same.
            return refuse(mission, &turn)
        }
        add(mission, &turn)
        advance(departure.dock, &turn)
    }

    /// A run at a dock that may not fly goes back to the plan, which has the word on it from here.
    mutating func takeBack(_ run: PlannedRun, _ turn: inout Turn) {
        guard let mission = unlaunched(run) else { return }
        close(mission, .cancelled, .takenBack, &turn)
        cancelSortie(of: mission, .takenBack, &turn)
    }

    /// What a run was to do is done or needed no more: it ends unless its launch was ordered.
    mutating func callOff(_ run: PlannedRun, _ turn: inout Turn) {
        guard let mission = unlaunched(run) else { return }
        end(mission, .cancelled, .neededNoMore, &turn)
        cancelSortie(of: mission, .neededNoMore, &turn)
    }

    private func unlaunched(_ run: PlannedRun) -> Mission? {
        guard let mission = missions.first(where: { $0.value.run == run })?.value else {
            return nil
        }
        return isUnlaunched(mission) ? mission : nil
    }

    /// Whether the launch of a mission was never ordered.
    func isUnlaunched(_ mission: Mission) -> Bool {
        guard let sortie = mission.sortie.flatMap({ sorties[$0] }) else { return true }
        return sortie.state == .preparing || sortie.state == .prepared
    }

    /// Ends the sortie of a mission that will not be launched.
    mutating func cancelSortie(of mission: Mission, _ reason: Bilingual, _ turn: inout Turn) {
        guard let sortie = mission.sortie.flatMap({ sorties[$0] }) else { return }
        undo(sortie, &turn)
        move(sortie.id, .cancelled, reason, &turn)
    }

    private mutating func refuse(_ mission: Mission, _ turn: inout Turn) {
        let reason =
            missions[mission.id] == nil
            ? Bilingual(en: "too many missions", zh: "任务过多")
            : Bilingual(en: "its dock is not configured", zh: "机场未配置")
        missions.remove(mission.id)
        turn.tell(
            .missionNotFlown,
            mission.subject,
            [FactValue("outcome", MissionOutcome.refused.text), FactValue("reason", reason)]
        )
        turn.outcome.ended.append(
            MissionEnd(
                mission: mission.id,
                run: mission.run,
                outcome: .refused,
                reason: reason,
                endedAt: turn.now
            )
        )
    }

    mutating func add(_ mission: Mission, _ turn: inout Turn) {
        missions[mission.id] = mission
        // By start: whichever is due first has the dock first.
        let earlier = docks[mission.dock]?.missions.count { other in
            missions[other].map { $0.start <= mission.start } ?? false
        }
        docks.update(mission.dock) { $0.missions.insert(mission.id, at: earlier ?? 0) }
        turn.tell(.missionPlanned, mission.subject, [FactValue("start", local(mission.start))])
    }

    /// Prepares, launches, holds or ends a mission, as the gate and the time say.
    mutating func advanceMission(_ id: MissionID, _ turn: inout Turn) {
        guard let mission = missions[id] else { return }
        let state = mission.sortie.flatMap { sorties[$0]?.state }
        switch state {
        case nil where mission.landing != nil:
            // Made with its sortie, it ends with it.
            break
        case nil:
            guard turn.now <= mission.latest else { return miss(mission, &turn) }
            // A task that waits takes its dock no sooner than it may leave.
            if mission.when != nil, turn.now < mission.start { return }
            prepareIfClosed(mission, &turn)
        case .prepared:
            guard turn.now <= mission.latest else { return miss(mission, &turn) }
            if mission.landing != nil { return receiveIfClosed(mission, &turn) }
            if turn.now >= mission.start { launchIfClosed(mission, &turn) }
        case .preparing:
            if turn.now > mission.latest { miss(mission, &turn) }
        case .starting, .airborne, .returning, .unknown, .docked, .landedAway, .failed,
            .cancelled:
            break
        }
    }

    /// Its time has passed: it is missed, with what held it as the reason.
    private mutating func miss(_ mission: Mission, _ turn: inout Turn) {
        var reason = mission.openText ?? mission.failure ?? .tooLate
        if mission.open.isEmpty, let failure = mission.failure { reason = failure }
        end(mission, .missed, reason, &turn)
        cancelSortie(of: mission, reason, &turn)
    }

    private mutating func prepareIfClosed(_ mission: Mission, _ turn: inout Turn) {
        if let retryAt = mission.retryAt, turn.now < retryAt { return }
        guard let route = route(of: mission) else {
            let reason = Bilingual(en: "its route is no longer configured", zh: "航线已不在配置中")
            return end(mission, .cancelled, reason, &turn)
        }
        guard let dock = docks[mission.dock], let verdict = ask(mission, dock, turn.now) else {
            return
        }
        let open = verdict.filter { $0.isOpen && !mission.waitsAtDock(for: $0.interlock) }
        guard open.isEmpty else { return hold(mission, open, &turn) }
        stepAside(at: dock.id, for: mission.id, &turn)
        prepare(mission, route, dock, &turn)
    }

    /// Interlocks hold it.
    ///
    /// Told when they differ from those told before, and not long before its start: a dock at rest
    /// is listened to slowly, and fresh readings are still to come.
    mutating func hold(
        _ mission: Mission,
        _ open: [InterlockReading],
        _ turn: inout Turn
    ) {
        let isNews =
            mission.state != .held || mission.open.map(\.interlock) != open.map(\.interlock)
        let isDue = turn.now >= mission.start - FleetTimes.heldBefore
        missions.update(mission.id) {
            $0.open = open
            if isDue { $0.state = .held }
        }
        guard isNews, isDue else { return }
        turn.tell(.missionHeld, mission.subject, [FactValue("reasons", open.map(\.text).joined)])
    }

    private mutating func prepare(
        _ mission: Mission,
        _ route: Route,
        _ dock: DockState,
        _ turn: inout Turn
    ) {
        guard let configuration, !sorties.isFull else { return }
        let (id, wire) = turn.issuer.sortie(at: turn.now)
        let start = max(mission.start, turn.now)
        var task = FlightTask(
            sortie: id,
            flight: wire,
            wayline: dock.site.wayline(of: route, configuration.times),
            executeAt: start,
            returnHeight: dock.site.ferryHeight,
            breakPoint: mission.from
        )
        task.readyWhen = mission.when
        sorties[id] = Sortie(
            id: id,
            wire: wire,
            mission: mission.id,
            dock: dock.id,
            assignment: .wayline(task),
            profile: dock.site.profile(of: route, configuration.times),
            start: start,
            state: .preparing,
            since: turn.now,
            wordAt: turn.now
        )
        docks.update(dock.id) { $0.sortie = id }
        missions.update(mission.id) {
            $0.sortie = id
            $0.state = .assigned
            $0.open = []
        }
        turn.tell(.sortiePreparing, Subject(dock: dock.id, mission: mission.id, sortie: id))
        let until = min(turn.now + FleetTimes.command, mission.latest + .milliseconds(1))
        let effect = turn.ask(
            DockCommand(dock: dock.id, order: .prepare(task), flight: wire),
            until: until,
            .once
        )
        pending[effect] = Pending(dock: dock.id, sortie: id, order: .prepare)
    }

    /// The gate is asked again, on one snapshot, in the turn of the launch.
    private mutating func launchIfClosed(_ mission: Mission, _ turn: inout Turn) {
        guard let id = mission.sortie, let sortie = sorties[id], let dock = docks[mission.dock],
            let verdict = ask(mission, dock, turn.now)
        else { return }
        // What the gate was asked about must be what the dock holds (S08).
        guard isCurrent(sortie, mission, dock) else {
            undo(sortie, &turn)
            let reason = Bilingual(en: "its route was changed", zh: "航线已变更")
            return _ = move(id, .cancelled, reason, &turn)
        }
        let open = verdict.filter(\.isOpen)
        guard open.isEmpty else {
            docks.update(dock.id) {
                $0.verdict = DockState.Verdict(at: turn.now, readings: verdict)
            }
            return hold(mission, open, &turn)
        }
        missions.update(mission.id) {
            $0.open = []
            $0.state = .assigned
        }
        let until = min(mission.latest + .milliseconds(1), turn.now + FleetTimes.command)
        launch(id, .execute(id), verdict, until: until, &turn)
    }

    /// Whether the wayline that the dock prepared is the one that the configuration asks for now.
    private func isCurrent(_ sortie: Sortie, _ mission: Mission, _ dock: DockState) -> Bool {
        guard case .wayline(let task) = sortie.assignment else { return true }
        guard let configuration, let route = route(of: mission) else { return false }
        return task.returnHeight == dock.site.ferryHeight
            && task.wayline == dock.site.wayline(of: route, configuration.times)
    }

    /// Hands a launch over: never twice for one sortie, for only ``SortieEvent/launched`` leads
    /// here.
    mutating func launch(
        _ id: SortieID,
        _ order: Order,
        _ verdict: [InterlockReading],
        until: Timestamp,
        _ turn: inout Turn
    ) {
        guard let sortie = sorties[id], sortie.state == .prepared else { return }
        let flights = docks[sortie.dock]?.dock.flights
        docks.update(sortie.dock) {
            $0.verdict = DockState.Verdict(at: turn.now, readings: verdict)
        }
        turn.tell(
            .interlockVerdict,
            sortie.subject,
            [
                FactValue("verdict", Bilingual(en: "closed", zh: "全部满足")),
                FactValue("values", verdict.map(\.note).joined),
                FactValue("rules", Interlock.edition),
            ]
        )
        let effect = turn.ask(
            DockCommand(dock: sortie.dock, order: order, flight: sortie.wire),
            until: until,
            .once
        )
        pending[effect] = Pending(dock: sortie.dock, sortie: id, order: .launch)
        sorties.update(id) {
            $0.launchedAt = turn.now
            $0.wordAt = turn.now
            $0.launchEffect = effect
            $0.flightsBefore = flights
        }
        move(id, .launched, &turn)
    }

    /// Forgets a task that has not started; harmless where there is none.
    mutating func undo(_ sortie: Sortie, _ turn: inout Turn) {
        guard case .wayline = sortie.assignment else { return }
        undoHalf(of: sortie, &turn)
        let effect = turn.ask(
            DockCommand(dock: sortie.dock, order: .undo(sortie.id), flight: sortie.wire),
            until: turn.now + FleetTimes.command,
            .untilExpiry
        )
        pending[effect] = Pending(dock: sortie.dock, sortie: sortie.id, order: .undo)
    }

    /// What a mission flies along; nil: it is a point, or its route is no longer configured.
    private func route(of mission: Mission) -> Route? {
        mission.oneTimeRoute ?? route(mission.route)
    }

    func route(_ id: RouteID?) -> Route? {
        configuration?.routes.first { $0.id == id }
    }

    /// Every interlock's answer for a mission of a route; nil: nothing is configured.
    func ask(_ mission: Mission, _ dock: DockState, _ now: Timestamp) -> [InterlockReading]? {
        guard let configuration, let route = route(of: mission) else { return nil }
        return ask(
            Candidate(
                site: dock.site,
                start: max(mission.start, now),
                latest: mission.latest,
                profile: dock.site.profile(of: route, configuration.times),
                highestObstacle: route.highestObstacle ?? configuration.safety.highestObstacle,
                sortie: mission.sortie ?? givingWay(to: mission, at: dock),
                when: mission.when,
                isReady: mission.sortie.flatMap { sorties[$0]?.isReady },
                isCall: false
            ),
            dock,
            now
        )
    }

    /// Every interlock's answer; a reading counts for as long as said, for a launch 6 s.
    func ask(
        _ candidate: Candidate,
        _ dock: DockState,
        _ now: Timestamp,
        freshFor: TimeSpan = FleetTimes.freshFor
    ) -> [InterlockReading]? {
        guard let configuration else { return nil }
        var gate = Gate(
            fleet: self,
            configuration: configuration,
            state: dock,
            candidate: candidate,
            now: now
        )
        gate.freshFor = freshFor
        return gate.verdict()
    }
}

extension Mission {
    /// What holds it, for people; nil: nothing did when it was last asked.
    var openText: Bilingual? {
        open.isEmpty ? nil : open.map(\.text).joined
    }
}

extension DockSite {
    /// A route as a path for this dock's aircraft; hovering is spread over its points.
    func wayline(of route: Route, _ times: FlightTimes) -> Wayline {
        let camera = aircraft.envelope.cameras.first
        let count = max(1, route.path.count)
        let points = route.path.enumerated().map { index, place in
            var actions: [Wayline.PointAction] = []
            let hover = route.hoverSeconds / count + (index < route.hoverSeconds % count ? 1 : 0)
            // A close look on the way may have turned the camera; the file itself turns it at the first.
            if index > 0 { actions.append(.gimbal(pitch: route.gimbalPitch)) }
            if hover > 0 { actions.append(.hover(seconds: hover)) }
            if route.photo == .eachPoint, let camera {
                actions.append(.photo(lenses: [camera.lens]))
            }
            return Wayline.Point(
                place: place,
                height: route.height,
                speed: route.speed,
                actions: actions
            )
        }
        return Wayline(
            route: route.id,
            aircraftModelKey: aircraft.envelope.modelKey,
            payloadIndex: camera?.payloadIndex ?? "",
            takeOffSecurityHeight: ferryHeight,
            transitSpeed: MetresPerSecond(times.ferryMetresPerSecond),
            returnHeight: ferryHeight,
            gimbalPitch: route.gimbalPitch,
            points: points
        )
    }
}

extension Bilingual {
    static let tooLate = Bilingual(en: "its latest start passed", zh: "已超过最晚起飞时间")
    fileprivate static let takenBack = Bilingual(
        en: "its dock may not fly: the plan has it again",
        zh: "机场不能起飞，已退回计划"
    )
    fileprivate static let neededNoMore = Bilingual(
        en: "what it was to look at needs no look any more",
        zh: "目标已无需复查"
    )
}
