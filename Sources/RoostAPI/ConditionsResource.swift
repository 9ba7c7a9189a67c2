// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a patrol waits for in its dock: it leaves as soon as all of it holds.
public struct ConditionsResource: Codable, Equatable, Sendable {
    /// The battery is above this, percent.
    public var batteryPercent: Int
    /// It leaves after this instant, RFC 3339; absent in a request: now.
    public var from: String?
    /// It leaves before this instant, RFC 3339; in a request this or ``forS``.
    public var until: String?
    /// Seconds from its beginning to its end, in a request.
    public var forS: Int?

    /// Conditions from their parts.
    public init(
        batteryPercent: Int,
        from: String? = nil,
        until: String? = nil,
        forS: Int? = nil
    ) {
        self.batteryPercent = batteryPercent
        self.from = from
        self.until = until
        self.forS = forS
    }
}
