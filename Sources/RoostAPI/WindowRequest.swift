// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where and until when an exemption or a silence holds.
public struct WindowRequest: Codable, Equatable, Sendable {
    /// A zone of the site.
    public var zone: String?
    /// The middle of a circle.
    public var place: PlaceResource?
    /// The circle's radius, metres; absent: 30.
    public var radiusM: Double?
    /// Corners of an area, in order, 3 to 64.
    public var polygon: [PlaceResource]?
    /// First instant, RFC 3339; absent: now.
    public var from: String?
    /// The end, RFC 3339; this or ``forS``.
    public var until: String?
    /// Seconds from its beginning to its end.
    public var forS: Int?

    /// A window that names nothing yet.
    public init() {}
}

/// Where something holds, as the API shows it.
public struct ScopeResource: Codable, Equatable, Sendable {
    /// A zone of the site.
    public var zone: String?
    /// The middle of a circle.
    public var place: PlaceResource?
    /// The circle's radius, metres.
    public var radiusM: Double?
    /// Corners of an area, in order.
    public var polygon: [PlaceResource]?

    /// Nowhere yet.
    public init() {}
}
