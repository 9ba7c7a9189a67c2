// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import PatrolCore
import CaseCore
import FleetCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension DayPlanned {
    /// A service day as it was planned; nil: no plan of it is kept.
    init?(_ site: Site, on day: CalendarDate) {
        guard let plan = try? PlanResource(site, on: day), let date = plan.date,
            let type = plan.dayType
        else { return nil }
        self.init(
            date: date,
            dayType: type,
            asked: plan.asked,
            planned: plan.planned,
            reserve: plan.reserve,
            reserveAsked: plan.reserveAsked ?? 0
        )
    }

    /// The service days that a period touches, as far as their plans are kept.
    static func all(_ site: Site, _ period: Range<Timestamp>) -> [DayPlanned] {
        guard let configuration = site.patrols.configuration else { return [] }
        let first = configuration.serviceDate(at: period.lowerBound)
        let last = configuration.serviceDate(
            at: max(period.lowerBound, period.upperBound - .milliseconds(1))
        )
        // No plan is kept for longer than this, and a period may be as long as anybody likes.
        let days = [-1, 0, 1].compactMap { offset in
            site.patrols.planDate?.advanced(by: offset)
        }
        return days.filter { $0 >= first && $0 <= last }.compactMap { DayPlanned(site, on: $0) }
    }
}

extension ReportResource {
    /// What was planned, flown and found between two instants; by default the local day so far.
    static func make(
        from start: String?,
        to end: String?,
        _ door: SiteDoor
    ) throws -> ReportResource {
        let site = door.site()
        guard let calendar = site.configuration?.fleet.calendar else {
            throw Refused(409, "degraded", en: "No configuration is in force.", zh: "没有生效的配置。")
        }
        let today = calendar.local(door.now()).date
        let from = try instant(
            start,
            calendar,
            today,
            orElse: calendar.instant(of: today, time: .zero)
        )
        let to = try instant(end, calendar, today, orElse: max(from, door.now()))
        guard from <= to else {
            throw Refused(
                400,
                "bad_request",
                en: "The period ends before it begins.",
                zh: "时段的结束早于开始。"
            )
        }
        var report = ReportResource(from: from.text(in: calendar), to: to.text(in: calendar))
        report.days = DayPlanned.all(site, from..<to)
        report.day = report.days.first
        report.countRuns(site.patrols.runs.map { ($0.id, $0.value) }, calendar, from..<to, site)
        try report.countFacts(door, from..<to)
        for item in site.cases.cases { report.cases[item.state.rawValue, default: 0] += 1 }
        report.countNotices(site, from..<to)
        return report
    }

    private static func instant(
        _ text: String?,
        _ calendar: DayCalendar,
        _ today: CalendarDate,
        orElse other: Timestamp
    ) throws -> Timestamp {
        guard let text else { return other }
        if let instant = Timestamp(text) { return instant }
        guard let seconds = DayWindow.seconds(text) else {
            throw Refused(
                400,
                "bad_request",
                en: "A time is 07:30 or RFC 3339.",
                zh: "时间格式为 07:30 或 RFC 3339。"
            )
        }
        return calendar.instant(of: today, time: .seconds(seconds))
    }

    /// Patrols and second looks that start in the period, each by what became of it.
    mutating func countRuns(
        _ runs: [(PlannedRun, RunRecord)],
        _ calendar: DayCalendar,
        _ period: Range<Timestamp>,
        _ site: Site? = nil
    ) {
        // What no rule asks for any more was not missed.
        for (id, run) in runs where period.contains(run.start) && run.isAskedNoMore != true {
            if run.errand != nil {
                looks.planned += 1
                switch run.status {
                case .ended(.flown, _, _), .ended(.partlyFlown, _, _): looks.flown += 1
                case .ended(.cancelled, _, _): looks.calledOff += 1
                case .planned, .waiting, .dropped, .departed, .ended: break
                }
                continue
            }
            planned += 1
            if case .ended(.flown, _, _) = run.status {
                flown += 1
            } else {
                var row = RunResource(run, calendar: calendar)
                if let site { row.stand(id, run, site) }
                row.reason = row.reason ?? Self.pending(run.status, row.state)
                others.append(row)
            }
        }
        others.sort { $0.start < $1.start }
    }

    /// What a run that is neither flown nor ended waits for; nil: it ended, and says why.
    private static func pending(_ status: RunRecord.Status, _ state: String) -> TextResource? {
        switch status {
        case .departed: RunResource.standing[state]
        case .planned: TextResource(en: "not due yet", zh: "未到时间")
        case .waiting: TextResource(en: "it is due and waits for its dock", zh: "已到时间，等待机场")
        case .dropped, .ended: nil
        }
    }

    private mutating func countFacts(_ door: SiteDoor, _ period: Range<Timestamp>) throws {
        frames = door.counters()["frames_accepted"] ?? 0
        launched = try Self.count(.sortieStarting, door, period)
        casesOpened = try Self.count(.caseOpened, door, period)
    }

    private static func count(
        _ code: FactCode,
        _ door: SiteDoor,
        _ period: Range<Timestamp>
    ) throws -> Int {
        var count = 0
        var query = FactQuery(after: 0, limit: 1000)
        query.code = code.rawValue
        while true {
            let page = try door.facts(query)
            count += page.count { period.contains($0.at) }
            guard page.count == query.limit, let last = page.last else { return count }
            query.after = last.sequence
        }
    }

    private mutating func countNotices(_ site: Site, _ period: Range<Timestamp>) {
        for record in site.cases.notices where period.contains(record.notice.issuedAt) {
            noticesIssued += 1
            if Self.isDelivered(record.deliveries) { noticesDelivered += 1 }
            deliveryLatenciesS += record.deliveries.compactMap { $0.latency?.seconds }
        }
        deliveryLatenciesS.sort()
    }

    /// Whether a notice has receivers and reached each; one that was sent to nobody was not delivered.
    static func isDelivered(_ deliveries: [NoticeRecord.Progress]) -> Bool {
        !deliveries.isEmpty && deliveries.allSatisfy { $0.state == .delivered }
    }
}
