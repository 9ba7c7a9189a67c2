// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where a broker is: the daemon's `broker/address.json`.
struct BrokerAddress: Codable, Equatable, Sendable {
    /// Name or address.
    var host: String
    /// TCP port.
    var port: Int
    /// Path of the authority's certificate; nil: without TLS.
    var authority: String?
    /// Path of a unix socket of the same broker; nil: it is not on this machine.
    var socket: String?
}
