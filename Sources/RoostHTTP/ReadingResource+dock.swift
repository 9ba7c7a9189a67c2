// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostAPI
import RoostModel

extension ReadingResource {
    /// What a dock said of itself, each with its age; what it never said is left out.
    static func all(of state: DockState, at now: Timestamp) -> [ReadingResource] {
        let dock = state.dock
        let times = state.times
        let rows: [(Bilingual, Bilingual?, Timestamp?)] = [
            (
                Bilingual(en: "battery", zh: "电量"),
                dock.chargePercent.map { Bilingual("\($0) %") }, times.charge
            ),
            (Bilingual(en: "wind", zh: "风速"), dock.wind.map { Bilingual("\($0)") }, times.wind),
            (
                Bilingual(en: "rain", zh: "降雨"),
                dock.rainStep.map(DockWords.rain), times.rain
            ),
            (
                Bilingual(en: "temperature", zh: "气温"),
                dock.temperature.map { Bilingual("\($0)") }, times.temperature
            ),
            (Bilingual(en: "cover", zh: "舱盖"), dock.cover.map(DockWords.cover), times.cover),
            (Bilingual(en: "mode", zh: "模式"), dock.mode.map(DockWords.mode), times.mode),
            (
                Bilingual(en: "task step", zh: "任务步骤"),
                dock.taskStep.map(DockWords.taskStep), times.taskStep
            ),
            (
                Bilingual(en: "aircraft", zh: "飞行器"),
                dock.isAircraftInDock.map {
                    $0 ? Bilingual(en: "in dock", zh: "在舱内") : Bilingual(en: "out", zh: "在舱外")
                }, times.presence
            ),
            (
                Bilingual(en: "emergency stop", zh: "急停"),
                dock.isEmergencyStopPressed.map {
                    $0 ? Bilingual(en: "pressed", zh: "已按下") : Bilingual(en: "free", zh: "未按下")
                }, times.emergencyStop
            ),
            (
                Bilingual(en: "alternate landing", zh: "备降点"),
                dock.hasAlternateLanding.map {
                    $0 ? Bilingual(en: "set", zh: "已设置") : Bilingual(en: "not set", zh: "未设置")
                }, times.alternateLanding
            ),
        ]
        return rows.compactMap { name, value, time in
            guard let value, let time else { return nil }
            return ReadingResource(
                label: TextResource(name),
                text: TextResource(value),
                ageS: max(0, (now - time).seconds)
            )
        }
    }
}

extension ReadingResource {
    /// What is known of the flight areas on board; nil: the dock said nothing and was told nothing yet.
    init?(areas: AreaSync?, wanted: FlightAreaFile, at now: Timestamp) {
        guard let areas, let time = [areas.keptAt, areas.orderedAt].compactMap(\.self).max() else {
            return nil
        }
        let text: Bilingual
        if areas.kept == wanted.sha256 {
            text = Bilingual(en: "on board", zh: "已同步")
        } else if let failure = areas.failure {
            text = Bilingual(en: "not on board: \(failure.en)", zh: "未同步：\(failure.zh)")
        } else {
            text = Bilingual(en: "on their way", zh: "同步中")
        }
        self.init(
            label: TextResource(Bilingual(en: "flight areas", zh: "飞行区")),
            text: TextResource(text),
            ageS: max(0, (now - time).seconds)
        )
    }
}
