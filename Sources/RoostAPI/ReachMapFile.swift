// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The reach map as GeoJSON (RFC 7946): a square a place, a point a dock.
public struct ReachMapFile: Encodable, Sendable {
    private let type = "FeatureCollection"
    private let features: [Feature]

    /// The map of a moment.
    public init(_ reach: ReachResource) {
        let places = reach.places.map { Feature($0, side: Double(reach.cellM)) }
        features = places + reach.docks.map { Feature($0) }
    }

    private struct Feature: Encodable, Sendable {
        var type = "Feature"
        var properties: Properties
        var geometry: Geometry

        init(_ place: ReachResource.Place, side: Double) {
            properties = Properties(kind: "place", state: place.state)
            (properties.dock, properties.seconds) = (place.dock, place.seconds)
            // Half a side in degrees: 111,320 m a degree of latitude is exact to some metres here.
            let north = side / 2 / 111_320
            let east = north / max(0.01, cos(place.place.lat * .pi / 180))
            let corners = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1), (-1, -1)]
            geometry = .polygon(
                corners.map { [place.place.lon + $0.0 * east, place.place.lat + $0.1 * north] }
            )
        }

        init(_ dock: ReachResource.Dock) {
            properties = Properties(kind: "dock", state: dock.state)
            (properties.dock, properties.reason) = (dock.dock, dock.reason?.en)
            (properties.radiusM, properties.speedMps) = (dock.radiusM, dock.speedMps)
            geometry = .point([dock.place.lon, dock.place.lat])
        }
    }

    private struct Properties: Encodable, Sendable {
        var kind: String
        var state: String
        var dock: String?
        var seconds: Int?
        var radiusM: Int?
        var speedMps: Double?
        var reason: String?

        init(kind: String, state: String) {
            self.kind = kind
            self.state = state
        }
    }

    private enum Geometry: Encodable, Sendable {
        case point([Double])
        case polygon([[Double]])

        private enum CodingKeys: String, CodingKey { case type, coordinates }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .point(let place):
                try container.encode("Point", forKey: .type)
                try container.encode(place, forKey: .coordinates)
            case .polygon(let ring):
                try container.encode("Polygon", forKey: .type)
                try container.encode([ring], forKey: .coordinates)
            }
        }
    }
}
