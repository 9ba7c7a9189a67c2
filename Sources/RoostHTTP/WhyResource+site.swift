// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension WhyResource {
    /// One plain answer about a mission, sortie, case, notice, dock or run of a plan; nil: no such thing.
    static func find(_ id: String, _ door: SiteDoor) throws -> WhyResource? {
        let site = door.site()
        if id.contains("@") || id.contains(":") { return try planned(id, site, door) }
        var query = FactQuery(limit: 500)
        query.newestFirst = true
        if let mission = MissionID(id) {
            query.mission = mission
        } else if let sortie = SortieID(id) {
            query.sortie = sortie
        } else if let violation = CaseID(id) {
            query.violation = violation
        } else if let notice = NoticeID(id) {
            query.notice = notice
        } else if let state = site.fleet.docks[DockID(id)] {
            return try dock(state, site, door)
        } else {
            return nil
        }
        return try history(id, query, site, door)
    }

    /// The last thing that was said is the answer, with how its mission ended; what led to it follows.
    private static func history(
        _ id: String,
        _ query: FactQuery,
        _ site: Site,
        _ door: SiteDoor
    ) throws -> WhyResource? {
        let records = Array(try door.facts(query).reversed())
        guard let last = records.last else { return nil }
        let calendar = site.configuration?.fleet.calendar
        if let answer = try standing(query, site, door) {
            let events = records.map { EventResource($0, calendar: calendar) }
            return WhyResource(id: id, answer: TextResource(answer), events: events)
        }
        var texts = [last.fact.text]
        // Words may come after the end, and more of them than are listed.
        let end = try newest([.missionEnded, .missionNotFlown], query, door)
        let verdict = try newest([.interlockVerdict], query, door)
        for told in [end, verdict].compactMap(\.?.fact) where told != last.fact {
            texts.append(told.text)
        }
        return WhyResource(
            id: id,
            answer: TextResource(
                en: texts.map(\.en).joined(separator: " "),
                zh: texts.map(\.zh).joined()
            ),
            // The verdict is long, and stands in the answer already.
            events: records.filter { $0.sequence != verdict?.sequence }
                .map { EventResource($0, calendar: calendar) }
        )
    }

    /// How a case or a notice stands now, and why; nil: it is neither, or no longer kept.
    private static func standing(
        _ query: FactQuery,
        _ site: Site,
        _ door: SiteDoor
    ) throws -> Bilingual? {
        let violation = query.violation.flatMap { site.cases.violation($0) }
        let number = query.notice ?? violation?.notice
        let notice = try number.flatMap { site.cases.notice($0) }.map { record in
            NoticeStanding(record: record, site: site, tries: try NoticeTries(door)).text
        }
        let parts = [violation?.standing, notice].compactMap(\.self)
        guard !parts.isEmpty else { return nil }
        return Bilingual(
            en: parts.map(\.en).joined(separator: " "),
            zh: parts.map(\.zh).joined()
        )
    }

    /// The newest fact of one of the codes.
    private static func newest(
        _ codes: [FactCode],
        _ query: FactQuery,
        _ door: SiteDoor
    ) throws -> FactRecord? {
        try codes.compactMap { code in
            var one = query
            (one.code, one.limit, one.newestFirst) = (code.rawValue, 1, true)
            return try door.facts(one).first
        }.max { $0.sequence < $1.sequence }
    }

    private static func dock(
        _ state: DockState,
        _ site: Site,
        _ door: SiteDoor
    ) throws -> WhyResource {
        let open = site.fleet.openInterlocks(of: state.id, at: door.now())
        var query = FactQuery(limit: 20)
        query.dock = state.id
        query.newestFirst = true
        let calendar = site.configuration?.fleet.calendar
        let holds = site.fleet.holds(on: state.id).map { $0.words(calendar) }
        let answer =
            open.isEmpty
            ? TextResource(en: "Dock \(state.id) could launch now.", zh: "机场 \(state.id) 现在可以起飞。")
            : TextResource(
                en: "Dock \(state.id) may not launch: "
                    + open.map(\.text.en).joined(separator: "; ") + "."
                    + holds.map { " " + $0.en }.joined(),
                zh: "机场 \(state.id) 不能起飞：" + open.map(\.text.zh).joined(separator: "；") + "。"
                    + holds.map(\.zh).joined()
            )
        return WhyResource(
            id: state.id.text,
            answer: answer,
            events: try door.facts(query).reversed().map { EventResource($0, calendar: calendar) }
        )
    }

    /// A dock's facts from three minutes before a start to an hour after it, the oldest first.
    ///
    /// Read backwards from now: the run is of today, and the journal may hold thirty days before it.
    static func around(
        _ start: Timestamp,
        of dock: DockID,
        _ door: SiteDoor
    ) throws -> [FactRecord] {
        var found: [FactRecord] = []
        var query = FactQuery(limit: 1000)
        query.dock = dock
        query.newestFirst = true
        while true {
            let page = try door.facts(query)
            found += page.filter { record in
                let span = record.at - start
                return span > .minutes(-3) && span < .hours(1)
            }
            guard page.count == query.limit, let oldest = page.last,
                oldest.at - start > .minutes(-3)
            else { return found.reversed() }
            query.before = oldest.sequence
        }
    }
}

extension Hold {
    /// Who bars launches, since when, until when and why, as one sentence.
    fileprivate func words(_ calendar: DayCalendar?) -> Bilingual {
        let since = since.moment(in: calendar)
        let end = until?.moment(in: calendar)
        let work = Bilingual(en: "work at the dock", zh: "机场维护")
        let kind = isMaintenance ? work : Bilingual(en: "a hold", zh: "停飞令")
        return Bilingual(
            en:
                "\(id) is \(kind.en) by \(by) since \(since)\(end.map { " until \($0)" } ?? ""): \(reason).",
            zh: "\(id)（\(kind.zh)）由 \(by) 自 \(since) 起\(end.map { "，至 \($0)" } ?? "")：\(reason)。"
        )
    }
}
