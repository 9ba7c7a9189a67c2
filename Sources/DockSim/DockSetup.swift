// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a simulated dock is made from.
public struct DockSetup: Sendable {
    /// The dock and its aircraft, as the site's folder lists them.
    public var site: DockSite
    /// Everything that chance decides is drawn from it.
    public var seed: UInt64
    /// Organisation that the technician typed.
    public var organization = "roost"
    /// Binding code that the technician typed.
    public var bindingCode = "roost"
    /// Durations of the parts of a flight.
    public var times = FlightTimes()
    /// What its camera sees.
    public var scene = StreetScene()
    /// Weather at the dock.
    public var weather = Weather()
    /// What goes wrong, and when.
    public var misbehaviours: [MisbehaviourPlan] = []
    /// Battery at the beginning, permille; nil: what the dock charges to.
    public var batteryPermille: Int?
    /// How far the dock's clock is ahead of ours: real ones lag by 0.4 to 0.6 s (FIELD-NOTES).
    public var clockSkew = TimeSpan.milliseconds(-400)
    /// The network RTK source that it says, with its part of the radio link: what a flight between two docks
    /// needs; nil: it says neither.
    public var correction: Correction?
    /// Whether no aircraft stands in it at the beginning.
    public var isEmpty = false
    /// Whether the dock asks for a fresh address of the wayline at the launch.
    public var asksForWayline = true
    /// Whether it asks where to put pictures before it says that they are there.
    public var asksForStorage = true
    /// Between two health messages (FIELD-NOTES: 2 s, even when empty).
    public var healthPeriod = TimeSpan.seconds(2)

    /// A dock of the site, bound to nothing yet, with nothing that goes wrong.
    public init(site: DockSite, seed: UInt64) {
        self.site = site
        self.seed = seed
    }
}
