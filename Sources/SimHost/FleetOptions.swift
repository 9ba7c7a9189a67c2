// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import FleetSim
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
    /// Docks that stand empty at the beginning.
    public var empty: [String] = []
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
        let faults = try Self.faults(misbehaviours)
        let known = Set(fleet.docks.map(\.id.text))
        for id in docks where !known.contains(id) { throw Self.unknownDock("--docks", id) }
        for id in empty where !known.contains(id) { throw Self.unknownDock("--empty", id) }
        for id in faults.compactMap(\.dock?.text) where !known.contains(id) {
            throw Self.unknownDock("--misbehave", id)
        }
        let folder = DaemonFolder(path: data, broker: site.shell.broker)
        var setups: [DockSetup] = []
        for (number, dock) in fleet.docks.enumerated()
        where docks.isEmpty || docks.contains(dock.id.text) {
            var setup = try Self.setup(simulation, dock, number, fleet.calendar, now)
            setup.times = fleet.times
            setup.organization = site.shell.dji.organization
            setup.isEmpty = empty.contains(dock.id.text)
            if dock.envelope.relayReach != nil {
                setup.correction = Correction(host: "rtk.example", port: "8002", mount: "SIM")
            }
            setup.misbehaviours += faults.filter { $0.dock == nil || $0.dock == dock.id }
                .compactMap { $0.plan(on: fleet.calendar.local(now).date, fleet.calendar) }
            setups.append(setup)
        }
        return LoadedFleet(
            setups: setups,
            clock: clock,
            folder: folder,
            bindingSecret: site.shell.dji.bindingSecret
        )
    }

    private static func faults(_ texts: [String]) throws(SimHostError) -> [FaultOption] {
        do throws(FaultError) {
            return try texts.map { text throws(FaultError) in
                let fault = try FaultOption(parsing: text)
                guard case .dock = fault.kind else {
                    let names = Misbehaviour.names
                    throw FaultError(field: "--misbehave", value: text, allowed: names)
                }
                return fault
            }
        } catch { throw .option(name: "--misbehave", value: error.value, allowed: error.allowed) }
    }

    private static func setup(
        _ file: SimulationFile,
        _ dock: DockSite,
        _ number: Int,
        _ calendar: DayCalendar,
        _ now: Timestamp
    ) throws(SimHostError) -> DockSetup {
        do throws(FaultError) {
            return try file.setup(dock, number: number, calendar: calendar, from: now)
        } catch { throw .option(name: error.field, value: error.value, allowed: error.allowed) }
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
    let handOvers = HandOvers()
}
