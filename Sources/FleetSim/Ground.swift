// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import PatrolCore
import RoostModel
import SiteCore

/// Where and when a world plays: what roost is configured with, and its docks.
struct Ground {
    var configuration: SiteConfiguration
    /// One a dock of the configuration; the world gives each its seed.
    var setups: [DockSetup]
    var start: Timestamp
    /// When the faults stop.
    var calmAt: Timestamp

    /// 2026-05-12, a workday, at local midnight of the made-up districts and of the example.
    static let midnight = Timestamp(milliseconds: 1_778_515_200_000)
    /// A day that is not played whole begins at half past six, before the first peak.
    private static let morning = TimeSpan.seconds(6 * 3600 + 1800)
    /// The bad hour begins with the first patrols of the peak.
    private static let badMorning = TimeSpan.seconds(6 * 3600 + 55 * 60)
}

extension Ground {
    /// The ground that the options ask for.
    init(_ options: WorldOptions) throws(FaultError) {
        if let site = options.site {
            try self.init(site, options)
        } else {
            self = SmallDistrict.ground(options)
        }
    }

    private init(_ site: SimulatedSite, _ options: WorldOptions) throws(FaultError) {
        let minutes = options.minutes
        let isWhole = minutes >= 1080
        let morning = options.faults == .badHour ? Self.badMorning : Self.morning
        let fleet = site.configuration.fleet
        let date = fleet.calendar.local(Self.midnight + .hours(12)).date
        let midnight = fleet.calendar.instant(of: date, time: .zero)
        let start = isWhole ? midnight : midnight + morning
        self.init(
            configuration: site.configuration,
            setups: [],
            start: start,
            calmAt: start + .minutes(minutes)
        )
        for (number, dock) in fleet.docks.enumerated() {
            var setup = try site.simulation.setup(
                dock,
                number: number,
                calendar: fleet.calendar,
                from: start
            )
            setup.organization = site.organization
            setups.append(setup)
        }
        if !isWhole { endPatrols(minutes, from: morning.wholeSeconds) }
    }

    /// Ends every band with the faults, so that each planned run may have its outcome.
    private mutating func endPatrols(_ minutes: Int, from: Int) {
        let end = from + max(0, minutes - 12) * 60
        configuration.patrols.bands = configuration.patrols.bands.map { table in
            var table = table
            table.bands = table.bands.compactMap { band in
                var window = band.window
                guard window.startSeconds < end, window.endSeconds > from else { return nil }
                window.endSeconds = min(window.endSeconds, end)
                return TimeBand(name: band.name, window: window)
            }
            return table
        }
    }
}
