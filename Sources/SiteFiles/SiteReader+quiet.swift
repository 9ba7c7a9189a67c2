// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

// What is not told, or not at once (PIPELINE § 7): mutes, inhibition, grouping.
extension SiteReader {
    /// `mute` of a rule or receiver; nil: none.
    func readMute(_ section: Section) -> Mute? {
        guard section.has("mute"), let mute = section.section("mute", "mute") else { return nil }
        let hours = mute.windows("hours")
        let days = mute.choices("days", DayType.self)
        if hours.isEmpty, days.isEmpty {
            mute.fault("hours", "and days are both missing: it would never end")
            return nil
        }
        return Mute(
            hours: hours,
            days: days,
            isDigest: mute.truth("digest") ?? true,
            coversCritical: mute.truth("mute_critical") ?? false
        )
    }

    /// `inhibits` of a rule.
    func readInhibitions(_ section: Section) -> [Inhibition] {
        guard section.has("inhibits") else { return [] }
        return section.sections("inhibits", "rule.inhibit").compactMap { entry in
            guard let domain = entry.choice("domain", CaseDomain.self) else { return nil }
            return Inhibition(
                domain: domain.rawValue,
                within: entry.has("within_m")
                    ? entry.number("within_m", in: 1...10_000).map { Metres($0) } : nil,
                isSameZone: entry.truth("same_zone") ?? false,
                span: .seconds(entry.integer("for_s", in: 1...86_400) ?? 1800)
            )
        }
    }

    /// `grouping` of receivers.yaml; left out: PIPELINE's times.
    func readGrouping(_ top: Section) -> Grouping {
        var grouping = Grouping.standard
        guard let section = top.section("grouping", "grouping") else { return grouping }
        grouping.critical = .seconds(section.integer("critical_wait_s", in: 0...600) ?? 0)
        grouping.others = .seconds(section.integer("wait_s", in: 0...3600) ?? 10)
        grouping.interval = .seconds(section.integer("interval_s", in: 1...86_400) ?? 60)
        let reminder = section.integer("remind_s", in: 0...604_800) ?? 14_400
        if (1..<600).contains(reminder) {
            section.fault("remind_s", "is \(reminder), must be 0 (never) or 600 to 604800")
        }
        grouping.reminder = reminder == 0 ? nil : .seconds(reminder)
        return grouping
    }
}
