// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The district's outline, to catch positions that were swapped or come from a shifted map.
struct District {
    /// How a file writes a position.
    enum Order: String {
        case yaml = "in YAML a position is [latitude, longitude]"
        case geoJSON = "in GeoJSON a position is [longitude, latitude]"
    }

    let area: Area
    let grid: LocalGrid

    /// What is wrong with a place of a dock or route; nil: it lies in the district.
    func fault(_ place: Coordinate, _ order: Order) -> String? {
        guard !area.contains(grid.grid(place)) else { return nil }
        let swapped = Coordinate(latitude: place.longitude, longitude: place.latitude)
        let words = "\(place) lies outside the district \(area.id)"
        if swapped.isPlausible, area.contains(grid.grid(swapped)) {
            return "\(words); were latitude and longitude swapped (\(order.rawValue))?"
        }
        if let outer = area.grid.first,
            Polygon.distanceToEdge(outer, grid.grid(place)) < Metres(1500)
        {
            return "\(words); does it come from a map in GCJ-02? "
                + "Such maps of China are 300 to 600 m off WGS84"
        }
        return "\(words); were latitude and longitude swapped (\(order.rawValue)), "
            + "or does it come from a map in GCJ-02?"
    }

    /// A grid of places 900 m apart inside an area, south to north and west to east.
    static func coverage(of area: Area, grid: LocalGrid) -> [Coordinate] {
        let step = 900_000
        guard let outer = area.grid.first,
            let west = outer.map(\.eastMillimetres).min(),
            let east = outer.map(\.eastMillimetres).max(),
            let south = outer.map(\.northMillimetres).min(),
            let north = outer.map(\.northMillimetres).max()
        else { return [] }
        var places: [Coordinate] = []
        for northing in stride(from: south + step / 2, to: north, by: step) {
            for easting in stride(from: west + step / 2, to: east, by: step) {
                let point = GridPoint(eastMillimetres: easting, northMillimetres: northing)
                if area.contains(point) { places.append(grid.coordinate(point).rounded) }
            }
        }
        return places
    }
}

extension Coordinate {
    /// To six decimals: a tenth of a metre.
    fileprivate var rounded: Coordinate {
        Coordinate(
            latitude: (latitude * 1e6).rounded() / 1e6,
            longitude: (longitude * 1e6).rounded() / 1e6
        )
    }
}
