// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The launch gate: every interlock, evaluated on one snapshot.
struct Gate {
    let fleet: Fleet
    let configuration: FleetConfiguration
    let state: DockState
    let candidate: Candidate
    let now: Timestamp
    /// How old a reading may be: 6 s before a launch (S02), longer for a glance at the fleet.
    var freshFor = FleetTimes.freshFor

    /// Every interlock's answer.
    func verdict() -> [InterlockReading] { Interlock.allCases.map(read) }

    /// The answers that need no flight.
    func dockVerdict() -> [InterlockReading] {
        Interlock.allCases.filter { !$0.isOfFlight }.map(read)
    }

    /// One interlock's answer: total over its cases.
    func read(_ interlock: Interlock) -> InterlockReading {
        switch interlock {
        case .controller: controller
        case .clock: clock
        case .hold: hold
        case .hours: hours
        case .late: late
        case .telemetry: telemetry
        case .skew: skew
        case .single: single
        case .mode:
            judge(.mode, state.dock.mode, state.times.mode) { ($0 == 0, DockWords.mode($0)) }
        case .task:
            judge(.task, state.dock.taskStep, state.times.taskStep) {
                ($0 == FleetTimes.idleTaskStep, DockWords.taskStep($0))
            }
        case .cover:
            judge(.cover, state.dock.cover, state.times.cover) { ($0 == 0, DockWords.cover($0)) }
        case .emergency:
            judge(.emergency, state.dock.isEmergencyStopPressed, state.times.emergencyStop) {
                (!$0, $0 ? Bilingual(en: "pressed", zh: "已按下") : .good)
            }
        case .presence:
            judge(.presence, state.dock.isAircraftInDock, state.times.presence) {
                ($0, $0 ? .good : Bilingual(en: "not in dock", zh: "不在舱内"))
            }
        case .aircraft: aircraft
        case .control: control
        case .alarm: alarm
        case .battery: battery
        case .heat: heat
        case .wind: wind
        case .rain:
            judge(.rain, state.dock.rainStep, state.times.rain) {
                let limit = candidate.site.rainLimit(configuration.safety)
                return ((0...max(0, limit)).contains($0), .limited("\($0)", "\(limit)"))
            }
        case .temperature: temperature
        case .weather: weather
        case .alternate:
            judge(.alternate, state.dock.hasAlternateLanding, state.times.alternateLanding) {
                ($0, $0 ? .good : Bilingual(en: "not set", zh: "未设置"))
            }
        case .height: height
        case .area: area
        case .fence: fence
        case .ready: ready
        case .separation: separation
        case .reserve: reserve
        }
    }

    /// The answer of a reading: unknown when it is missing or too old.
    func judge<Value>(
        _ interlock: Interlock,
        _ value: Value?,
        _ at: Timestamp?,
        _ decide: (Value) -> (isClosed: Bool, value: Bilingual)
    ) -> InterlockReading {
        guard let value, let at else { return answer(interlock, .unknown, .unsaid) }
        let age = now - at
        // A receipt in our future means that our clock went back: the age is not known.
        guard age <= freshFor, age >= .zero else {
            return answer(interlock, .unknown, .stale(age), age)
        }
        let decision = decide(value)
        return answer(interlock, decision.isClosed ? .yes : .no, decision.value, age)
    }

    func answer(
        _ interlock: Interlock,
        _ answer: InterlockReading.Answer,
        _ value: Bilingual,
        _ age: TimeSpan? = nil
    ) -> InterlockReading {
        InterlockReading(interlock: interlock, answer: answer, value: value, age: age)
    }
}

extension Bilingual {
    static let good = Bilingual(en: "yes", zh: "是")
    static let unsaid = Bilingual(en: "not said", zh: "未上报")
    static let noLimit = Bilingual(en: "no limit is configured", zh: "未配置限值")

    static func stale(_ age: TimeSpan) -> Bilingual {
        Bilingual(en: "last said \(age) ago", zh: "上次上报于 \(age) 前")
    }

    static func limited(_ value: String, _ limit: String) -> Bilingual {
        Bilingual(en: "\(value), limit \(limit)", zh: "\(value)，限值 \(limit)")
    }
}
