// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOPosix
import Synchronization

/// Clients whose connections stay open between deliveries, one for each receiver's checked address.
///
/// For receivers that know repeated ids alone: when such a connection breaks under a message, the message is
/// sent again. A class because the deliveries under way share it; its clients live as long as the process.
final class HTTPClients: Sendable {
    static let shared = HTTPClients()

    /// More receivers than this get a client for each delivery.
    private static let limit = 64

    private struct Key: Hashable {
        var host: String
        var address: String?
    }

    private let clients = Mutex<[Key: HTTPClient]>([:])

    /// The client of a host at an address; nil: there are too many already.
    func client(of host: String, at address: String?) -> HTTPClient? {
        clients.withLock { clients in
            let key = Key(host: host, address: address)
            if let known = clients[key] { return known }
            guard clients.count < Self.limit else { return nil }
            let client = HTTPClient(
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
                configuration: HTTPExchange.configuration(of: host, at: address)
            )
            clients[key] = client
            return client
        }
    }
}
