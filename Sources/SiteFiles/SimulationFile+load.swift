// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import RoostModel
import SiteCore

extension SimulationFile {
    /// Reads `simulation.yaml` of a site's folder; without the file, calm weather and an empty street.
    ///
    /// - Parameters:
    ///   - folder: the site's folder.
    ///   - site: the same folder, read: docks and places are checked against it.
    /// - Returns: the simulation, checked.
    /// - Throws: `faulty`, with every fault of the file.
    public static func load(
        folder: String,
        site: LoadedSite
    ) throws(SiteFilesError) -> SimulationFile {
        let reader = SiteReader(folder: folder, hardware: nil, now: .epoch)
        let file = reader.file("simulation.yaml")
        guard FileManager.default.fileExists(atPath: file.path) else { return SimulationFile() }
        let simulation = file.top("simulation.yaml").map { Self.read($0, reader, site) }
        guard reader.log.faults.isEmpty, let simulation else {
            throw .faulty(reader.log.faults.sorted())
        }
        return simulation
    }

    private static func read(
        _ top: Section,
        _ reader: SiteReader,
        _ site: LoadedSite
    ) -> SimulationFile {
        let grid = site.configuration.grid
        let district = site.configuration.fleet.areas.first { $0.kind == .district }
            .map { District(area: $0, grid: grid) }
        let docks = site.configuration.fleet.docks.map(\.id)
        let things = top.sections("street", "street")
        reader.reportTwice(things, "id")
        return SimulationFile(
            seed: UInt64(top.integer("seed", in: 0...1_000_000_000) ?? 1),
            weather: top.sections("weather", "weather").compactMap(Weather.init)
                .sorted { $0.fromSeconds < $1.fromSeconds },
            street: things.compactMap { StreetObject($0, district) },
            misbehaviours: top.sections("misbehaviour", "misbehaviour")
                .compactMap { Misbehaviour($0, docks) }
        )
    }
}

extension SimulationFile.Weather {
    fileprivate init?(_ section: Section) {
        let gust = section.number("gust_mps", in: 0...60)
        guard let from = section.timeOfDay("from"),
            let wind = section.number("wind_mps", in: 0...60), let gust,
            let rain = section.integer("rain_step", in: 0...3),
            let temperature = section.number("temperature_c", in: -60...70)
        else { return nil }
        self.init(
            fromSeconds: from,
            wind: MetresPerSecond(wind),
            gust: MetresPerSecond(gust),
            rainStep: rain,
            temperature: Celsius(temperature)
        )
    }
}

extension SimulationFile.StreetObject {
    fileprivate init?(_ section: Section, _ district: District?) {
        let id: Name<AreaTag>? = section.name("id")
        let place = section.position("position")
        if let place, let message = district?.fault(place, .yaml) {
            section.fault("position", message)
        }
        guard let id, let place, let label = section.text("label"),
            let window = section.span(), let leaves = section.truth("leaves_when_warned"),
            let confidence = section.number("confidence", in: 0...1)
        else { return nil }
        self.init(
            id: id.text,
            label: label,
            plate: section.has("plate") ? section.text("plate", limit: 16) : nil,
            position: place,
            date: section.has("date") ? section.date("date") : nil,
            window: window,
            leavesWhenWarned: leaves,
            confidence: confidence
        )
    }
}

extension SimulationFile.Misbehaviour {
    fileprivate init?(_ section: Section, _ known: [DockID]) {
        let docks: [DockID] = section.names("docks")
        for dock in docks where !known.contains(dock) {
            section.fault("docks", "\(dock) is not in docks.yaml")
        }
        let kind = section.text("kind")
        if let message = kind.flatMap(Self.fault(ofKind:)) { section.fault("kind", message) }
        guard let kind, let window = section.span(),
            let probability = section.number("probability", in: 0...1)
        else { return nil }
        self.init(
            kind: kind,
            docks: docks,
            date: section.has("date") ? section.date("date") : nil,
            window: window,
            probability: probability
        )
    }
}

extension Section {
    /// The window of the keys `from` and `to`.
    fileprivate func span() -> DayWindow? {
        guard let from = timeOfDay("from"), let to = timeOfDay("to") else { return nil }
        guard from != to else {
            fault("to", "must differ from from")
            return nil
        }
        return DayWindow(startSeconds: from, endSeconds: to)
    }
}
