// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The answers that need more than one reading, or none.
extension Gate {
    var controller: InterlockReading {
        if !fleet.health.hasStore {
            return answer(.controller, .no, Bilingual(en: "store not writable", zh: "存储不可写"))
        }
        if !fleet.health.hasBroker {
            return answer(.controller, .no, Bilingual(en: "no broker", zh: "消息服务器断开"))
        }
        return answer(.controller, .yes, .good)
    }

    var clock: InterlockReading {
        fleet.isClockTrusted
            ? answer(.clock, .yes, .good)
            : answer(.clock, .no, Bilingual(en: "stepped, not confirmed", zh: "时钟跳变未确认"))
    }

    var hold: InterlockReading {
        let bars = fleet.holds(on: candidate.dock, legs: candidate.profile?.legs ?? [])
        guard let first = bars.first else { return answer(.hold, .yes, .good) }
        return answer(.hold, .no, first.told)
    }

    var hours: InterlockReading {
        let end = candidate.start + .seconds(candidate.profile?.durationSeconds ?? 0)
        let times = [candidate.start, end].map { configuration.calendar.local($0).time }
        let isInside = times.allSatisfy { configuration.service.contains($0) }
        let flight = times.map(Self.clockText).joined(separator: "-")
        let service = configuration.service
        let permitted = [service.startSeconds, service.endSeconds]
            .map { Self.clockText(.seconds($0)) }.joined(separator: "-")
        let text = Bilingual(
            en: "\(permitted), the flight is \(flight)",
            zh: "\(permitted)，本次飞行 \(flight)"
        )
        return answer(.hours, isInside ? .yes : .no, text)
    }

    var late: InterlockReading {
        guard let latest = candidate.latest else { return answer(.late, .yes, .good) }
        return now <= latest
            ? answer(.late, .yes, .good)
            : answer(
                .late,
                .no,
                Bilingual(en: "\(now - latest) too late", zh: "已晚 \(now - latest)")
            )
    }

    var telemetry: InterlockReading {
        guard state.isAdopted else {
            return answer(.telemetry, .no, Bilingual(en: "not adopted", zh: "未纳管"))
        }
        guard state.link == .online else {
            let since = state.silentSince.map { fleet.moment($0) }
            return answer(
                .telemetry,
                .unknown,
                Bilingual(
                    en: "not online\(since.map { " since \($0)" } ?? "")",
                    zh: "\(since.map { "自 \($0) 起" } ?? "")不在线"
                )
            )
        }
        return judge(.telemetry, true, state.times.dock) { _ in (true, .good) }
    }

    var skew: InterlockReading {
        judge(.skew, state.clockLead, state.times.dock) { lead in
            (FleetTimes.clockRange.contains(lead), Bilingual("\(lead)"))
        }
    }

    var single: InterlockReading {
        guard let open = state.sortie, open != candidate.sortie else {
            return answer(.single, .yes, .good)
        }
        let state = fleet.sorties[open]?.state.text ?? Bilingual("")
        let text = Bilingual(en: "\(open) \(state.en)", zh: "\(open) \(state.zh)")
        return answer(.single, .no, text)
    }

    /// Who is linked by the topology, and whose name the dock gives while the aircraft sleeps.
    var aircraft: InterlockReading {
        if let whose = whoseAircraft { return answer(.aircraft, .no, whose) }
        let named = [state.linkedAircraft, state.dock.aircraftSerial].compactMap(\.self)
        guard let other = named.first(where: { $0 != candidate.site.aircraft.serial }) else {
            return answer(.aircraft, .yes, .good)
        }
        return answer(.aircraft, .no, Bilingual(other))
    }

    var control: InterlockReading {
        guard state.isAircraftOn else {
            return answer(.control, .yes, Bilingual(en: "it sleeps", zh: "飞行器未开机"))
        }
        guard let isInHands = state.isInHands else {
            // Who never says it would be held for as long as it is on (decision 8).
            guard state.tellsControl != nil else {
                return answer(.control, .yes, Bilingual(en: "it never says", zh: "从不上报"))
            }
            return answer(.control, .unknown, .unsaid)
        }
        return answer(.control, isInHands ? .no : .yes, isInHands ? .inHands : .good)
    }

    var heat: InterlockReading {
        guard let range = configuration.safety.batteryTemperature else {
            return answer(.heat, .yes, Bilingual(en: "left to the dock", zh: "由机场检查"))
        }
        guard state.isAircraftOn else {
            return answer(.heat, .yes, Bilingual(en: "it sleeps", zh: "飞行器未开机"))
        }
        return judge(.heat, state.aircraft.batteryTemperature, state.times.batteryTemperature) {
            let limit = "\(range.lowerBound) … \(range.upperBound)"
            return (range.contains($0), .limited("\($0)", limit))
        }
    }

    var alarm: InterlockReading {
        let warnings = state.alarms.filter { $0.level >= 2 }
        guard let first = warnings.first else { return answer(.alarm, .yes, .good) }
        let more = warnings.count > 1 ? " +\(warnings.count - 1)" : ""
        return answer(.alarm, .no, Bilingual("\(first.code)\(more)"))
    }

    var battery: InterlockReading {
        guard let profile = candidate.profile else { return answer(.battery, .unknown, .noLimit) }
        let need = (profile.energyPermille + 9) / 10
        let reserve = configuration.safety.batteryReservePercent
        let own = state.fresh(state.aircraft.batteryPercent, state.times.aircraftBattery, now: now)
        return judge(.battery, state.dock.chargePercent, state.times.charge) { charge in
            let battery = min(charge, own ?? charge)
            let isEnough = (0...100).contains(battery) && battery - need >= reserve
            return (isEnough, .limited("\(battery) %", "\(need) % + \(reserve) %"))
        }
    }

    var wind: InterlockReading {
        guard let limit = candidate.site.windLimit(configuration.safety) else {
            return answer(.wind, .unknown, .noLimit)
        }
        return judge(.wind, state.winds.maximum(at: now), state.times.wind) {
            ($0 <= limit, .limited("\($0)", "\(limit)"))
        }
    }

    var temperature: InterlockReading {
        guard let range = candidate.site.envelope.temperature else {
            return answer(.temperature, .unknown, .noLimit)
        }
        return judge(.temperature, state.dock.temperature, state.times.temperature) {
            let limit = "\(range.lowerBound) … \(range.upperBound)"
            return (range.contains($0), .limited("\($0)", limit))
        }
    }

    /// A hold that the weather began, until it was calm for long enough.
    var weather: InterlockReading {
        guard state.isWeatherHeld else {
            guard let other = heldOnTheWay else { return answer(.weather, .yes, .good) }
            let text = Bilingual(en: "held at \(other) by the way", zh: "途经的 \(other) 天气停飞")
            return answer(.weather, .no, text)
        }
        let needed = configuration.safety.calm
        let text =
            state.calmSince.map { since in
                Bilingual(
                    en: "calm for \(now - since) of \(needed)",
                    zh: "已平静 \(now - since)，需 \(needed)"
                )
            } ?? Bilingual(en: "not calm yet, for \(needed)", zh: "尚未平静，需 \(needed)")
        return answer(.weather, .no, text)
    }

    /// A dock that the weather holds and that the way leads by; nil: none.
    private var heldOnTheWay: DockID? {
        let isHeld = fleet.docks.contains { id, dock in
            id != state.id && dock.isAdopted && dock.isWeatherHeld
        }
        guard isHeld else { return nil }
        let lines = (candidate.profile?.legs ?? []).map(\.segments)
        return fleet.docks.firstID { id, dock in
            guard id != state.id, dock.isAdopted, dock.isWeatherHeld else { return false }
            let place = dock.site.grid.plane
            return lines.contains { line in
                line.contains { $0.distance(to: place) <= FleetTimes.weatherReach.value }
            }
        }
    }

    private static func clockText(_ time: TimeSpan) -> String {
        let minutes = time.wholeSeconds / 60
        let (hour, minute) = (minutes / 60, minutes % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }
}
