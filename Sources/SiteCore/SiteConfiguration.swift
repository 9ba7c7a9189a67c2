// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
public import FleetCore
public import PatrolCore
public import RoostModel

/// Everything of a site's folder that a decision depends on; secrets by name, never by value.
public struct SiteConfiguration: Codable, Equatable, Sendable {
    /// The operator's word for the site: `luohu`.
    public var site: String
    /// For people.
    public var name: Bilingual
    /// Whether simulated docks and a simulated clock are allowed.
    public var isSimulated: Bool
    /// Where the local grid is 0, 0.
    public var grid: LocalGrid
    /// What the fleet decides about.
    public var fleet: FleetConfiguration
    /// What the case book decides about.
    public var cases: CaseConfiguration
    /// What planning decides about.
    public var patrols: PatrolConfiguration

    /// A configuration from its parts.
    public init(
        site: String,
        name: Bilingual,
        isSimulated: Bool,
        grid: LocalGrid,
        fleet: FleetConfiguration,
        cases: CaseConfiguration,
        patrols: PatrolConfiguration
    ) {
        self.site = site
        self.name = name
        self.isSimulated = isSimulated
        self.grid = grid
        self.fleet = fleet
        self.cases = cases
        self.patrols = patrols
    }
}
