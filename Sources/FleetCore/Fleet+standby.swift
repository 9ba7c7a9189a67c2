// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Conditional tasks: the dock has the file, watches battery and window, and says when both hold (PROTOCOL § 9).
// Until then the task bars nobody, and gives way to every other flight of its dock.
extension Fleet {
    /// Flies a route as soon as conditions hold: from the dock named, else from the one with the least way.
    mutating func standBy(
        _ id: RouteID,
        _ named: DockID?,
        _ when: ReadyConditions,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let route = knownRoute(id, &turn), let all = routeDocks(named, route, &turn) else {
            return
        }
        guard let dock = all.first(where: { $0.link == .online }) ?? all.first else { return }
        if let refusal = objection(to: when, at: dock, now: turn.now) {
            return turn.outcome.refusal = refusal
        }
        guard hasRoom(&turn) else { return }
        let (missionID, wire) = turn.issuer.mission(at: turn.now)
        var mission = Mission(
            id: missionID,
            wire: wire,
            purpose: .route(id),
            run: nil,
            by: person.name,
            dock: dock.id,
            start: when.from,
            latest: when.until - .milliseconds(1)
        )
        mission.when = when
        let lasting = lastingObjections(to: mission, when, dock, turn.now)
        guard lasting.isEmpty else {
            let reasons = [Bilingual.held(dock.id, lasting.map(\.text))]
            return turn.refuse(.interlocksOpen, Subject(dock: dock.id), reasons: reasons)
        }
        missions[missionID] = mission
        docks.update(dock.id) { $0.missions.append(missionID) }
        let window = "\(moment(when.from)) – \(moment(when.until))"
        let what = Bilingual(
            en: "fly \(id) when the battery is above \(when.battery) %, \(window)",
            zh: "电量高于 \(when.battery)% 时飞行 \(id)，\(window)"
        )
        requested(mission, what, person, &turn)
        advance(dock.id, &turn)
    }

    /// What stands against a task at every start of its window; empty: there is one at which nothing does.
    private func lastingObjections(
        to mission: Mission,
        _ when: ReadyConditions,
        _ dock: DockState,
        _ now: Timestamp
    ) -> [InterlockReading] {
        var first: [InterlockReading]?
        for start in starts(in: when, now) {
            let lasting = (ask(mission, dock, start) ?? []).filter {
                $0.isOpen && $0.interlock.lasts
            }
            if lasting.isEmpty { return [] }
            first = first ?? lasting
        }
        return first ?? []
    }

    /// The first start of a window, and each later one at which hours of the site or of an area begin or end.
    private func starts(in when: ReadyConditions, _ now: Timestamp) -> [Timestamp] {
        let first = max(when.from, now)
        guard let configuration else { return [first] }
        let windows = [configuration.service] + configuration.areas.flatMap(\.hours)
        let bounds = Set(windows.flatMap { [$0.startSeconds, $0.endSeconds] })
        let calendar = configuration.calendar
        let last = calendar.local(when.until).date.dayNumber
        let starts = (calendar.local(first).date.dayNumber...last).flatMap { day in
            bounds.map {
                calendar.instant(of: CalendarDate(dayNumber: day), time: .seconds($0))
            }
        }
        return [first] + Set(starts).filter { first < $0 && $0 < when.until }.sorted()
    }

    /// What is wrong with conditions that somebody asks for; nil: nothing.
    private func objection(
        to when: ReadyConditions,
        at dock: DockState,
        now: Timestamp
    ) -> Refusal? {
        guard when.until > max(when.from, now) else {
            let from = FactValue("from", local(max(when.from, now)))
            return Refusal(.endPassed, Subject(), [FactValue("until", local(when.until)), from])
        }
        let span = when.until - now
        guard span <= FleetTimes.conditionsWithin else {
            let values = [FactValue("limit", FleetTimes.conditionsWithin), FactValue("span", span)]
            return Refusal(.windowTooLong, Subject(), values)
        }
        // A dock that charges to 90 % is never above 90 %.
        let most = (dock.site.envelope.chargeToPermille ?? 1000) / 10 - 1
        guard (1...most).contains(when.battery) else {
            let what = Bilingual(
                en: "battery \(when.battery) %, of dock \(dock.id) 1 to \(most)",
                zh: "电量 \(when.battery)%，机场 \(dock.id) 可为 1 至 \(most)"
            )
            return Refusal(.badRequest, Subject(dock: dock.id), [FactValue("what", what)])
        }
        return nil
    }

    /// The dock says which conditional tasks are ready, all of them each time: one that it names no more is
    /// not.
    mutating func ready(_ flights: [WireID], at id: DockID, _ turn: inout Turn) {
        guard let sortie = openSortie(at: id), sortie.isStandingBy else { return }
        let isReady = flights.contains(sortie.wire)
        guard isReady != sortie.isReady else { return }
        sorties.update(sortie.id) {
            $0.isReady = isReady
            $0.wordAt = max($0.wordAt, turn.now)
        }
        if isReady { turn.tell(.sortieReady, sortie.subject) }
    }

    /// The sortie that waits for its conditions in a dock.
    func standby(at dock: DockState) -> Sortie? {
        guard let sortie = dock.sortie.flatMap({ sorties[$0] }), sortie.isStandingBy else {
            return nil
        }
        return sortie
    }

    /// The sortie that would make room for a mission; two that wait do not push each other out.
    func givingWay(to mission: Mission, at dock: DockState) -> SortieID? {
        mission.when == nil ? standby(at: dock)?.id : nil
    }

    /// Another flight of the dock takes its place: the task is undone, and its mission waits for the dock.
    mutating func stepAside(at id: DockID, for other: MissionID, _ turn: inout Turn) {
        guard let sortie = docks[id].flatMap(standby), sortie.mission != other else { return }
        stepAside(sortie, for: Bilingual("\(other)"), &turn)
    }

    /// Flight areas are taken on board first: a task that waits for hours does not keep them out.
    mutating func stepAsideForAreas(at id: DockID, _ turn: inout Turn) {
        guard let sortie = docks[id].flatMap(standby) else { return }
        stepAside(sortie, for: Bilingual(en: "the flight areas", zh: "飞行区同步"), &turn)
        // Until the dock says that it is busy with them.
        guard let mission = sortie.mission else { return }
        missions.update(mission) { $0.retryAt = turn.now + FleetTimes.areasFirst }
    }

    private mutating func stepAside(_ sortie: Sortie, for what: Bilingual, _ turn: inout Turn) {
        let reason = Bilingual(en: "made room for \(what.en)", zh: "为 \(what.zh) 让出机场")
        undo(sortie, &turn)
        move(sortie.id, .cancelled, reason, &turn)
    }
}

extension Sortie {
    /// Whether it waits in its dock for the conditions of its task.
    var isStandingBy: Bool {
        guard state == .preparing || state == .prepared, case .wayline(let task) = assignment
        else { return false }
        return task.readyWhen != nil
    }
}

extension Mission {
    /// Whether an interlock is what its task is prepared to wait for.
    func waitsAtDock(for interlock: Interlock) -> Bool {
        when != nil && (interlock == .battery || interlock == .ready)
    }
}

extension Interlock {
    /// Whether what it asks does not change by waiting.
    fileprivate var lasts: Bool {
        switch self {
        case .hours, .height, .area: true
        case .controller, .clock, .hold, .late, .telemetry, .skew, .single, .mode, .task, .cover,
            .emergency, .presence, .aircraft, .control, .alarm, .battery, .heat, .wind, .rain,
            .temperature, .weather, .alternate, .fence, .ready, .separation, .reserve:
            false
        }
    }
}

extension Gate {
    /// The dock's word and our own readings: each of them must hold.
    var ready: InterlockReading {
        guard let when = candidate.when else {
            return answer(.ready, .yes, Bilingual(en: "none", zh: "无"))
        }
        guard when.contains(now) else {
            return answer(.ready, .no, Bilingual(en: "not in its window", zh: "不在时间窗内"))
        }
        let own = state.fresh(state.aircraft.batteryPercent, state.times.aircraftBattery, now: now)
        let charge = judge(.ready, state.dock.chargePercent, state.times.charge) { charge in
            let battery = min(charge, own ?? charge)
            let isAbove = battery <= 100 && battery > when.battery
            return (isAbove, .limited("\(battery) %", "> \(when.battery) %"))
        }
        guard charge.answer == .yes else { return charge }
        switch candidate.isReady {
        case true?: return charge
        case false?:
            return answer(.ready, .no, Bilingual(en: "the dock does not say so", zh: "机场未确认"))
        case nil:
            let text = Bilingual(en: "the dock did not say so yet", zh: "机场尚未确认")
            return answer(.ready, .unknown, text)
        }
    }
}
