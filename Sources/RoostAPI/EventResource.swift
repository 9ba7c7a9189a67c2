// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One fact, as told live and kept as history.
public struct EventResource: Codable, Equatable, Sendable {
    /// Position among the facts; `Last-Event-ID` of the stream.
    public var sequence: Int
    /// When, RFC 3339.
    public var at: String
    /// Stable dotted code, `sortie.docked`.
    public var code: String
    /// `info`, `minor`, `major` or `critical`.
    public var severity: String
    /// Text in both languages.
    public var text: TextResource
    /// What it is about, by name: dock, route, mission, sortie, case, notice, receiver, hold, person.
    public var subject: [String: String]
    /// The fact's own values by name.
    public var values: [String: String]

    /// An event from its parts.
    public init(
        sequence: Int,
        at: String,
        code: String,
        severity: String,
        text: TextResource,
        subject: [String: String],
        values: [String: String]
    ) {
        self.sequence = sequence
        self.at = at
        self.code = code
        self.severity = severity
        self.text = text
        self.subject = subject
        self.values = values
    }
}
