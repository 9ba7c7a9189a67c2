// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Where a dock finds the broker for live control, and its login there (PROTOCOL § 13).
public struct LiveBroker: Sendable {
    /// `host:port`, as the dock sees it.
    public var address: String
    /// Another than that of the dock's own connection, which it would end.
    public var clientID: String
    /// User.
    public var user: String
    /// Password.
    public var password: String
    /// Until when it may log in.
    public var expiresAt: Timestamp
    /// Whether by TLS.
    public var isEncrypted: Bool

    /// A login from its parts.
    public init(
        address: String,
        clientID: String,
        user: String,
        password: String,
        expiresAt: Timestamp
    ) {
        self.address = address
        self.clientID = clientID
        self.user = user
        self.password = password
        self.expiresAt = expiresAt
        isEncrypted = false
    }
}
