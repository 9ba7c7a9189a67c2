// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A thing in the street that a camera sees: a parked car that stays or leaves.
public struct SceneObject: Codable, Equatable, Sendable {
    /// When it is there: from the first instant until, not including, the second.
    public struct Presence: Codable, Equatable, Sendable {
        /// From then.
        public var from: Timestamp
        /// Until then, not included.
        public var until: Timestamp

        /// A stay between two instants.
        public init(from: Timestamp, until: Timestamp) {
            self.from = from
            self.until = until
        }
    }

    /// A word of the scene for it.
    public var id: String
    /// Detector's label, such as `car` or `stall`.
    public var label: String
    /// Where its middle is on the ground.
    public var place: Coordinate
    /// Its number plate, when it has one.
    public var plate: String?
    /// When it is there; empty: always.
    public var presence: [Presence]

    /// An object from its parts.
    public init(
        id: String,
        label: String,
        place: Coordinate,
        plate: String? = nil,
        presence: [Presence] = []
    ) {
        self.id = id
        self.label = label
        self.place = place
        self.plate = plate
        self.presence = presence
    }

    /// Whether it is there now.
    public func isPresent(at now: Timestamp) -> Bool {
        presence.isEmpty || presence.contains { $0.from <= now && now < $0.until }
    }

    /// Half its height in metres: the plane on which a detector's box centre lies (PIPELINE 3.2).
    var halfHeight: Double {
        switch label {
        case "car": 0.75
        case "van", "stall": 1.0
        case "truck", "excavator": 1.5
        case "bus": 1.6
        case "person": 0.85
        case "rider": 0.8
        case "garbage": 0.3
        case "obstacle": 0.4
        case "smoke": 2.0
        default: 0
        }
    }

    /// Its extent on the ground in metres.
    var extent: Double {
        switch label {
        case "bus": 11
        case "truck", "excavator": 8
        case "van": 5.5
        case "car": 4.5
        case "stall", "smoke": 3
        case "rider": 1.8
        case "person": 0.8
        default: 1.5
        }
    }
}
