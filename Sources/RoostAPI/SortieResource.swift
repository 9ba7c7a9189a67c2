// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One take-off to one docking.
public struct SortieResource: Codable, Equatable, Sendable {
    /// `S-118`.
    public var id: String
    /// Its face on the dock's wire.
    public var wireId: String
    /// Its state (SAFETY's table).
    public var state: String
    /// What it does within its state: paused, hovering, called home; nil: nothing more than the state says.
    public var detail: TextResource?
    /// The dock.
    public var dock: String
    /// The dock that it is to land in, or landed in, where that is another; nil: it comes back.
    public var landAt: String?
    /// The mission.
    public var mission: String?
    /// The route; nil: a flight to a point.
    public var route: String?
    /// Percent of the flight, when the dock says it.
    public var percent: Int?
    /// Since when it is in this state, RFC 3339.
    public var since: String
    /// When the launch was ordered, RFC 3339.
    public var launchedAt: String?
    /// Its history, oldest first; only in the answer for one sortie.
    public var events: [EventResource]

    /// A sortie from its parts.
    public init(id: String, wireId: String, state: String, dock: String, since: String) {
        self.id = id
        self.wireId = wireId
        self.state = state
        self.dock = dock
        self.since = since
        events = []
    }
}
