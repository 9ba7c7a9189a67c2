// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Weather holds: one limit to begin, a stricter one to end, and time between (S04, D3).
extension Fleet {
    /// Begins a dock's weather hold when wind or rain goes over its limits, and ends it when it was calm
    /// for long enough: a sensor that says nothing is not calm.
    mutating func weather(_ id: DockID, _ turn: inout Turn) {
        guard let dock = docks[id], let safety = configuration?.safety else { return }
        let over = dock.weatherOver(safety, at: turn.now)
        guard dock.isWeatherHeld else {
            guard !over.isEmpty else { return }
            docks.update(id) {
                $0.isWeatherHeld = true
                $0.calmSince = nil
            }
            return turn.tell(.dockWeatherHold, Subject(dock: id), [FactValue("what", over.joined)])
        }
        guard over.isEmpty, dock.isCalm(safety, at: turn.now) else {
            if dock.calmSince != nil { docks.update(id) { $0.calmSince = nil } }
            return
        }
        guard let since = dock.calmSince else {
            return _ = docks.update(id) { $0.calmSince = turn.now }
        }
        guard turn.now - since >= safety.calm else { return }
        docks.update(id) {
            $0.isWeatherHeld = false
            $0.calmSince = nil
        }
        turn.tell(.dockWeatherReleased, Subject(dock: id))
    }
}

extension SafetyLimits {
    /// How long it must be calm before a weather hold ends.
    var calm: TimeSpan { .seconds(calmSeconds ?? 300) }
}

extension DockState {
    /// What of the weather is above the limits, in words.
    fileprivate func weatherOver(_ safety: SafetyLimits, at now: Timestamp) -> [Bilingual] {
        var what: [Bilingual] = []
        if let wind = winds.maximum(at: now), let limit = site.windLimit(safety), wind > limit {
            what.append(Bilingual(en: "wind \(wind)", zh: "风速 \(wind)"))
        }
        if let rain = dock.rainStep, rain > site.rainLimit(safety) {
            what.append(Bilingual(en: "rain step \(rain)", zh: "降雨等级 \(rain)"))
        }
        return what
    }

    /// Whether the strongest wind of a minute is known and far enough below the limit.
    fileprivate func isCalm(_ safety: SafetyLimits, at now: Timestamp) -> Bool {
        guard let wind = winds.maximum(at: now), let limit = site.windLimit(safety) else {
            return false
        }
        return wind <= limit - (safety.windMargin ?? 1)
    }
}
