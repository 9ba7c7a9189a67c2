// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostModel
import SiteCore
import SiteFiles

/// What `docksim run` was told.
public struct FleetOptions: Sendable {
    /// The site's folder.
    public var folder: String
    /// The daemon's data folder.
    public var data: String
    /// `START,EPOCH,SPEED`; nil: the wall clock.
    public var clock: String?
    /// Which docks; empty: all of the site.
    public var docks: [String] = []
    /// Faults besides those of `simulation.yaml`, each `KIND[:DOCK[:PROBABILITY]]`.
    public var misbehaviours: [String] = []

    /// A site and a data folder; the rest has defaults.
    public init(folder: String, data: String) {
        self.folder = folder
        self.data = data
    }
}

extension FleetOptions {
    /// Reads and checks everything; starts nothing.
    func load() throws(SimHostError) -> LoadedFleet {
        let clock: HostClock = if let clock { try HostClock(parsing: clock) } else { .wall }
        let now = clock.now()
        let (site, simulation) = try read()
        guard site.configuration.isSimulated else {
            throw .notSimulated(site: site.configuration.site)
        }
        let fleet = site.configuration.fleet
        let faults = try misbehaviours.map { text throws(SimHostError) in
            try FaultOption(parsing: text)
        }
        let known = Set(fleet.docks.map(\.id.text))
        for id in docks where !known.contains(id) { throw Self.unknownDock("--docks", id) }
        for id in faults.compactMap(\.dock?.text) where !known.contains(id) {
            throw Self.unknownDock("--misbehave", id)
        }
        let folder = DaemonFolder(path: data, broker: site.shell.broker)
        var setups: [DockSetup] = []
        for (number, dock) in fleet.docks.enumerated()
        where docks.isEmpty || docks.contains(dock.id.text) {
            var setup = try simulation.setup(
                dock,
                number: number,
                calendar: fleet.calendar,
                from: now
            )
            setup.times = fleet.times
            setup.organization = site.shell.dji.organization
            setup.misbehaviours += faults.filter { $0.dock == nil || $0.dock == dock.id }
                .map(\.plan)
            setups.append(setup)
        }
        return LoadedFleet(
            setups: setups,
            clock: clock,
            folder: folder,
            bindingSecret: site.shell.dji.bindingSecret
        )
    }

    private func read() throws(SimHostError) -> (LoadedSite, SimulationFile) {
        do throws(SiteFilesError) {
            let site = try SiteFiles.load(folder: folder)
            return (site, try SimulationFile.load(folder: folder, site: site))
        } catch {
            throw .site(error.description)
        }
    }

    private static func unknownDock(_ name: String, _ id: String) -> SimHostError {
        .option(name: name, value: id, allowed: "docks of the site's docks.yaml")
    }
}

/// A site's docks, ready to be started.
struct LoadedFleet: Sendable {
    var setups: [DockSetup]
    var clock: HostClock
    var folder: DaemonFolder
    var bindingSecret: String?
}
