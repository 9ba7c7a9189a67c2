// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel

/// A flight in the air that a person must look at.
struct FlightTrouble: Equatable {
    /// What is the matter with it; the gravest first.
    enum Kind: String, CaseIterable {
        /// A controller in somebody's hands flies it: roost sends it nothing.
        case byHand = "by_hand"
        /// It broke its return off and hovers.
        case brokenOff = "broken_off"
        /// It stands on its route longer than anybody asked for.
        case paused
        /// It is not back though it should be.
        case overdue
    }

    /// A pause that nobody set an end to is too long after this; what is said over a loudspeaker takes less.
    static let longestPause = TimeSpan.minutes(2)

    /// The sortie.
    var sortie: SortieID
    /// What is the matter.
    var kind: Kind
    /// The same for people.
    var text: Bilingual

    /// All that is the matter with the flights of a fleet, in the order of sorties.
    static func all(_ fleet: Fleet, at now: Timestamp, in calendar: DayCalendar?) -> [Self] {
        fleet.sorties.values.filter { $0.state.isInTheAir }.sorted { $0.id < $1.id }.flatMap {
            sortie in
            Kind.allCases.compactMap { kind in
                text(kind, sortie, fleet, now, calendar).map {
                    FlightTrouble(sortie: sortie.id, kind: kind, text: $0)
                }
            }
        }
    }

    private static func text(
        _ kind: Kind,
        _ sortie: Sortie,
        _ fleet: Fleet,
        _ now: Timestamp,
        _ calendar: DayCalendar?
    ) -> Bilingual? {
        let name = Bilingual(
            en: "\(sortie.id) of \(sortie.dock)",
            zh: "\(sortie.id)（\(sortie.dock)）"
        )
        let battery = fleet.docks[sortie.dock]?.aircraft.batteryPercent
        let (leftEn, leftZh) = battery.map { (", battery \($0) %", "，电量 \($0) %") } ?? ("", "")
        switch kind {
        case .byHand:
            guard fleet.isInHands(sortie.dock) else { return nil }
            return Bilingual(
                en: "\(name.en): a controller in somebody's hands flies it\(leftEn)",
                zh: "\(name.zh)：遥控器正在手动控制\(leftZh)"
            )
        case .brokenOff:
            guard sortie.isInEmergency else { return nil }
            return Bilingual(
                en: "\(name.en) broke its return off and hovers\(leftEn)",
                zh: "\(name.zh)：返航中断，正在悬停\(leftZh)"
            )
        case .paused:
            guard sortie.state == .airborne, sortie.isPaused else { return nil }
            let since = sortie.pausedSince ?? sortie.since
            let isAsked = sortie.pausedUntil.map { now < $0 } ?? false
            guard !isAsked, now - since >= longestPause else { return nil }
            let at = since.clock(in: calendar)
            return Bilingual(
                en: "\(name.en) is paused since \(at) (\(now - since))\(leftEn): "
                    + "roost resume \(sortie.dock) or roost recall \(sortie.dock)",
                zh: "\(name.zh)：自 \(at) 起暂停（\(now - since)）\(leftZh)："
                    + "roost resume \(sortie.dock) 或 roost recall \(sortie.dock)"
            )
        case .overdue:
            guard let end = sortie.plannedEnd, sortie.isLate == true, now > end else { return nil }
            let minutes = (now - end).wholeSeconds / 60
            return Bilingual(
                en: "\(name.en) is not back, \(minutes) min after its planned end\(leftEn)",
                zh: "\(name.zh)：超过计划结束 \(minutes) 分钟仍未返回\(leftZh)"
            )
        }
    }
}
