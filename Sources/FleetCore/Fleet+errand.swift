// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What cases ask for: by an aircraft that is out there, else by one that is sent.
extension Fleet {
    /// Battery that must be left over the way home and its reserve for a stop on the way, percent: a
    /// close shot takes a minute, two percent of the shortest endurance known.
    private static let stopPercent = 5
    /// Between two looks for an aircraft.
    private static let errandAgain = TimeSpan.seconds(10)
    /// Horizontal way from which a place is looked at: not from above, where no plate is seen.
    private static let standOff = Metres(50)

    /// An errand is done, waits, or fails by name; it has one answer.
    mutating func take(_ errand: Errand, _ needed: [DockID], _ turn: inout Turn) {
        guard work.errands[errand.id] == nil,
            !work.tasks.contains(where: { $1.errand == errand.id })
        else { return }
        let home = docks.values.filter(\.isAdopted).nearest(to: errand.place)
        guard let home, !work.errands.isFull else {
            return end(errand.id, .failed(home == nil ? .nobodyFree : .tooMany), &turn)
        }
        let from: Timestamp
        switch errand.kind {
        case .closeShot, .warning: from = turn.now
        case .secondLook(let earliest): from = max(turn.now, earliest)
        }
        work.errands[errand.id] = WaitingErrand(
            errand: errand,
            dock: home.id,
            mission: nil,
            retryAt: from,
            needed: needed
        )
        advance(home.id, &turn)
    }

    /// Looks at the errands of a dock's turn.
    mutating func advanceErrands(at id: DockID, _ turn: inout Turn) {
        guard !work.errands.isEmpty else { return }
        for (errand, waiting) in work.errands where waiting.concerns(id, missions) {
            if let mission = waiting.mission {
                follow(errand, mission, &turn)
            } else if turn.now > waiting.errand.until {
                end(errand, .failed(waiting.reason ?? .nobodyFree), &turn)
            } else if turn.now >= waiting.retryAt {
                attempt(waiting, &turn)
            }
        }
    }

    /// An aircraft is free again: the first errand that it can do where it is has waited long enough.
    mutating func takeWaitingErrand(at id: DockID, _ turn: inout Turn) {
        guard !work.errands.isEmpty, let dock = docks[id],
            let sortie = dock.sortie.flatMap({ sorties[$0] }), sortie.isFree, !isInHands(id)
        else { return }
        for (_, waiting) in work.errands
        where waiting.mission == nil && waiting.reason != nil && turn.now <= waiting.errand.until {
            guard case .success(let steps) = steps(for: waiting.errand, by: dock, turn.now) else {
                continue
            }
            return start(waiting.errand, steps, dock, sortie, &turn)
        }
    }

    /// The flight that was sent for it: at its point the errand is done there.
    private mutating func follow(_ id: ErrandID, _ mission: MissionID, _ turn: inout Turn) {
        guard let waiting = work.errands[id] else { return }
        guard let sortie = missions[mission]?.sortie.flatMap({ sorties[$0] }) else {
            return end(id, .failed(.flightEnded), &turn)
        }
        guard sortie.hasArrived, let dock = docks[sortie.dock], work.tasks[dock.id] == nil else {
            return
        }
        switch steps(for: waiting.errand, by: dock, turn.now) {
        case .success(let steps): start(waiting.errand, steps, dock, sortie, &turn)
        case .failure(let reason): end(id, .failed(reason), &turn)
        }
    }

    private mutating func attempt(_ waiting: WaitingErrand, _ turn: inout Turn) {
        let errand = waiting.errand
        var reason = FailureReason.nobodyFree
        for dock in flying(near: errand.place) {
            guard let sortie = dock.sortie.flatMap({ sorties[$0] }) else { continue }
            switch steps(for: errand, by: dock, turn.now) {
            case .success(let steps):
                return start(errand, steps, dock, sortie, &turn)
            case .failure(let why):
                // What no other aircraft can change ends it at once.
                if why.isFinal { return end(errand.id, .failed(why), &turn) }
                reason = why
            }
        }
        if let mission = send(for: waiting, &reason, &turn) {
            return work.errands.update(errand.id) { $0.mission = mission } ?? ()
        }
        work.errands.update(errand.id) {
            $0.reason = reason
            $0.retryAt = turn.now + Self.errandAgain
        }
    }

    /// Docks whose aircraft is out, free and not busy, the nearest to a place first.
    private func flying(near place: GridPoint) -> [DockState] {
        docks.values.filter { dock in
            dock.link == .online && dock.aircraft.grid != nil && work.tasks[dock.id] == nil
                && dock.isInHands != true && dock.sortie.flatMap { sorties[$0]?.isFree } == true
        }.sorted {
            let one = $0.aircraft.grid?.distance(to: place) ?? 0
            let other = $1.aircraft.grid?.distance(to: place) ?? 0
            return (one, $0.id) < (other, $1.id)
        }
    }

    /// What an aircraft would do for an errand from where it is, or why it cannot.
    private func steps(
        for errand: Errand,
        by dock: DockState,
        _ now: Timestamp
    ) -> Result<[DockTask.Step], FailureReason> {
        guard let sortie = dock.sortie.flatMap({ sorties[$0] }),
            let place = dock.fresh(dock.aircraft.grid, dock.times.aircraftPlace, now: now)
        else { return .failure(.placeUnknown) }
        if let bar = batteryBar(dock, now) { return .failure(bar) }
        let doing: Result<[DockTask.Step], FailureReason>
        switch errand.kind {
        case .closeShot: doing = closeShot(of: errand.place, from: place, dock)
        case .warning(let text):
            let distance = place.distance(to: errand.place)
            guard distance <= Self.speechReach else { return .failure(.outOfReach(distance)) }
            doing = speech(text, over: errand.place, at: dock, now: now)
        case .secondLook:
            let distance = place.distance(to: errand.place)
            return distance <= Self.speechReach ? .success([]) : .failure(.outOfReach(distance))
        }
        let isStanding = sortie.isPaused || sortie.hasArrived
        return doing.map { steps in
            isStanding ? steps : [.pause(sortie.id)] + steps + [.resume(sortie.id)]
        }
    }

    private func closeShot(
        of target: GridPoint,
        from place: GridPoint,
        _ dock: DockState
    ) -> Result<[DockTask.Step], FailureReason> {
        guard let grid = configuration?.grid, let ground = ground(at: target) else {
            return .failure(.placeUnknown)
        }
        let lenses = dock.site.aircraft.envelope.cameras
        guard let lens = lenses.first(where: { $0.zoomFactor != nil }) else {
            return .failure(.opticsUnknown)
        }
        guard let height = dock.aircraft.height else { return .failure(.placeUnknown) }
        let across = place.distance(to: target).value
        let down = height.value - ground.value
        let distance = Metres((across * across + down * down).squareRoot())
        switch lens.plateZoom(at: distance) {
        case .unknownLens: return .failure(.opticsUnknown)
        case .tooFar: return .failure(.outOfReach(distance))
        case .factor(let factor):
            let look = LookAt(
                payloadIndex: lens.payloadIndex,
                place: grid.coordinate(target),
                ellipsoidHeight: ground
            )
            return .success([
                .order(.grab(payloadIndex: lens.payloadIndex)),
                .order(.look(look)),
                .order(.zoom(payloadIndex: lens.payloadIndex, factor: factor)),
                .settle,
                .photo(payloadIndex: lens.payloadIndex),
            ])
        }
    }

    /// Why an aircraft may not stop on its way; nil: it has enough for it.
    private func batteryBar(_ dock: DockState, _ now: Timestamp) -> FailureReason? {
        guard
            let battery = dock.fresh(
                dock.aircraft.batteryPercent,
                dock.times.aircraftBattery,
                now: now
            ), let need = dock.aircraft.returnPercent
        else { return .batteryUnknown }
        let least = need + FleetTimes.airborneReserve + Self.stopPercent
        return battery >= least ? nil : .batteryLow(battery, least)
    }

    private mutating func start(
        _ errand: Errand,
        _ steps: [DockTask.Step],
        _ dock: DockState,
        _ sortie: Sortie,
        _ turn: inout Turn
    ) {
        guard !steps.isEmpty else { return end(errand.id, .done(at: turn.now), &turn) }
        work.errands.remove(errand.id)
        begin(
            steps,
            at: dock.id,
            for: sortie.id,
            errand: errand.id,
            (errand.kind.text, errand.id.description),
            &turn
        )
    }

    /// Sends the nearest dock that may go, can do it and is not needed by the plan, if enough stay ready for
    /// a call (S11).
    ///
    /// A second look is a demand on the plan, which sends for it.
    private mutating func send(
        for waiting: WaitingErrand,
        _ reason: inout FailureReason,
        _ turn: inout Turn
    ) -> MissionID? {
        let errand = waiting.errand
        if case .secondLook = errand.kind { return nil }
        guard let configuration else { return nil }
        let able = docks.values.filter { $0.isAdopted && $0.site.can(errand.kind) }
        guard !able.isEmpty else {
            if case .closeShot = errand.kind { reason = .opticsUnknown }
            if case .warning = errand.kind { reason = .noSpeaker }
            return nil
        }
        guard let grid = configuration.grid else { return nil }
        let ready = docks.values.filter { dock in
            dock.sortie == nil && dock.missions.isEmpty
                && readiness(of: dock.id, at: turn.now).allSatisfy { !$0.isOpen }
        }.map(\.id)
        guard ready.count > configuration.reserve.minReady else { return nil }
        let nearest = able.filter { ready.contains($0.id) && !waiting.needed.contains($0.id) }
            .nearest(to: errand.place)
        guard let nearest else { return nil }
        // Not beyond the dock, and nowhere else where the place is the dock's own.
        let way = errand.place.distance(to: nearest.site.grid)
        let back = way > 1 ? min(Self.standOff, way) : 0
        let point = errand.place.away(back, towards: nearest.site.grid)
        let person = Person(name: errand.id.description, role: .dispatcher)
        answer(
            .dispatch(place: grid.coordinate(point), grid: point, dock: nearest.id),
            by: person,
            &turn
        )
        // It answers a case, not a request.
        if let refusal = turn.outcome.refusal {
            reason = FailureReason(code: "refused", ([refusal.text] + refusal.reasons).joined)
        }
        turn.outcome.refusal = nil
        let mission = turn.outcome.mission
        turn.outcome.mission = nil
        return mission
    }

    private mutating func end(_ id: ErrandID, _ outcome: ErrandOutcome, _ turn: inout Turn) {
        work.errands.remove(id)
        turn.outcome.errands.append(ErrandEnd(errand: id, outcome: outcome))
    }
}

extension [DockState] {
    /// The dock that stands nearest to a place.
    func nearest(to place: GridPoint) -> DockState? {
        self.min { $0.site.grid.distance(to: place) < $1.site.grid.distance(to: place) }
    }
}

extension WaitingErrand {
    /// Whether it is looked at in a dock's turn: its own, and that of the dock which was sent.
    func concerns(_ id: DockID, _ missions: Table<MissionID, Mission>) -> Bool {
        guard let mission else { return dock == id }
        return missions[mission].map { $0.dock == id } ?? true
    }
}

extension DockSite {
    /// Whether its aircraft has what an errand needs.
    fileprivate func can(_ kind: Errand.Kind) -> Bool {
        switch kind {
        case .closeShot:
            aircraft.envelope.cameras.contains { $0.plateZoom(at: 1) != .unknownLens }
        case .warning: hasSpeaker
        case .secondLook: true
        }
    }
}

extension Errand.Kind {
    /// What it is, for people.
    var text: Bilingual {
        switch self {
        case .closeShot: Bilingual(en: "close shot", zh: "近景取证")
        case .warning(let text): Bilingual(en: "say \(text)", zh: "喊话 \(text)")
        case .secondLook: Bilingual(en: "second look", zh: "复查")
        }
    }
}

extension FailureReason {
    /// Whether it holds for each aircraft: none need be asked again.
    fileprivate var isFinal: Bool {
        ["not_approved", "quiet_hours", "said_lately"].contains(code)
    }

    static let nobodyFree = FailureReason(
        code: "nobody_free",
        Bilingual(en: "no aircraft was near and free in time", zh: "附近没有可用的飞机")
    )
    static let tooMany = FailureReason(
        code: "table_full",
        Bilingual(en: "too many errands wait", zh: "等待的请求过多")
    )
    static let flightEnded = FailureReason(
        code: "flight_ended",
        Bilingual(
            en: "the flight that was sent ended before it was there",
            zh: "派出的飞行未到达即结束"
        )
    )
    static let batteryUnknown = FailureReason(
        code: "battery_unknown",
        Bilingual(
            en: "the battery or the need for the way home is not known",
            zh: "电量或返航需求未知"
        )
    )

    static func batteryLow(_ battery: Int, _ least: Int) -> FailureReason {
        FailureReason(
            code: "battery_low",
            Bilingual(
                en: "battery \(battery) %, \(least) % needed",
                zh: "电量 \(battery)%，需要 \(least)%"
            )
        )
    }

    static func outOfReach(_ distance: Metres) -> FailureReason {
        let metres = Int(distance.value.rounded())
        return FailureReason(
            code: "out_of_reach",
            Bilingual(en: "the place is \(metres) m away: too far", zh: "目标距离 \(metres) 米，过远")
        )
    }
}
