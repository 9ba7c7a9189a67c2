// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Hummingbird
import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension Server {
    /// One page that tells the truth.
    func addStatus(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("status") { _, context in
            _ = try context.requiredReader()
            return try answer(StatusResource(door: door))
        }
    }

    /// Docks and sorties.
    func addDocks(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("docks") { _, context in
            _ = try context.requiredReader()
            let site = door.site()
            let now = door.now()
            return try answer(
                Page(items: site.fleet.docks.values.map { DockResource($0, site: site, at: now) })
            )
        }
        group.get("docks/:id") { _, context in
            _ = try context.requiredReader()
            let id = try Server.id(DockID.self, context) { DockID($0) }
            let site = door.site()
            guard let state = site.fleet.docks[id] else { throw Refused.notFound(id) }
            var resource = DockResource(state, site: site, at: door.now())
            resource.wear = door.wear(id)
            return try answer(resource)
        }
        group.get("sorties") { _, context in
            _ = try context.requiredReader()
            return try answer(Page(items: SortieResource.all(door.site())))
        }
        group.get("sorties/:id") { _, context in
            _ = try context.requiredReader()
            let id = try Server.id(SortieID.self, context) { SortieID($0) }
            let site = door.site()
            let known =
                site.fleet.sorties[id]
                ?? site.fleet.docks.values.compactMap(\.lastSortie).first { $0.id == id }
            var query = FactQuery(limit: 500)
            query.sortie = id
            let events = try door.facts(query)
            let calendar = site.configuration?.fleet.calendar
            guard known != nil || !events.isEmpty else { throw Refused.notFound(id) }
            var resource =
                known.map { SortieResource($0, calendar: calendar) }
                ?? SortieResource(ended: id, events)
            resource.events = events.map { EventResource($0, calendar: calendar) }
            return try answer(resource)
        }
    }
}

extension SortieResource {
    /// A sortie that the state no longer holds: what history says of it.
    init(ended id: SortieID, _ events: [FactRecord]) {
        let last = events.last
        self.init(
            id: id.description,
            wireId: "",
            state: last.map { String($0.fact.code.rawValue.dropFirst("sortie.".count)) } ?? "ended",
            dock: events.compactMap(\.fact.subject.dock).last?.text ?? "",
            since: last?.at.description ?? ""
        )
        mission = events.compactMap(\.fact.subject.mission).last?.description
        route = events.compactMap(\.fact.subject.route).last?.text
    }
}

extension StatusResource {
    /// The site as it is now.
    init(door: SiteDoor) {
        let site = door.site()
        let now = door.now()
        let calendar = site.configuration?.fleet.calendar
        let text = now.text(in: calendar)
        self.init(
            site: site.configuration?.site ?? "-",
            name: TextResource(site.configuration?.name ?? Bilingual(en: "-", zh: "-")),
            version: door.version,
            now: text,
            localTime: String(text.prefix(19)).replacing("T", with: " ")
        )
        isSimulated = site.configuration?.isSimulated ?? false
        let outage = Outage(site, door.hearing())
        if !site.fleet.health.hasBroker || !door.hasBroker() {
            degraded.append(TextResource(en: "no connection to the broker", zh: "与消息服务器断开"))
        }
        let trouble = door.storeTrouble()
        if let trouble {
            let since = trouble.since.clock(in: calendar)
            let text = trouble.text
            degraded.append(
                TextResource(en: "\(text.en) (since \(since))", zh: "\(text.zh)（自 \(since)）")
            )
        } else if !site.fleet.health.hasStore {
            degraded.append(TextResource(en: "the store is failing or full", zh: "存储故障或已满"))
        }
        if !site.fleet.isClockTrusted {
            degraded.append(TextResource(en: "the clock was stepped", zh: "系统时钟跳变"))
        }
        warnings = outage.warnings(in: calendar, store: trouble).map { TextResource($0) }
        lookAtFlights(site, now)
        lookAtReceivers(site, door, now)
        warnings += door.warnings().map { TextResource($0) }
        let states = site.fleet.docks.values
        docks = states.count
        docksOnline = states.count { $0.link == .online && outage.silent[$0.id] == nil }
        docksSilent = outage.silent.keys.map(\.text).sorted()
        docksReady = states.count { site.fleet.openInterlocks(of: $0.id, at: now).isEmpty }
        sortiesOpen = site.fleet.sorties.count
        sortiesUnheard = outage.flights.keys.sorted().map(\.description)
        holds = site.fleet.holds.values.map { HoldResource($0, calendar: calendar) }
        casesOpen = site.cases.cases.count { $0.isOpen }
        casesInReview = site.cases.cases.count { $0.state == .inReview }
        noticesDead = site.cases.notices.reduce(0) { sum, record in
            sum + record.deliveries.count { $0.state == .dead || $0.state == .unknown }
        }
        patrols = PatrolCounts(
            date: site.patrols.planDate?.description,
            planned: 0,
            outcomes: [:]
        )
        for (id, run) in site.patrols.runs
        where id.date == site.patrols.planDate && run.errand == nil && run.isAskedNoMore != true {
            patrols.planned += 1
            if case .ended(let outcome, _, _) = run.status {
                patrols.outcomes[outcome.rawValue, default: 0] += 1
            }
        }
        counters = door.counters()
        notAdopted = door.notAdopted()
    }

    /// Flights that a person must look at, whatever the journal said of them before.
    private mutating func lookAtFlights(_ site: Site, _ now: Timestamp) {
        let calendar = site.configuration?.fleet.calendar
        let troubles = FlightTrouble.all(site.fleet, at: now, in: calendar)
        warnings += troubles.map { TextResource($0.text) }
        sortiesInTrouble = troubles.map {
            SortieTrouble(sortie: $0.sortie.description, kind: $0.kind.rawValue)
        }
    }

    /// Receivers that take nothing; of a long queue only the oldest is looked at.
    private mutating func lookAtReceivers(_ site: Site, _ door: SiteDoor, _ now: Timestamp) {
        let tries = NoticeTries((try? door.waiting(50)) ?? [], at: now)
        let troubles = ReceiverTrouble.all(
            site.cases,
            site.configuration?.cases,
            tries,
            resting: door.receiversResting(),
            at: now
        )
        warnings += troubles.map { TextResource($0.text) }
        receiversInTrouble = troubles.map(\.receiver.text)
    }
}
