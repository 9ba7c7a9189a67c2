// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One dock's answer to a call: how soon, with what battery, and everything against it.
public struct DispatchOffer: Equatable, Sendable {
    /// The dock.
    public var dock: DockID
    /// Seconds until its aircraft is at the place.
    public var seconds: Int
    /// Battery left on arrival, percent; nil: its battery or endurance is not known.
    public var batteryAtScene: Int?
    /// Everything that holds it; empty: it may go.
    public var reasons: [Bilingual]
    /// The patrol that would give way: it waits in its dock, or is stopped on its route.
    public var givesWay: MissionID?

    /// Whether it may go now.
    public var isReady: Bool { reasons.isEmpty }
}

// Who could go to a call.
extension Fleet {
    /// A dock's offer with what a launch needs.
    struct RankedOffer {
        var offer: DispatchOffer
        var dock: DockState
        /// The dock's site with the height of the ways out and back that separation asks for.
        var site: DockSite
        var verdict: [InterlockReading]
        /// The sortie that would leave its route; nil: it starts from its dock.
        var diverts: SortieID?
    }

    /// Every adopted dock, or the one named: those that may go first, then by arrival.
    ///
    /// It changes nothing: what a person looks at before the word to launch. A dock at rest is listened to more
    /// slowly than before a launch: a reading counts for 30 s here, as in ``readiness(of:at:)``; the word to
    /// launch is preceded by the latest readings, and judged by those.
    ///
    /// What is wrong with the call itself, such as its height, stands against every dock: the order is refused.
    public func offers(to call: Call, at now: Timestamp) -> [DispatchOffer] {
        let offers = rank(call, at: now, freshFor: FleetTimes.shownFor).map(\.offer)
        guard let objection = objection(to: call, at: now) else { return offers }
        return offers.map { offer in
            var offer = offer
            offer.reasons.insert(objection.text, at: 0)
            return offer
        }
    }

    /// The offers with their verdicts; docks out of whose radius the place is come last.
    func rank(
        _ call: Call,
        at now: Timestamp,
        freshFor: TimeSpan,
        without: DockID? = nil
    ) -> [RankedOffer] {
        guard let configuration else { return [] }
        return docks.values
            .filter { $0.isAdopted && $0.id != without && (call.dock == nil || call.dock == $0.id) }
            .map { offer(of: $0, to: call, configuration, freshFor, at: now) }
            .sorted { one, other in
                if one.offer.isReady != other.offer.isReady { return one.offer.isReady }
                return (one.offer.seconds, one.dock.id) < (other.offer.seconds, other.dock.id)
            }
    }

    private func offer(
        of dock: DockState,
        to call: Call,
        _ configuration: FleetConfiguration,
        _ freshFor: TimeSpan,
        at now: Timestamp
    ) -> RankedOffer {
        if let offer = offerInTheAir(of: dock, to: call, configuration, at: now) { return offer }
        let distance = dock.site.grid.distance(to: call.grid)
        var offer = DispatchOffer(
            dock: dock.id,
            seconds: configuration.arrival(after: distance),
            reasons: []
        )
        let profile = dock.site.profile(to: call.grid, configuration.times, height: call.height)
        offer.batteryAtScene = dock.battery(after: profile)
        guard distance <= dock.site.radius else {
            offer.reasons = [.tooFar(dock.id, distance, dock.site.radius)]
            return RankedOffer(offer: offer, dock: dock, site: dock.site, verdict: [])
        }
        let waiting = waitingPatrol(at: dock, configuration)
        offer.givesWay = waiting?.id
        let own = waiting?.sortie ?? standby(at: dock)?.id
        let (site, verdict) = clear(dock, call, own, configuration, freshFor, at: now)
        let open = verdict.filter(\.isOpen)
        offer.reasons = open.map(\.text)
        return RankedOffer(offer: offer, dock: dock, site: site, verdict: verdict)
    }

    /// A patrol in the air that may leave its route, where the site says so; nil: none.
    private func offerInTheAir(
        of dock: DockState,
        to call: Call,
        _ configuration: FleetConfiguration,
        at now: Timestamp
    ) -> RankedOffer? {
        guard configuration.reserve.preemption == .airborne,
            let sortie = dock.sortie.flatMap({ sorties[$0] }), case .wayline = sortie.assignment,
            let mission = sortie.mission.flatMap({ missions[$0] }), mission.by == nil,
            wayState(dock.id) == nil,
            let here = dock.fresh(dock.aircraft.grid, dock.times.aircraftPlace, now: now)
        else { return nil }
        let way = Way(from: here, to: call, home: dock.site, configuration.times)
        var offer = DispatchOffer(
            dock: dock.id,
            seconds: FleetTimes.pausing.wholeSeconds + way.thereSeconds,
            reasons: wayReasons(sortie, dock, call, at: now)
        )
        offer.givesWay = mission.id
        if let battery = dock.aircraft.batteryPercent,
            let endurance = dock.site.aircraft.envelope.enduranceSeconds, endurance > 0
        {
            let need = (100 * way.thereSeconds + endurance - 1) / endurance
            offer.batteryAtScene = max(0, battery - need)
        }
        return RankedOffer(
            offer: offer,
            dock: dock,
            site: dock.site,
            verdict: readiness(of: dock.id, at: now),
            diverts: sortie.id
        )
    }

    /// The patrol that waits in a dock, prepared for its launch, if the site lets it give way.
    private func waitingPatrol(
        at dock: DockState,
        _ configuration: FleetConfiguration
    ) -> Mission? {
        guard configuration.reserve.preemption != .some(.none),
            let sortie = dock.sortie.flatMap({ sorties[$0] }), sortie.state == .prepared,
            let mission = sortie.mission.flatMap({ missions[$0] }), mission.by == nil
        else { return nil }
        return mission
    }

    /// The gate's verdict on a call from a dock, at the lowest height of its ways at which nothing but
    /// other aircraft in the air may be in its way (D5).
    private func clear(
        _ dock: DockState,
        _ call: Call,
        _ own: SortieID?,
        _ configuration: FleetConfiguration,
        _ freshFor: TimeSpan,
        at now: Timestamp
    ) -> (DockSite, [InterlockReading]) {
        var site = dock.site
        var first: [InterlockReading]?
        while true {
            let candidate = Candidate(
                site: site,
                start: now,
                latest: nil,
                profile: site.profile(to: call.grid, configuration.times, height: call.height),
                highestObstacle: configuration.safety.highestObstacle,
                sortie: own,
                isCall: true
            )
            let verdict = ask(candidate, dock, now, freshFor: freshFor) ?? []
            let open = verdict.filter(\.isOpen).map(\.interlock)
            if open != [.separation] {
                return open.isEmpty ? (site, verdict) : (dock.site, first ?? verdict)
            }
            first = first ?? verdict
            site.ferryHeight =
                site.ferryHeight + Metres(configuration.times.separationVerticalMetres)
            guard site.ferryHeight <= configuration.safety.ceiling else {
                return (dock.site, first ?? verdict)
            }
        }
    }
}

extension DockState {
    /// Battery that is left when a flight's point is reached, percent; nil: not known.
    func battery(after profile: FlightProfile?) -> Int? {
        guard let charge = dock.chargePercent, let profile,
            let endurance = site.aircraft.envelope.enduranceSeconds, endurance > 0,
            let there = profile.legs.first(where: { $0.kind == .patrol })?.startSeconds
        else { return nil }
        return max(0, charge - (100 * there + endurance - 1) / endurance)
    }
}
