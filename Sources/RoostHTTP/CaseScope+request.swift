// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostAPI
import RoostModel
import SiteCore

extension WindowRequest {
    private static let cornerLimit = 64
    private static let radius = 30.0

    /// Where, on the site's grid; nil: anywhere.
    ///
    /// - Throws: ``Refused`` when it names more than one place, or none that can be.
    func scope(in site: Site) throws -> CaseScope? {
        guard [zone != nil, place != nil, polygon != nil].count(where: { $0 }) <= 1 else {
            throw Refused.window(
                en: "Say a zone, a place or a polygon, only one of them.",
                zh: "区域、地点、多边形只能给出一种。"
            )
        }
        guard let configuration = site.configuration else { return nil }
        let grid = configuration.grid
        if let zone {
            guard configuration.cases.zones.contains(where: { $0.id.text == zone }) else {
                throw Refused.window(en: "There is no zone \(zone).", zh: "没有区域 \(zone)。")
            }
            return .zone(AreaID(zone))
        }
        if let place {
            let radius = radiusM ?? Self.radius
            guard place.isOnEarth, (1...10_000).contains(radius) else {
                throw Refused.window(
                    en: "A place is latitude and longitude, its radius 1 to 10000 m.",
                    zh: "地点须为纬度与经度，半径 1 至 10000 米。"
                )
            }
            return .circle(grid.grid(place.coordinate), radius: Metres(radius))
        }
        guard let polygon else { return nil }
        guard (3...Self.cornerLimit).contains(polygon.count),
            polygon.allSatisfy(\.isOnEarth)
        else {
            throw Refused.window(
                en: "A polygon has 3 to \(Self.cornerLimit) corners.",
                zh: "多边形须有 3 至 \(Self.cornerLimit) 个顶点。"
            )
        }
        let ring = polygon.map { grid.grid($0.coordinate) }
        return .polygon(ring[0] == ring[ring.count - 1] ? ring : ring + [ring[0]])
    }

    /// First instant and end.
    ///
    /// - Throws: ``Refused`` when an instant cannot be read or there is no end.
    func span(at now: Timestamp) throws -> (from: Timestamp, until: Timestamp) {
        let begin = try instant(from) ?? now
        switch (try instant(until), forS) {
        case (let end?, nil): return (begin, end)
        case (nil, let seconds?) where (1...63_244_800).contains(seconds):
            return (begin, min(begin + .seconds(seconds), .never))
        case (nil, .some), (nil, nil), (.some, .some):
            throw Refused.window(
                en: "Say when it ends: an instant, or for how many seconds, not both.",
                zh: "须给出结束时间或持续秒数，二者择一。"
            )
        }
    }

    private func instant(_ text: String?) throws -> Timestamp? {
        guard let text else { return nil }
        guard let instant = Timestamp(text) else {
            throw Refused.window(
                en: "An instant is written 2026-05-12T18:00:00+08:00.",
                zh: "时刻格式为 2026-05-12T18:00:00+08:00。"
            )
        }
        return instant
    }
}

extension ScopeResource {
    /// Where something holds, in degrees.
    init(_ scope: CaseScope, grid: LocalGrid?) {
        self.init()
        func place(_ point: GridPoint) -> PlaceResource? {
            guard let there = grid?.coordinate(point).rounded else { return nil }
            return PlaceResource(lat: there.latitude, lon: there.longitude)
        }
        switch scope {
        case .zone(let id): zone = id.text
        case .circle(let middle, let radius):
            self.place = place(middle)
            radiusM = radius.value
        case .polygon(let ring): polygon = ring.dropLast().compactMap(place)
        }
    }
}

extension PlaceResource {
    fileprivate var isOnEarth: Bool { abs(lat) <= 90 && abs(lon) <= 180 }
    fileprivate var coordinate: Coordinate { Coordinate(latitude: lat, longitude: lon) }
}

extension Refused {
    fileprivate static func window(en: String, zh: String) -> Refused {
        Refused(400, "bad_request", en: en, zh: zh)
    }
}
