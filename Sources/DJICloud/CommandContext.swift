// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// What a command needs besides itself to become a message.
public struct CommandContext: Sendable {
    /// Serial number of the dock.
    public var serial: String
    /// The exchange's id: the wire id of the effect, the same for each try.
    public var tid: WireID
    /// When it is sent: an immediate task is stamped with it, never with the time it was asked for.
    public var now: Timestamp
    /// What the dock's model has and what not.
    public var envelope: DockEnvelope
    /// Where the dock fetches the wayline file, for `prepare`.
    public var waylineFile: WaylineFile?
    /// The broker as the dock sees it, for live control.
    public var liveBroker: LiveBroker?
    /// What both docks of a flight between two are told of each other, for its execution.
    public var multiDockTask: JSONValue?
    /// Counts up over the commands of a site: live control matches its answers by it.
    public var sequence = 0

    /// A context from its parts.
    public init(
        serial: String,
        tid: WireID,
        now: Timestamp,
        envelope: DockEnvelope,
        waylineFile: WaylineFile? = nil
    ) {
        self.serial = serial
        self.tid = tid
        self.now = now
        self.envelope = envelope
        self.waylineFile = waylineFile
    }
}
