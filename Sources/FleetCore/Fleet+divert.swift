// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// An aircraft in the air goes elsewhere: at a person's word, or to a call that a patrol gives way to.
extension Fleet {
    /// Sends the aircraft of a dock to a point; one on its route is stopped first.
    mutating func flyTo(_ call: Call, by person: Person, _ turn: inout Turn) {
        guard let id = call.dock else { return }
        if let objection = placeObjection(to: call, at: turn.now) {
            return turn.outcome.refusal = objection
        }
        if let refusal = wayObjection(id, call, at: turn.now) {
            return turn.outcome.refusal = refusal
        }
        guard let sortie = openSortie(at: id) else { return }
        divert(sortie, to: call, nil, by: person.name, &turn)
    }

    /// Why an aircraft in the air does not go to a point; nil: it may.
    func wayObjection(_ id: DockID, _ call: Call, at now: Timestamp) -> Refusal? {
        if let refusal = wayState(id) { return refusal }
        guard let dock = docks[id], let sortie = openSortie(at: id) else { return nil }
        let reasons = wayReasons(sortie, dock, call, at: now)
        guard !reasons.isEmpty else { return nil }
        return Refusal(.interlocksOpen, Subject(dock: id, sortie: sortie.id), reasons: reasons)
    }

    /// Why an aircraft takes no way now, wherever it leads; nil: it may.
    func wayState(_ id: DockID) -> Refusal? {
        guard let sortie = openSortie(at: id), !sortie.isForeign,
            sortie.state == .airborne
        else {
            let state =
                openSortie(at: id)?.state.text ?? Bilingual(en: "not in the air", zh: "未在空中")
            let values = [FactValue("what", id), FactValue("state", state)]
            return Refusal(.wrongState, Subject(dock: id), values)
        }
        guard !isInHands(id) else { return sortie.wrongState(.inHands) }
        guard sortie.relay == nil else { return sortie.wrongState(.betweenDocks) }
        if let steering = sortie.steering {
            return Refusal(
                .orderPending,
                Subject(dock: id, sortie: sortie.id, person: steering.by),
                [FactValue("order", steering.order.word)]
            )
        }
        guard sortie.returnOrder == nil, !sortie.isInEmergency,
            sortie.diversion.map({ $0.stage == .there }) ?? true
        else { return sortie.wrongState(nil) }
        return nil
    }

    /// What stands against the way of an aircraft from where it is to a point and home.
    func wayReasons(
        _ sortie: Sortie,
        _ dock: DockState,
        _ call: Call,
        at now: Timestamp
    ) -> [Bilingual] {
        guard let configuration,
            let here = dock.fresh(dock.aircraft.grid, dock.times.aircraftPlace, now: now),
            let battery = dock.fresh(
                dock.aircraft.batteryPercent,
                dock.times.aircraftBattery,
                now: now
            ), let endurance = dock.site.aircraft.envelope.enduranceSeconds, endurance > 0
        else { return [Bilingual(en: "its place or battery is not known", zh: "位置或电量未知")] }
        var reasons: [Bilingual] = []
        let way = Way(from: here, to: call, home: dock.site, configuration.times)
        let needs = (100 * way.seconds + endurance - 1) / endurance
        let reserve = configuration.safety.batteryReservePercent
        if battery - needs < reserve {
            reasons.append(.limited("\(battery) %", "\(needs) % + \(reserve) %"))
        }
        let airspace = Airspace(configuration: configuration)
        if let area = airspace.areaMet(by: way.legs, start: now) { reasons.append(area.title) }
        let ground = dock.site.groundHeight.value
        let own = airspace.stretches(of: way.legs, start: now, ground: ground)
        for (id, other) in sorties where id != sortie.id && other.state.isInTheAir {
            guard let home = docks[other.dock] else { continue }
            guard airspace.isConflict(own, airspace.corridor(of: other, at: home, now: now)) else {
                continue
            }
            reasons.append(Bilingual(en: "too near to \(id)", zh: "与 \(id) 间隔不足"))
        }
        return reasons
    }

    /// Stops the aircraft where it is on a route, then tells it where to go.
    mutating func divert(
        _ sortie: Sortie,
        to call: Call,
        _ mission: MissionID?,
        by person: String,
        _ turn: inout Turn
    ) {
        guard let dock = docks[sortie.dock], let configuration else { return }
        let (_, wire) = turn.issuer.sortie(at: turn.now)
        let site = dock.site
        let flight = FlightToPoint(
            sortie: sortie.id,
            flight: wire,
            place: call.place,
            ellipsoidHeight: site.groundHeight + (call.height ?? site.ferryHeight),
            securityHeight: site.ferryHeight,
            returnHeight: site.ferryHeight,
            speed: MetresPerSecond(min(15, max(1, configuration.times.ferryMetresPerSecond)))
        )
        let isOnRoute: Bool
        if case .wayline = sortie.assignment {
            isOnRoute = !sortie.isPaused && sortie.hoverUntil == nil
        } else {
            isOnRoute = false
        }
        sorties.update(sortie.id) {
            $0.diversion = Diversion(
                mission: mission,
                flight: flight,
                grid: call.grid,
                by: person,
                stage: isOnRoute ? .pausing : .going
            )
            $0.hoverUntil = nil
        }
        if isOnRoute {
            steer(sortie, .pause(sortie.id), .pause, by: person, &turn)
        } else {
            steer(sortie, .flyTo(flight), .flyTo, by: person, &turn)
        }
    }

    /// The dock says that the aircraft stands on its route: now it may be told where to go.
    mutating func goWhenPaused(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let diversion = sortie.diversion,
            diversion.stage == .pausing, sortie.isPaused, sortie.steering == nil,
            !isInHands(sortie.dock),
            sortie.state == .airborne, sortie.returnOrder == nil
        else { return }
        sorties.update(id) { $0.diversion?.stage = .going }
        steer(sortie, .flyTo(diversion.flight), .flyTo, by: diversion.by, &turn)
    }

    /// The aircraft's word on the way that it was given.
    mutating func diverted(_ id: SortieID, _ progress: SortieProgress, _ turn: inout Turn) {
        guard let sortie = sorties[id], let diversion = sortie.diversion else { return }
        switch progress.status {
        case .arrived, .ok:
            guard diversion.stage == .going else { return }
            sorties.update(id) {
                $0.diversion?.stage = .there
                $0.hoverUntil = turn.now + FleetTimes.hover
                $0.pausedUntil = nil
            }
            turn.tell(.sortieArrived, sortie.subject)
        case .failed, .canceled, .timeout, .rejected, .partiallyDone:
            if diversion.stage != .there { giveUp(sortie, &turn) }
        case .sent, .inProgress, .paused, .unknown: break
        }
    }

    /// The aircraft did not take the way, or nobody knows: no second order follows, and the person is
    /// told what is true (C2).
    mutating func giveUp(_ sortie: Sortie, _ turn: inout Turn) {
        guard let diversion = sortie.diversion else { return }
        let wasGoing = diversion.stage != .pausing
        sorties.update(sortie.id) {
            guard wasGoing else { return $0.diversion = nil }
            // It hovers, or goes there all the same: that way stays closed to others, and it comes home.
            $0.diversion?.mission = nil
            $0.diversion?.stage = .there
            $0.hoverUntil = turn.now + FleetTimes.hover
        }
        turn.tell(.sortieNotDiverted, sortie.subject, [FactValue("state", sortie.state.text)])
        guard let mission = diversion.mission.flatMap({ missions[$0] }) else { return }
        end(mission, .refused, .notDiverted(sortie.id), &turn)
    }
}

/// A way in the air from where an aircraft is to a point, and home.
struct Way {
    var legs: [Leg]
    var seconds: Int
    /// Seconds until it is there.
    var thereSeconds: Int

    init(from here: GridPoint, to call: Call, home: DockSite, _ times: FlightTimes) {
        let height = max(call.height?.value ?? 0, home.ferryHeight.value)
        let low = min(call.height?.value ?? height, height)
        var clock = 0
        var legs: [Leg] = []
        func add(_ kind: Leg.Kind, _ line: [PlanePoint], _ lasts: Int) {
            legs.append(
                Leg(
                    kind: kind,
                    line: line,
                    heights: low...height,
                    startSeconds: clock,
                    endSeconds: clock + lasts
                )
            )
            clock += lasts
        }
        func lasts(_ one: PlanePoint, _ other: PlanePoint) -> Int {
            let metres = FlightProfile.metres(one, other)
            return FlightProfile.seconds(metres, times.ferryMetresPerSecond)
                + times.transitionSeconds
        }
        let (start, place, dock) = (here.plane, call.grid.plane, home.grid.plane)
        add(.out, [start, place], lasts(start, place))
        thereSeconds = clock
        add(.patrol, [place], FleetTimes.hover.wholeSeconds)
        add(.back, [place, dock], lasts(place, dock))
        add(.land, [dock], times.landingSeconds)
        self.legs = legs
        seconds = clock
    }
}

extension Bilingual {
    static func notDiverted(_ sortie: SortieID) -> Bilingual {
        Bilingual(
            en: "\(sortie) did not take the way, or its dock did not say so",
            zh: "\(sortie) 未改飞，或机场未确认"
        )
    }
}
