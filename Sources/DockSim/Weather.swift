// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Weather at one dock: a base, a slow gust, and changes by the clock.
public struct Weather: Codable, Equatable, Sendable {
    /// Other weather from an instant on.
    public struct Change: Codable, Equatable, Sendable {
        /// From when.
        public var at: Timestamp
        /// Wind from then on.
        public var wind: MetresPerSecond
        /// Rain step from then on: 0 none to 3 heavy.
        public var rainStep: Int
        /// Temperature from then on.
        public var temperature: Celsius

        /// A change from its parts.
        public init(
            at: Timestamp,
            wind: MetresPerSecond,
            rainStep: Int = 0,
            temperature: Celsius = 24
        ) {
            self.at = at
            self.wind = wind
            self.rainStep = rainStep
            self.temperature = temperature
        }
    }

    /// Mean wind.
    public var wind: MetresPerSecond
    /// How far gusts swing about the mean, up and down, once in 40 s.
    public var gust: MetresPerSecond
    /// Rain step: 0 none to 3 heavy.
    public var rainStep: Int
    /// Temperature.
    public var temperature: Celsius
    /// Changes, earliest first.
    public var changes: [Change]

    /// Weather from its parts; a calm day unless told otherwise.
    public init(
        wind: MetresPerSecond = 2,
        gust: MetresPerSecond = 0.5,
        rainStep: Int = 0,
        temperature: Celsius = 24,
        changes: [Change] = []
    ) {
        self.wind = wind
        self.gust = gust
        self.rainStep = rainStep
        self.temperature = temperature
        self.changes = changes
    }

    private func current(at now: Timestamp) -> Change {
        // A day has some changes, and each message asks: halved, not walked.
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= now { low = middle + 1 } else { high = middle }
        }
        return low > 0
            ? changes[low - 1]
            : Change(at: .epoch, wind: wind, rainStep: rainStep, temperature: temperature)
    }

    /// Wind with its gust, never below 0; a triangle wave, so that every machine agrees.
    public func wind(at now: Timestamp) -> MetresPerSecond {
        let period: Int64 = 40_000
        let phase = Double((now.milliseconds % period + period) % period) / Double(period)
        let swing = phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
        let value = current(at: now).wind.value + gust.value * swing
        return MetresPerSecond(max(0, (value * 10).rounded() / 10))
    }

    /// Rain step.
    public func rainStep(at now: Timestamp) -> Int { current(at: now).rainStep }

    /// Temperature.
    public func temperature(at now: Timestamp) -> Celsius { current(at: now).temperature }
}
