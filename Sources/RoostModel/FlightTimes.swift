// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Fixed times, speeds and margins of a flight: `params` of a planning instance (MODEL §§ 1 to 3).
public struct FlightTimes: Codable, Equatable, Sendable {
    /// Seconds from the start to the ferry height, cover opening included.
    public var takeoffSeconds: Int
    /// Seconds from the ferry height to rest in the dock.
    public var landingSeconds: Int
    /// Seconds between ferry height and route height.
    public var transitionSeconds: Int
    /// Speed over ground on the ways out and back, m/s.
    public var ferryMetresPerSecond: Double
    /// Seconds from a landing to the next start at the earliest.
    public var turnaroundSeconds: Int
    /// Battery that must be left at landing, permille.
    public var reservePermille: Int
    /// Battery from which a dock counts as ready for a call, permille.
    public var dispatchPermille: Int
    /// Least horizontal distance of two aircraft whose heights and times meet, metres.
    public var separationHorizontalMetres: Double
    /// Least vertical distance, metres.
    public var separationVerticalMetres: Double
    /// Least distance in time, seconds.
    public var separationSeconds: Int

    /// The example instances' figures (MODEL, `params`).
    public init(
        takeoffSeconds: Int = 60,
        landingSeconds: Int = 60,
        transitionSeconds: Int = 10,
        ferryMetresPerSecond: Double = 12,
        turnaroundSeconds: Int = 180,
        reservePermille: Int = 250,
        dispatchPermille: Int = 600,
        separationHorizontalMetres: Double = 60,
        separationVerticalMetres: Double = 15,
        separationSeconds: Int = 60
    ) {
        self.takeoffSeconds = takeoffSeconds
        self.landingSeconds = landingSeconds
        self.transitionSeconds = transitionSeconds
        self.ferryMetresPerSecond = ferryMetresPerSecond
        self.turnaroundSeconds = turnaroundSeconds
        self.reservePermille = reservePermille
        self.dispatchPermille = dispatchPermille
        self.separationHorizontalMetres = separationHorizontalMetres
        self.separationVerticalMetres = separationVerticalMetres
        self.separationSeconds = separationSeconds
    }
}
