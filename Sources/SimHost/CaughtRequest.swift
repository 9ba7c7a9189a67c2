// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What of a request matters.
struct CaughtRequest: Sendable {
    /// `webhook-id`.
    var id: String?
    /// `webhook-timestamp`.
    var timestamp: String?
    /// `webhook-signature`.
    var signature: String?
    /// The body as it came.
    var body: [UInt8]
}
