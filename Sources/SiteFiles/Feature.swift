// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Yams

/// One feature of a GeoJSON file.
struct Feature {
    let properties: Section
    let geometry: Section

    /// The rings of a Polygon; nil after a fault.
    func rings() -> [[Coordinate]]? {
        guard has(type: "Polygon"), let node = geometry.value("coordinates") else { return nil }
        guard let list = node.sequence, !list.isEmpty else {
            geometry.fault("coordinates", "is \(node.shown), must be a list of rings")
            return nil
        }
        let rings = list.compactMap(positions)
        guard rings.count == list.count else { return nil }
        for ring in rings {
            guard ring.count - 1 <= Ground.cornersAtMost else {
                geometry.fault(
                    "coordinates",
                    "has a ring of \(ring.count - 1) corners, must be at most "
                        + "\(Ground.cornersAtMost): docks take no more"
                )
                return nil
            }
            guard ring.count >= 4, ring.first == ring.last else {
                geometry.fault(
                    "coordinates",
                    "has a ring that is not closed: at least four positions, the last as the first"
                )
                return nil
            }
        }
        return rings
    }

    /// The points of a LineString; nil after a fault.
    func line() -> [Coordinate]? {
        guard has(type: "LineString"), let node = geometry.value("coordinates"),
            let line = positions(node)
        else { return nil }
        guard (2...500).contains(line.count) else {
            geometry.fault("coordinates", "has \(line.count) points, must be 2 to 500")
            return nil
        }
        return line
    }

    private func has(type wanted: String) -> Bool {
        guard let type = geometry.text("type") else { return false }
        guard type == wanted else {
            geometry.fault("type", "is \(type), must be \(wanted)")
            return false
        }
        return true
    }

    private func positions(_ node: Node) -> [Coordinate]? {
        guard let list = node.sequence else {
            geometry.fault("coordinates", "is \(node.shown), must be a list of positions")
            return nil
        }
        let places = list.compactMap(position)
        return places.count == list.count ? places : nil
    }

    private func position(_ node: Node) -> Coordinate? {
        let numbers = node.sequence?.compactMap { $0.text.flatMap(Double.init) } ?? []
        let line = node.mark?.line ?? geometry.line
        guard numbers.count == 2 || numbers.count == 3, numbers.count == node.sequence?.count else {
            geometry.file.fault(
                line,
                geometry.field("coordinates"),
                "has \(node.shown), must be [longitude, latitude] in degrees"
            )
            return nil
        }
        let place = Coordinate(latitude: numbers[1], longitude: numbers[0])
        guard place.isPlausible else {
            geometry.file.fault(
                line,
                geometry.field("coordinates"),
                "\(place) is no place on the earth; were latitude and longitude swapped "
                    + "(\(District.Order.geoJSON.rawValue))?"
            )
            return nil
        }
        return place
    }
}
