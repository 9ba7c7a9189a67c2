// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Who asks: a named person or program with a role; every request is journaled under this name.
public struct Person: Codable, Equatable, Sendable {
    /// What a person may do; a later role does not include the earlier ones (FEATURES H1).
    public enum Role: String, Codable, CaseIterable, Sendable {
        /// Sees everything that names nobody.
        case viewer
        /// Posts frames and pictures.
        case integrator
        /// Watches and recalls, acknowledges.
        case duty
        /// Flies: dispatch, patrols, holds.
        case dispatcher
        /// Decides cases.
        case reviewer
        /// Maintains docks.
        case engineer
        /// Everything, configuration included.
        case administrator
        /// Reads the audit.
        case auditor
    }

    /// The name that the journal keeps.
    public var name: String
    /// The role.
    public var role: Role

    /// A person with a role.
    public init(name: String, role: Role) {
        self.name = name
        self.role = role
    }
}

/// The priority that roost keeps ready: who must stay free to answer a call (MODEL § 4).
public struct ReservePolicy: Codable, Equatable, Sendable {
    /// Docks that patrols leave free at each point, where that many reach it.
    public var minReady: Int
    /// Longest time to any point, seconds.
    public var maxResponseSeconds: Int
    /// Speed that the promise counts with.
    public var speed: MetresPerSecond
    /// Seconds before the aircraft is on its way.
    public var overheadSeconds: Int
    /// Which patrols give way to a call; nil: those that wait in their docks.
    public var preemption: Preemption?

    /// Which patrols give way to a call.
    public enum Preemption: String, Codable, CaseIterable, Sendable {
        /// None: a dock with a patrol is not asked.
        case none
        /// Those that wait in their docks for their launch.
        case waiting
        /// Also those in the air, by a pause on their route.
        case airborne
    }

    /// The example district's figures (CONFIG, `reserve`).
    public init(
        minReady: Int = 4,
        maxResponseSeconds: Int = 600,
        speed: MetresPerSecond = 12,
        overheadSeconds: Int = 60
    ) {
        self.minReady = minReady
        self.maxResponseSeconds = maxResponseSeconds
        self.speed = speed
        self.overheadSeconds = overheadSeconds
    }
}

/// The site's own limits; stricter than the default is free, looser needs a restart and is audited (CONFIG).
public struct SafetyLimits: Codable, Equatable, Sendable {
    /// Highest obstacle above ground of the whole site; nil: nothing flies without a route's own (S10).
    public var highestObstacle: Metres?
    /// Legal height above ground.
    public var ceiling: Metres
    /// Battery that must be left after the way home (S06).
    public var batteryReservePercent: Int
    /// Strongest wind, in addition to each dock's own limit (S03).
    public var windLimit: MetresPerSecond
    /// Heaviest rain step (S04).
    public var rainStepLimit: Int
    /// A weather hold ends when the wind stays this far below the limit (D3); nil: 1 m/s.
    public var windMargin: MetresPerSecond?
    /// Seconds for which the weather must be that calm; nil: 300.
    public var calmSeconds: Int?
    /// Temperatures at which a battery may launch, where the aircraft says its own (S06); nil: that is left
    /// to the dock's own check, for no document names limits.
    public var batteryTemperature: ClosedRange<Celsius>?

    /// SAFETY's defaults.
    public init(
        highestObstacle: Metres?,
        ceiling: Metres = 120,
        batteryReservePercent: Int = 25,
        windLimit: MetresPerSecond = 8,
        rainStepLimit: Int = 0
    ) {
        self.highestObstacle = highestObstacle
        self.ceiling = ceiling
        self.batteryReservePercent = batteryReservePercent
        self.windLimit = windLimit
        self.rainStepLimit = rainStepLimit
    }
}
