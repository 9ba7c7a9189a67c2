// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A flight between two docks that a person asks for: everything is looked at before anything is sent.
extension Fleet {
    /// Flies a route from one dock and lands in another, both of which are taken from this turn on.
    mutating func relay(
        _ id: RouteID,
        _ from: DockID,
        _ to: DockID,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard let route = knownRoute(id, &turn) else { return }
        for named in [from, to] where docks[named]?.isAdopted != true {
            let what = FactValue("what", named)
            return turn.refuse(.unknownSubject, Subject(dock: named), [what])
        }
        guard hasRoom(&turn), let pair = RelayPair(from, to, route, in: self) else { return }
        if let refusal = refusal(of: pair, at: turn.now) {
            return turn.outcome.refusal = refusal
        }
        let (missionID, wire) = turn.issuer.mission(at: turn.now)
        var mission = Mission(
            id: missionID,
            wire: wire,
            purpose: .route(id),
            run: nil,
            by: person.name,
            dock: from,
            start: turn.now,
            // An immediate task is executed within this of its stamp (PROTOCOL § 9).
            latest: turn.now + FleetTimes.command
        )
        mission.landing = to
        missions[missionID] = mission
        docks.update(from) { $0.missions.append(missionID) }
        let what = Bilingual(en: "fly \(id) and land at \(to)", zh: "飞行 \(id) 并降落于 \(to)")
        requested(mission, what, person, &turn)
        for dock in [from, to] { stepAside(at: dock, for: missionID, &turn) }
        prepareBoth(mission, pair, &turn)
        advance(from, &turn)
        advance(to, &turn)
    }

    /// Why a flight between two docks is not begun; nil: nothing is in its way.
    private func refusal(of pair: RelayPair, at now: Timestamp) -> Refusal? {
        if let refusal = refusalForGood(pair) ?? refusalNow(pair, at: now) { return refusal }
        let subject = Subject(dock: pair.from.id)
        let candidate = pair.candidate(standby(at: pair.from)?.id, at: now)
        let open = ask(candidate, pair.from, now)?.filter(\.isOpen) ?? []
        guard !open.isEmpty else { return nil }
        if open.count == 1, let battery = open.first, battery.interlock == .battery,
            battery.answer == .no
        {
            return Refusal(
                .relayBattery,
                subject,
                [FactValue("landing", pair.to.id), FactValue("state", battery.value)]
            )
        }
        let reasons = [Bilingual.held(pair.from.id, open.map(\.text))]
        return Refusal(.interlocksOpen, subject, reasons: reasons)
    }

    /// What does not change by waiting: models, distance, reach.
    private func refusalForGood(_ pair: RelayPair) -> Refusal? {
        let (from, to) = (pair.from, pair.to)
        let subject = Subject(dock: from.id)
        let landing = FactValue("landing", to.id)
        if from.id == to.id { return Refusal(.relaySameDock, subject) }
        let reaches = [from, to].map(\.site.envelope.relayReach)
        guard let reach = reaches.compactMap(\.self).min(), !reaches.contains(nil) else {
            let name = (reaches[0] == nil ? from : to).site.envelope.name
            let what = Bilingual(
                en: "\(name) has no flights between docks",
                zh: "\(name) 不支持机场间接力"
            )
            return Refusal(.relayUnable, subject, [landing, FactValue("what", what)])
        }
        guard from.site.envelope.modelKey == to.site.envelope.modelKey else {
            let what = Bilingual(en: "they are of two models", zh: "两机场型号不同")
            return Refusal(.relayUnable, subject, [landing, FactValue("what", what)])
        }
        let distance = from.site.grid.distance(to: to.site.grid)
        guard distance <= reach else {
            let values = [FactValue("distance", distance), FactValue("limit", reach)]
            return Refusal(.relayTooFar, subject, [landing] + values)
        }
        guard pair.heightOverLanding <= pair.configuration.safety.ceiling else {
            let most = FactValue("most", pair.configuration.safety.ceiling)
            return Refusal(
                .aboveCeiling,
                Subject(dock: to.id),
                [FactValue("height", pair.heightOverLanding), most]
            )
        }
        guard pair.isInReach else {
            return Refusal(.outOfReach, Subject(dock: from.id, route: pair.route.id))
        }
        return nil
    }

    /// What the two docks are at.
    private func refusalNow(_ pair: RelayPair, at now: Timestamp) -> Refusal? {
        let subject = Subject(dock: pair.from.id)
        for dock in [pair.from, pair.to] {
            // A task that waits for its conditions makes room.
            guard let open = dock.sortie, standby(at: dock) == nil else { continue }
            let state = sorties[open]?.state.text ?? Bilingual("")
            let text = Bilingual(en: "\(open) is \(state.en)", zh: "\(open) \(state.zh)")
            return Refusal(
                .relayTaken,
                subject,
                [FactValue("what", dock.id), FactValue("state", text)]
            )
        }
        if let barred = pair.homeFirst, let state = barred.betweenDocks {
            let values = [FactValue("what", barred.id), FactValue("state", state)]
            return Refusal(.relayHomeFirst, subject, values)
        }
        let landing = FactValue("landing", pair.to.id)
        let waiting = standby(at: pair.to)?.id
        let open = landingVerdict(pair, waiting, .before, at: now).filter(\.isOpen)
        // One that says nothing at all is not told to be full.
        let presence = open.first { $0.interlock == .presence }
        if let reading = presence, reading.answer == .no || open.count == 1 {
            return Refusal(.relayOccupied, subject, [landing, FactValue("state", reading.value)])
        }
        if open.contains(where: { $0.interlock == .alternate }), open.count == 1 {
            return Refusal(.relayNoAlternate, subject, [landing])
        }
        guard open.isEmpty else {
            let reasons = [Bilingual.held(pair.to.id, open.map(\.text))]
            return Refusal(.relayNotReceiving, subject, [landing], reasons: reasons)
        }
        return pair.unlinked(at: now).map {
            Refusal(.relayUnlinked, subject, [landing, FactValue("what", $0)])
        }
    }
}

/// Two docks and the route that leads from the one to the other.
struct RelayPair {
    let from: DockState
    let to: DockState
    let route: Route
    let configuration: FleetConfiguration

    init?(_ from: DockID, _ to: DockID, _ route: Route, in fleet: Fleet) {
        guard let from = fleet.docks[from], let to = fleet.docks[to],
            let configuration = fleet.configuration
        else { return nil }
        self.from = from
        self.to = to
        self.route = route
        self.configuration = configuration
    }

    /// The dock that it leaves, as this flight uses it: with the aircraft that stands there, at a height
    /// that is safe at both ends, counted from its own ground.
    var site: DockSite {
        var site = from.site
        site.aircraft = from.airframe
        site.ferryHeight = max(from.site.ferryHeight, to.site.ferryHeight + rise)
        return site
    }

    /// How high over the landing dock's ground it comes.
    var heightOverLanding: Metres { Metres(site.ferryHeight.value - rise.value) }

    /// How much higher the ground at the landing dock is.
    private var rise: Metres {
        Metres(to.site.groundHeight.value - from.site.groundHeight.value)
    }

    /// Whether every point of the route is in reach of one of the two, and the route allows the first.
    var isInReach: Bool {
        guard route.docks?.contains(from.id) != false, !route.grid.isEmpty else { return false }
        return route.grid.allSatisfy { point in
            [from, to].contains { $0.site.grid.distance(to: point) <= $0.site.radius }
        }
    }

    /// The dock that flies nothing but a way home which this is not; nil: neither.
    var homeFirst: DockState? {
        if let guest = from.guest { return guest.home == to.id ? nil : from }
        if from.awayAt != nil { return from }
        return to.isBetweenDocks ? to : nil
    }

    /// The way to the other dock with the way back from the route's end, and the battery for the dearer.
    ///
    /// The way back is flown when the landing dock is lost: it must be as free as the way there.
    var profile: FlightProfile? {
        let site = site
        guard var home = site.home,
            let back = site.profile(of: route, configuration.times)
        else { return nil }
        home.landing = to.site.grid.plane
        var there = FlightProfile(
            path: route.grid.map(\.plane),
            height: route.height.value,
            speed: route.speed.value,
            hoverSeconds: route.hoverSeconds,
            home: home,
            times: configuration.times
        )
        there.legs += back.legs.filter { $0.kind == .back || $0.kind == .land }
        there.durationSeconds = max(there.durationSeconds, back.durationSeconds)
        there.energyPermille = max(there.energyPermille, back.energyPermille)
        return there
    }

    /// The flight as the gate of the dock that it leaves looks at it.
    func candidate(_ sortie: SortieID?, at now: Timestamp) -> Candidate {
        let site = site
        // The way down at the other end must be over its obstacles too.
        return Candidate(
            site: site,
            start: now,
            latest: nil,
            profile: profile,
            highestObstacle: (route.highestObstacle ?? configuration.safety.highestObstacle)
                .map { max($0, $0 + rise) },
            sortie: sortie,
            isCall: false
        )
    }

    /// What both docks must be told and is not at hand; nil: all of it is.
    func unlinked(at now: Timestamp) -> Bilingual? {
        for dock in [from, to] {
            guard let link = dock.relayLink, let at = dock.relayLinkAt,
                now - at <= FleetTimes.freshFor
            else {
                return Bilingual(
                    en: "\(dock.id) did not say its part of the link",
                    zh: "\(dock.id) 未上报链路信息"
                )
            }
            guard link.hasRadio else {
                let what = Bilingual(en: "radio", zh: "图传编号")
                return Self.missing(what, at: dock)
            }
            guard link.hasHome else {
                let what = Bilingual(en: "position and heading", zh: "位置与朝向")
                return Self.missing(what, at: dock)
            }
            guard link.correction != nil else {
                let what = Bilingual(en: "network RTK", zh: "网络 RTK")
                return Self.missing(what, at: dock)
            }
        }
        guard from.relayLink?.knowsAircraft == true else {
            let what = Bilingual(en: "aircraft's radio", zh: "飞机图传信息")
            return Self.missing(what, at: from)
        }
        guard from.relayLink?.correction == to.relayLink?.correction else {
            return Bilingual(en: "they use two network RTK sources", zh: "两机场网络 RTK 源不同")
        }
        return nil
    }

    private static func missing(_ what: Bilingual, at dock: DockState) -> Bilingual {
        Bilingual(en: "\(dock.id) did not say its \(what.en)", zh: "\(dock.id) 未上报\(what.zh)")
    }
}
