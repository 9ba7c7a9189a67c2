// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore

extension WhyResource {
    /// `R04@07:30` or `R04-midday:2`: one plain answer for every run that the day asks for, with the values that
    /// decided; nil: the day has no such run.
    static func planned(_ id: String, _ site: Site, _ door: SiteDoor) throws -> WhyResource? {
        guard let configuration = site.patrols.configuration else { return nil }
        let calendar = configuration.calendar
        guard let (name, run) = site.run(named: id) else { return unserved(id, site) }
        let records = try around(run.start, of: run.dock, door).filter { record in
            record.fact.subject.route == nil || record.fact.subject.route == run.route
        }
        let resource = RunResource(name, run, configuration)
        let head = Bilingual(
            en:
                "Patrol \(run.route) (\(name.demand) no. \(name.repetition + 1), \(name.date)) at dock "
                + "\(run.dock), \(resource.localStart): ",
            zh: "巡查 \(run.route)（\(name.demand) 第 \(name.repetition + 1) 次，\(name.date)）机场 "
                + "\(run.dock)，\(resource.localStart)："
        )
        var parts = [state(name, run, site, door.now())]
        if let first = run.first { parts.append(moved(first, run.moved)) }
        if let reason = run.missedBecause { parts.append(caughtUp(reason)) }
        let decider = decider(of: run, records)
        if let decider { parts.append(deciding(decider)) }
        return WhyResource(
            id: id,
            answer: TextResource(
                en: head.en + parts.map(\.en).joined(separator: " "),
                zh: head.zh + parts.map(\.zh).joined()
            ),
            // The verdict is long, and stands in the answer already.
            events: records.filter { $0.sequence != decider?.sequence }
                .map { EventResource($0, calendar: calendar) }
        )
    }

    /// What the gate last said of a run, where that decided: why it waited, or that nothing held it.
    static func decider(of run: RunRecord, _ records: [FactRecord]) -> FactRecord? {
        switch run.status {
        case .planned, .waiting, .dropped: return nil
        // It was never launched: what the gate said in that time was of another flight of its dock.
        case .ended(.skipped, _, _), .ended(.cancelled, _, _): return nil
        case .departed, .ended: break
        }
        return records.last {
            [.interlockVerdict, .missionHeld].contains($0.fact.code)
                && $0.at >= run.start - .minutes(3)
        }
    }

    private static func deciding(_ last: FactRecord) -> Bilingual {
        guard last.fact.code == .interlockVerdict else { return last.fact.text }
        let values = last.fact.values.first { $0.name == "values" }
        let rules = last.fact.values.first { $0.name == "rules" }?.value ?? "1"
        let count = values?.value.split(separator: ";").count ?? 0
        return Bilingual(
            en: "At its launch all \(count) interlocks were closed, by rules \(rules): "
                + "\(values?.value ?? "").",
            zh: "起飞时 \(count) 项联锁全部满足（规则版本 \(rules)）："
                + "\(values?.zh ?? values?.value ?? "")。"
        )
    }

    /// Where a run stands, and why.
    private static func state(
        _ name: PlannedRun,
        _ run: RunRecord,
        _ site: Site,
        _ now: Timestamp
    ) -> Bilingual {
        switch run.status {
        case .planned: return ahead(run, site, now)
        case .waiting:
            return Bilingual(
                en: "it waits to be caught up with the next plan.",
                zh: "等待在下一版计划中补飞。"
            )
        case .dropped(let why):
            return Bilingual(
                en:
                    "it is not in the plan any more: \(why.en). It comes back if a later plan has a "
                    + "place for it before its window closes.",
                zh: "已不在计划中：\(why.zh)。若时段结束前有空位可重新安排。"
            )
        case .departed:
            let mission = site.fleet.missions.values.first { $0.run == name }
            guard let mission, let calendar = site.patrols.configuration?.calendar else {
                return Bilingual(en: "it was handed to its dock.", zh: "已下发机场。")
            }
            var standing = RunResource(run, calendar: calendar)
            standing.stand(name, run, site)
            let words = standing.reason ?? RunResource.standing[standing.state]
            let (en, zh) = (words?.en ?? "", words?.zh ?? "")
            let isHeld = standing.state == "held"
            return Bilingual(
                en: "it is mission \(mission.id), \(isHeld ? "held in its dock: \(en)" : en).",
                zh: "任务 \(mission.id)，\(isHeld ? "在舱等待：\(zh)" : zh)。"
            )
        case .ended(let outcome, let why, _):
            return Bilingual(
                en: "\(outcome.text.en): \(why.en).",
                zh: "\(outcome.text.zh)：\(why.zh)。"
            )
        }
    }

    /// A run that is still to come: what it takes, and what stands in its way now.
    private static func ahead(_ run: RunRecord, _ site: Site, _ now: Timestamp) -> Bilingual {
        var text = Bilingual(en: "it is still to come", zh: "待执行")
        if let profile = site.patrols.configuration?.profile(of: run.route, from: run.dock) {
            let (minutes, need) = (profile.durationSeconds / 60, (profile.energyPermille + 9) / 10)
            text.en += ", \(minutes) min and \(need) % of its battery"
            text.zh += "，需 \(minutes) 分钟、电量 \(need) %"
        }
        if let charge = site.fleet.docks[run.dock]?.dock.chargePercent {
            text.en += ", which is at \(charge) % now"
            text.zh += "（当前 \(charge) %）"
        }
        // A hold on a zone that the route enters is none of the dock's alone.
        let name = Interlock.hold.text
        let holds = site.holds(on: run).map(\.told).map {
            Bilingual(en: "\(name.en): \($0.en)", zh: "\(name.zh)：\($0.zh)")
        }
        let open =
            site.fleet.openInterlocks(of: run.dock, at: now)
            .filter { $0.interlock != .hold }.map(\.text) + holds
        guard !open.isEmpty else {
            return Bilingual(
                en: text.en + "; its dock could launch now.",
                zh: text.zh + "；机场当前可起飞。"
            )
        }
        let why = open.joined
        return Bilingual(
            en: text.en + "; its dock may not launch now: \(why.en).",
            zh: text.zh + "；机场当前不可起飞：\(why.zh)。"
        )
    }

    private static func moved(_ first: RunRecord.Place, _ why: Bilingual?) -> Bilingual {
        Bilingual(
            en: "The day's first plan had it at \(first.dock) \(first.timeOfDay); it was moved: "
                + "\(why?.en ?? "a better plan").",
            zh: "首版计划为 \(first.dock) \(first.timeOfDay)；调整原因：\(why?.zh ?? "计划优化")。"
        )
    }

    private static func caughtUp(_ reason: Bilingual) -> Bilingual {
        Bilingual(
            en: "It was not flown at its time (\(reason.en)), and its rule says catch up once.",
            zh: "未按时执行（\(reason.zh)），按规则补飞一次。"
        )
    }

    /// A repetition that no plan of the day had.
    private static func unserved(_ id: String, _ site: Site) -> WhyResource? {
        guard let plan = site.patrols.plan, let date = site.patrols.planDate else { return nil }
        let found = plan.unserved.first { "\($0.demand):\($0.repetition + 1)" == id }
        guard let found else { return nil }
        let reason = UnservedReason.text(of: found.reason)
        return WhyResource(
            id: id,
            answer: TextResource(
                en: "\(id) is not in the plan for \(date): \(reason.en).",
                zh: "\(id) 不在 \(date) 的计划中：\(reason.zh)。"
            ),
            events: []
        )
    }
}
