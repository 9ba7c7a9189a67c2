// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Type numbers of one aircraft in a wayline file (WPML.md § 3).
struct WaylineModel: Hashable {
    /// The vendor's model key.
    let key: String
    /// `droneEnumValue`.
    let aircraft: Int
    /// `droneSubEnumValue`.
    let variant: Int
    /// `payloadEnumValue` of the main camera.
    let payload: Int
    /// Whether the camera has an infrared lens.
    let hasInfrared: Bool
    /// Least and greatest gimbal pitch, degrees (orientedShoot, WPML.md § 6).
    let pitch: ClosedRange<Double>

    /// The aircraft that live in docks.
    static let all = [
        WaylineModel("0-67-0", 67, 0, payload: 52, hasInfrared: false, pitch: -120...45),
        WaylineModel("0-67-1", 67, 1, payload: 53, hasInfrared: true, pitch: -120...45),
        WaylineModel("0-91-0", 91, 0, payload: 80, hasInfrared: false, pitch: -90...30),
        WaylineModel("0-91-1", 91, 1, payload: 81, hasInfrared: true, pitch: -90...30),
        WaylineModel("0-100-0", 100, 0, payload: 98, hasInfrared: false, pitch: -90...30),
        WaylineModel("0-100-1", 100, 1, payload: 99, hasInfrared: true, pitch: -90...30),
    ]

    private init(
        _ key: String,
        _ aircraft: Int,
        _ variant: Int,
        payload: Int,
        hasInfrared: Bool,
        pitch: ClosedRange<Double>
    ) {
        self.key = key
        self.aircraft = aircraft
        self.variant = variant
        self.payload = payload
        self.hasInfrared = hasInfrared
        self.pitch = pitch
    }

    /// The row of a wayline's aircraft; refuses an unknown one, and a payload that it has not.
    static func of(_ wayline: Wayline) throws(DJICloudError) -> WaylineModel {
        guard let model = all.first(where: { $0.key == wayline.aircraftModelKey }) else {
            throw .unsupported("no wayline type numbers for aircraft \(wayline.aircraftModelKey)")
        }
        guard wayline.payloadIndex == model.payloadIndex else {
            throw .unsupported(
                "payload \(wayline.payloadIndex) is not the \(model.payloadIndex) of aircraft "
                    + model.key
            )
        }
        return model
    }

    /// The row of the numbers in a file.
    static func of(aircraft: Int, variant: Int, payload: Int) throws(DJICloudError) -> WaylineModel
    {
        let row = all.first {
            $0.aircraft == aircraft && $0.variant == variant && $0.payload == payload
        }
        guard let row else {
            throw .unsupported(
                "no aircraft has the wayline type numbers \(aircraft)/\(variant) with \(payload)"
            )
        }
        return row
    }

    /// The main camera's index: type, subtype, gimbal.
    var payloadIndex: String { "\(payload)-0-0" }

    /// Lens words that the camera understands.
    var lenses: [String] {
        let common = ["wide", "zoom", "visable", "visible", "narrow_band"]
        return hasInfrared ? common + ["ir"] : common
    }

    /// Lenses of the template's `imageFormat`.
    var imageFormat: String { hasInfrared ? "wide,zoom,ir" : "wide,zoom" }
}
