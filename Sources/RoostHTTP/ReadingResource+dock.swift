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
                dock.rainStep.map { word(rains, $0) }, times.rain
            ),
            (
                Bilingual(en: "temperature", zh: "气温"),
                dock.temperature.map { Bilingual("\($0)") }, times.temperature
            ),
            (Bilingual(en: "cover", zh: "舱盖"), dock.cover.map { word(covers, $0) }, times.cover),
            (Bilingual(en: "mode", zh: "模式"), dock.mode.map { word(modes, $0) }, times.mode),
            (
                Bilingual(en: "task step", zh: "任务步骤"),
                dock.taskStep.map { Bilingual("\($0)") }, times.taskStep
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

    /// `cover_state` (PROTOCOL § 8).
    private static let covers = [
        Bilingual(en: "closed", zh: "关闭"), Bilingual(en: "open", zh: "打开"),
        Bilingual(en: "half open", zh: "半开"), Bilingual(en: "abnormal", zh: "异常"),
    ]
    /// `rainfall` (PROTOCOL § 8).
    private static let rains = [
        Bilingual(en: "none", zh: "无雨"), Bilingual(en: "light", zh: "小雨"),
        Bilingual(en: "moderate", zh: "中雨"), Bilingual(en: "heavy", zh: "大雨"),
    ]
    /// `mode_code` (PROTOCOL § 8).
    private static let modes = [
        Bilingual(en: "idle", zh: "空闲"), Bilingual(en: "on-site debug", zh: "现场调试"),
        Bilingual(en: "remote debug", zh: "远程调试"), Bilingual(en: "upgrading", zh: "升级中"),
        Bilingual(en: "working", zh: "作业中"), Bilingual(en: "calibration", zh: "待标定"),
    ]

    /// The word of a code; a code that no table knows stands as its number.
    private static func word(_ words: [Bilingual], _ code: Int) -> Bilingual {
        words.indices.contains(code) ? words[code] : Bilingual("\(code)")
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
