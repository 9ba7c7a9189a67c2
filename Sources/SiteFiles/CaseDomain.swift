// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a notice may be about (`notice.schema.json`, `domain`).
enum CaseDomain: String, CaseIterable {
    case illegalParking = "illegal_parking"
    case busLane = "bus_lane"
    case emergencyLane = "emergency_lane"
    case noHelmet = "no_helmet"
    case crowding
    case roadObstacle = "road_obstacle"
    case streetVending = "street_vending"
    case garbageExposure = "garbage_exposure"
    case illegalConstruction = "illegal_construction"
    case smokeFire = "smoke_fire"
    case custom

    /// Whether a notice of it names nobody, so that no person need decide.
    var namesNobody: Bool {
        switch self {
        case .roadObstacle, .smokeFire: true
        case .illegalParking, .busLane, .emergencyLane, .noHelmet, .crowding, .streetVending,
            .garbageExposure, .illegalConstruction, .custom:
            false
        }
    }
}
