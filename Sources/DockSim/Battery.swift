// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The aircraft's battery, by the model's envelope.
public struct Battery: Codable, Equatable, Sendable {
    /// Level, 0 to 1000.
    public private(set) var permille: Double
    /// Degrees Celsius.
    public var temperature = 25.0

    /// A battery at a level, permille.
    public init(permille: Double) { self.permille = min(max(permille, 0), 1000) }

    /// Whole percent as docks and aircraft report it, rounded down.
    public var percent: Int { Int(permille / 10) }

    /// Takes what `seconds` in the air cost: 1000 permille in `endurance` seconds, `factor` times.
    public mutating func drain(seconds: Double, endurance: Int, factor: Double = 1) {
        permille = max(0, permille - seconds * factor * 1000 / Double(max(1, endurance)))
    }

    /// Gives what `seconds` on the charger bring, up to `limit`; a level above it stays.
    public mutating func charge(seconds: Double, permillePerMinute: Double, upTo limit: Double) {
        guard permille < limit else { return }
        permille = min(limit, permille + seconds * permillePerMinute / 60)
    }
}
