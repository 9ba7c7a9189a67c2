// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import JSONText
public import RoostModel

/// The flight areas of a site as docks keep them on board: GeoJSON, to the same bytes for the same areas.
///
/// The outline of the site is where aircraft stay in, a no-fly area where they stay out (PROTOCOL § 17).
public enum FlightAreaDocument {
    /// The file's bytes; areas that docks do not keep are left out.
    public static func bytes(of areas: [Area]) -> [UInt8] {
        let features = areas.filter(\.isKeptOnBoard).map(feature)
        let document: JSONValue = [
            "type": "FeatureCollection", "features": .array(features),
        ]
        return JSONWriter().bytes(document)
    }

    /// The file by its name, digest and length; nil: there is nothing to keep.
    public static func file(of areas: [Area]) -> FlightAreaFile? {
        guard areas.contains(where: \.isKeptOnBoard) else { return nil }
        let bytes = bytes(of: areas)
        let digest = sha256(bytes)
        return FlightAreaFile(
            name: "areas-\(digest.prefix(12)).json",
            sha256: digest,
            size: bytes.count
        )
    }

    /// SHA-256 of bytes, hexadecimal in small letters.
    public static func sha256(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func feature(_ area: Area) -> JSONValue {
        let rings = area.rings.map { ring -> JSONValue in
            .array(ring.map { [.finite($0.longitude), .finite($0.latitude)] })
        }
        return [
            "type": "Feature", "id": .string(area.id.text),
            "geofence_type": area.kind == .district ? "dfence" : "nfz",
            "geometry": ["type": "Polygon", "coordinates": .array(rings)],
            "properties": ["enable": true],
        ]
    }
}
