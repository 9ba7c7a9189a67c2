// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A promise of roost's, asked after at everything that happens.
protocol Checker {
    /// Its name in a failure.
    static var name: String { get }

    /// What it checks: `S05` a rule of SAFETY, `A8` an invariant of ARCHITECTURE § 5, `I2` one of
    /// FEATURES, "Invariants to check".
    static var promises: [String] { get }

    /// What is wrong with what just happened; nil: nothing.
    mutating func see(_ sight: Sight, in scene: Scene) -> String?

    /// What is wrong in the end, when nothing more happens; nil: nothing.
    mutating func end(_ end: World.End) -> String?
}

extension Checker {
    mutating func end(_ end: World.End) -> String? { nil }
}
