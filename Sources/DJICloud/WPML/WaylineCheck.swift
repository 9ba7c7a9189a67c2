// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Compares a wayline with the documented ranges (WPML.md §§ 2, 4, 6, 9) before a file is made.
struct WaylineCheck {
    let wayline: Wayline
    let model: WaylineModel

    func check() throws(DJICloudError) {
        try within("takeOffSecurityHeight", wayline.takeOffSecurityHeight.value, 8...1500)
        try within("globalTransitionalSpeed", wayline.transitSpeed.value, 1...15)
        // The file allows 2 m; the task that goes with it asks for 20 m (PROTOCOL § 9).
        try within("globalRTHHeight", wayline.returnHeight.value, 20...1500)
        try within("gimbalPitchAngle", wayline.gimbalPitch.value, model.pitch)
        guard (2...WaylineCheck.pointLimit).contains(wayline.points.count) else {
            throw .outOfRange(
                field: "points",
                value: "\(wayline.points.count)",
                allowed: "2 to \(WaylineCheck.pointLimit)"
            )
        }
        for (index, point) in wayline.points.enumerated() { try check(point, index) }
        if let route = wayline.route, !route.isWellFormed {
            throw .outOfRange(field: "route", value: route.text, allowed: "a name of CONFIG's form")
        }
    }

    /// Most points of a file; docks refuse far more (break_reason 1548) without saying where.
    static let pointLimit = 1000

    private func check(_ point: Wayline.Point, _ index: Int) throws(DJICloudError) {
        guard point.place.isPlausible else {
            throw .outOfRange(
                field: "points[\(index)].coordinates",
                value: point.place.description,
                allowed: "a place on the earth"
            )
        }
        try within("points[\(index)].executeHeight", point.height.value, -500...1500)
        try within("points[\(index)].waypointSpeed", point.speed.value, 1...15)
        for action in point.actions { try check(action, "points[\(index)].actions") }
    }

    private func check(_ action: Wayline.PointAction, _ field: String) throws(DJICloudError) {
        switch action {
        case .photo(let lenses):
            guard !lenses.isEmpty, lenses.allSatisfy(model.lenses.contains) else {
                throw .outOfRange(
                    field: "\(field).payloadLensIndex",
                    value: lenses.joined(separator: ","),
                    allowed: model.lenses.joined(separator: ",")
                )
            }
        case .zoom(let factor): try within("\(field).zoom", factor, 1...200)
        case .hover(let seconds): try within("\(field).hoverTime", Double(seconds), 1...3600)
        case .gimbal(let pitch):
            try within("\(field).gimbalPitchRotateAngle", pitch.value, model.pitch)
        }
    }

    private func within(
        _ field: String,
        _ value: Double,
        _ range: ClosedRange<Double>
    ) throws(DJICloudError) {
        guard range.contains(value) else {
            throw .outOfRange(
                field: field,
                value: XMLText.decimal(value),
                allowed: "\(XMLText.decimal(range.lowerBound)) to "
                    + XMLText.decimal(range.upperBound)
            )
        }
    }
}
