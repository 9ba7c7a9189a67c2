// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostModel
public import SiteCore
public import SiteFiles

/// A site's folder as a world plays it.
public struct SimulatedSite: Equatable, Sendable {
    /// What roost is configured with.
    public var configuration: SiteConfiguration
    /// Weather, street and faults.
    public var simulation: SimulationFile
    /// Whom its docks are bound to.
    public var organization: String

    /// Reads a site's folder, `simulation.yaml` with it.
    ///
    /// - Throws: every fault of the folder, or that it does not say `simulated: true`.
    public static func load(folder: String) throws(SiteFilesError) -> SimulatedSite {
        // Never the machine's clock: the same folder gives the same world.
        let site = try SiteFiles.load(folder: folder, now: Ground.midnight)
        var configuration = site.configuration
        let areas = configuration.fleet.areas
        configuration.fleet.flightAreas = FlightAreaDocument.file(of: areas)
        return SimulatedSite(
            configuration: configuration,
            simulation: try SimulationFile.load(folder: folder, site: site),
            organization: site.shell.dji.organization
        )
    }
}
