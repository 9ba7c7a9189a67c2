// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Yams

extension SiteReader {
    /// Reads `areas.geojson`; nil when the file cannot be read at all.
    func readAreas() -> [DrawnArea]? {
        guard let top = file("areas.geojson").top("areas.geojson") else { return nil }
        let features = readFeatures(top, kind: "area")
        reportTwice(features.map(\.properties), "id")
        let areas = features.compactMap(readArea)
        switch areas.filter({ $0.area.kind == .district }).count {
        case 1: break
        case 0: top.fault("features", "has no area of kind district, the outline of the site")
        default: top.fault("features", "has more than one area of kind district")
        }
        return areas
    }

    private func readArea(_ feature: Feature) -> DrawnArea? {
        let properties = feature.properties
        let id: AreaID? = properties.name("id")
        let kind = properties.choice("kind", Area.Kind.self)
        let name = properties.bilingual("name", id: id?.text ?? "")
        let from = properties.number("from_m", in: 0...10_000)
        let to = properties.number("to_m", in: 0...10_000)
        let hours = properties.windows("hours")
        let days = properties.choices("days", DayType.self)
        let quiet = properties.windows("quiet_hours")
        guard let rings = feature.rings(), let id, let kind, let name, let from, let to else {
            return nil
        }
        guard from <= to else {
            properties.fault("to_m", "is \(to.plain), must be at least from_m, \(from.plain) m")
            return nil
        }
        if !quiet.isEmpty, kind != .zone {
            properties.fault("quiet_hours", "belongs to areas of kind zone")
        }
        let area = Area(
            id: id,
            kind: kind,
            name: name,
            rings: rings,
            grid: [],
            heights: Metres(from)...Metres(to),
            hours: hours,
            days: days
        )
        return DrawnArea(
            area: area,
            quiet: quiet.isEmpty ? nil : QuietZone(area: id, hours: quiet)
        )
    }

    /// The features of a collection with their properties.
    func readFeatures(_ top: Section, kind: String) -> [Feature] {
        if let type = top.text("type"), type != "FeatureCollection" {
            top.fault("type", "is \(type), must be FeatureCollection")
        }
        if let crs = top.value("crs"), !crs.isEmpty,
            !crs.allTexts.contains(where: { $0.contains("CRS84") || $0.contains("4326") })
        {
            top.fault("crs", "must be WGS84 (CRS84); export the map again in that system")
        }
        return top.sections("features", "feature").compactMap { feature in
            if let type = feature.text("type"), type != "Feature" {
                feature.fault("type", "is \(type), must be Feature")
            }
            guard let node = feature.value("properties") else { return nil }
            let id = node.mapping?["id"]?.text
            let path = id.map { "features[\($0)]" } ?? feature.field("properties")
            guard let properties = Section(node, path: path, kind: kind, file: top.file),
                let shape = feature.value("geometry"),
                let geometry = Section(shape, path: path, kind: "geometry", file: top.file)
            else { return nil }
            return Feature(properties: properties, geometry: geometry)
        }
    }
}

extension Node {
    /// Every text below.
    fileprivate var allTexts: [String] {
        switch self {
        case .scalar(let scalar): [scalar.string]
        case .mapping(let mapping): mapping.flatMap { $0.value.allTexts }
        case .sequence(let sequence): sequence.flatMap(\.allTexts)
        case .alias: []
        }
    }
}
