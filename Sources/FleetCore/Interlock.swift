// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Conditions that hold an aircraft in its dock: all must be closed before a launch.
///
/// An absent or stale reading holds the aircraft: not knowing is not permission. The order is the
/// order in which they are told.
public enum Interlock: String, Codable, CaseIterable, Sendable {
    /// Broker and store are in order (S13, S24, S27).
    case controller
    /// The wall clock is trusted (S26).
    case clock
    /// No hold bars the dock.
    case hold
    /// Start and end lie inside the site's permitted hours (S07).
    case hours
    /// The mission's latest start has not passed (S07).
    case late
    /// The dock is adopted, online, and said something within 6 s (S02, S18).
    case telemetry
    /// The dock's clock is at most 15 s behind ours and 5 s ahead (S02).
    case skew
    /// No other sortie of the dock and its aircraft is open (S01).
    case single
    /// The dock's mode is idle (S05). Reading: `mode_code`, dock osd.
    case mode
    /// No task runs. Reading: `flighttask_step_code`, dock osd (PROTOCOL § 8).
    case task
    /// The cover is closed (S05). Reading: `cover_state`, dock osd.
    case cover
    /// The emergency stop is not pressed (S05). Reading: `emergency_stop_state`, dock osd.
    case emergency
    /// The aircraft is in its dock (S05). Reading: `drone_in_dock`, dock osd.
    case presence
    /// The aircraft that is linked is the dock's own; one that sleeps is not linked.
    case aircraft
    /// No controller in somebody's hands holds the aircraft's control (S17); one that sleeps is held by
    /// nobody. Reading: `control_source`, state, for the session of the aircraft; one that never said it in
    /// any session is not held for it.
    case control
    /// No health alarm of level 2 of dock or aircraft (S05). A list that was never said holds
    /// nothing: docks send it when there is something to say.
    case alarm
    /// Battery less need is at least the reserve (S06). Reading: `drone_charge_state`, and the
    /// aircraft's own when it is on.
    case battery
    /// The battery's temperature is within the site's limits where both are there (S06): an aircraft that
    /// sleeps says none, and the dock's own check before a launch stands.
    case heat
    /// The strongest wind of 60 s is within the dock's and the site's limit (S03).
    case wind
    /// Rain is within the dock's and the site's limit (S04).
    case rain
    /// Temperature is inside the dock's envelope (S04).
    case temperature
    /// No weather hold waits for its calm: of the dock, or of one that the way leads by (S04).
    case weather
    /// An alternate landing point is set (S22). Reading: `alternate_land_point`, dock osd.
    case alternate
    /// The way home lies over every obstacle and under the ceiling (S10).
    case height
    /// No leg meets an area in force (S08).
    case area
    /// The site's flight areas are on board by the dock's own word, or no leg comes near their edges (D4).
    case fence
    /// The conditions of a conditional task hold: by the dock's word, and by its battery and our clock (S06,
    /// S07).
    case ready
    /// No leg comes near another open sortie (S09, S23).
    case separation
    /// Enough docks stay ready for a call; does not hold a call itself (S11).
    case reserve

    /// Edition of these rules: it goes up when a rule changes, and is told with every verdict (D2).
    public static let edition = 5

    /// Whether the answer needs a flight, not only the dock.
    var isOfFlight: Bool {
        switch self {
        case .hours, .late, .height, .area, .fence, .ready, .separation, .reserve: true
        case .controller, .clock, .hold, .telemetry, .skew, .single, .mode, .task, .cover,
            .emergency, .presence, .aircraft, .control, .alarm, .battery, .heat, .wind, .rain,
            .temperature,
            .weather, .alternate:
            false
        }
    }

    /// Its name in both languages.
    public var text: Bilingual {
        switch self {
        case .controller: Bilingual(en: "controller in order", zh: "控制器正常")
        case .clock: Bilingual(en: "clock trusted", zh: "时钟可信")
        case .hold: Bilingual(en: "no hold", zh: "无停飞令")
        case .hours: Bilingual(en: "permitted hours", zh: "允许飞行时段")
        case .late: Bilingual(en: "not too late", zh: "未超过最晚起飞")
        case .telemetry: Bilingual(en: "fresh telemetry", zh: "遥测新鲜")
        case .skew: Bilingual(en: "dock clock", zh: "机场时钟")
        case .single: Bilingual(en: "one sortie a dock", zh: "单机场单架次")
        case .mode: Bilingual(en: "dock idle", zh: "机场空闲")
        case .task: Bilingual(en: "no task running", zh: "无任务执行")
        case .cover: Bilingual(en: "cover closed", zh: "舱盖关闭")
        case .emergency: Bilingual(en: "emergency stop released", zh: "急停未按下")
        case .presence: Bilingual(en: "aircraft in dock", zh: "飞行器在舱")
        case .aircraft: Bilingual(en: "own aircraft", zh: "本机场飞行器")
        case .control: Bilingual(en: "nobody else in control", zh: "无人手动控制")
        case .alarm: Bilingual(en: "no health warning", zh: "无健康警告")
        case .battery: Bilingual(en: "battery", zh: "电量")
        case .heat: Bilingual(en: "battery temperature", zh: "电池温度")
        case .wind: Bilingual(en: "wind", zh: "风速")
        case .rain: Bilingual(en: "rain", zh: "降雨")
        case .temperature: Bilingual(en: "temperature", zh: "温度")
        case .weather: Bilingual(en: "no weather hold", zh: "无天气停飞")
        case .alternate: Bilingual(en: "alternate landing point", zh: "备降点")
        case .height: Bilingual(en: "return height", zh: "返航高度")
        case .area: Bilingual(en: "areas in force", zh: "生效空域")
        case .fence: Bilingual(en: "flight areas on board", zh: "机载飞行区")
        case .ready: Bilingual(en: "conditions of its task", zh: "任务条件")
        case .separation: Bilingual(en: "separation", zh: "飞行间隔")
        case .reserve: Bilingual(en: "reserve", zh: "应急备勤")
        }
    }
}
