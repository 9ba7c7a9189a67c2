// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A refusal or error as `application/problem+json` (RFC 9457) with a stable code.
public struct Problem: Codable, Error, Equatable, Sendable {
    /// `urn:roost:problem:<code>`.
    public var type: String
    /// Short text, English.
    public var title: String
    /// HTTP status.
    public var status: Int
    /// What was wrong and what to do, English.
    public var detail: String
    /// The stable code: a refusal's, or `unauthorized`, `not_found`, `too_large`, `bad_request` ….
    public var code: String
    /// The text in both languages.
    public var text: TextResource
    /// Every single reason, where there are several.
    public var reasons: [TextResource]
    /// What became of each frame, where frames were refused.
    public var frames: FramesAnswer?

    /// A problem from its parts.
    public init(
        status: Int,
        code: String,
        text: TextResource,
        reasons: [TextResource] = []
    ) {
        type = "urn:roost:problem:\(code)"
        title = text.en
        self.status = status
        detail = ([text.en] + reasons.map(\.en)).joined(separator: " ")
        self.code = code
        self.text = text
        self.reasons = reasons
    }
}
