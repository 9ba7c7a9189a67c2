// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The kind of a topic, which tells who speaks and who answers (PROTOCOL § 2).
public enum TopicKind: String, CaseIterable, Hashable, Sendable {
    /// Topology from a dock.
    case status
    /// Our answer to topology.
    case statusReply = "status_reply"
    /// Telemetry at a steady rate, of the dock and of its aircraft.
    case osd
    /// Properties on change, of the dock and of its aircraft.
    case state
    /// Our answer to a state that asked for one; undocumented (FIELD-NOTES).
    case stateReply = "state_reply"
    /// A command of ours.
    case services
    /// A dock's answer to a command.
    case servicesReply = "services_reply"
    /// Something happened at a dock.
    case events
    /// Our answer to an event with `need_reply` 1.
    case eventsReply = "events_reply"
    /// A dock asks.
    case requests
    /// Our answer to what a dock asked.
    case requestsReply = "requests_reply"
    /// We set one property.
    case propertySet = "property_set"
    /// A dock's answer to that.
    case propertySetReply = "property_set_reply"
    /// Live control, from us.
    case drcDown = "drc_down"
    /// Live control, from the dock.
    case drcUp = "drc_up"

    /// What stands behind the serial number on the wire.
    var suffix: String {
        switch self {
        case .propertySet: "property/set"
        case .propertySetReply: "property/set_reply"
        case .drcDown: "drc/down"
        case .drcUp: "drc/up"
        case .status, .statusReply, .osd, .state, .stateReply, .services, .servicesReply, .events,
            .eventsReply, .requests, .requestsReply:
            rawValue
        }
    }

    /// The kinds by what stands behind the serial number: no two have the same.
    static let bySuffix = Dictionary(
        uniqueKeysWithValues: allCases.map { (Substring($0.suffix), $0) }
    )

    /// What stands before the serial number on the wire.
    var prefix: String {
        switch self {
        case .status, .statusReply: "sys/product/"
        case .osd, .state, .stateReply, .services, .servicesReply, .events, .eventsReply,
            .requests, .requestsReply, .propertySet, .propertySetReply, .drcDown, .drcUp:
            "thing/product/"
        }
    }

    /// Whether a device speaks on it; otherwise we do.
    public var isFromDevice: Bool {
        switch self {
        case .status, .osd, .state, .servicesReply, .events, .requests, .propertySetReply, .drcUp:
            true
        case .statusReply, .stateReply, .services, .eventsReply, .requestsReply, .propertySet,
            .drcDown:
            false
        }
    }

    /// Whether a message on it asks a device to do something.
    var isCommand: Bool {
        switch self {
        case .services, .propertySet, .drcDown: true
        case .status, .statusReply, .osd, .state, .stateReply, .servicesReply, .events,
            .eventsReply, .requests, .requestsReply, .propertySetReply, .drcUp:
            false
        }
    }

    /// The topic on which a message of this kind is answered; nil when never.
    public var reply: TopicKind? {
        switch self {
        case .status: .statusReply
        case .state: .stateReply
        case .services: .servicesReply
        case .events: .eventsReply
        case .requests: .requestsReply
        case .propertySet: .propertySetReply
        case .osd, .statusReply, .stateReply, .servicesReply, .eventsReply, .requestsReply,
            .propertySetReply, .drcDown, .drcUp:
            nil
        }
    }

    /// The subscription to this kind of every device: `+` in the place of the serial number, so that
    /// telemetry of an aircraft that changed its dock is not lost (PROTOCOL § 2).
    public var filter: String { "\(prefix)+/\(suffix)" }
}
