// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// One conversation with a submission server: TLS first, then login, one mail, good-bye (RFC 5321, 3207,
/// 4954, 8314).
struct SMTPClient: Sendable {
    /// From connection to the answer behind the mail.
    static let timeLimit = TimeAmount.seconds(60)

    let route: Email.Route
    let password: String?
    /// The checked address to connect to; nil: whatever the name says.
    var address: String?

    private typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    init(route: Email.Route, password: String?) {
        self.route = route
        self.password = password
    }

    /// Hands one mail over, or says why not.
    func send(_ mail: MailMessage) async throws(DeliveryError) {
        let wire: Wire
        do {
            wire = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(10))
                .connect(host: address ?? route.host, port: route.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if route.port == 465 { try Self.addTLS(to: channel, route) }
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw .transient("no connection to the mail server")
        }
        // A server that falls silent is left: reading then ends, and the mail waits.
        let alarm = wire.channel.eventLoop.scheduleTask(in: Self.timeLimit) {
            wire.channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        let outcome: Result<Void, DeliveryError>
        do {
            outcome = try await wire.executeThenClose { inbound, outbound in
                var talk = SMTPTalk(
                    reader: inbound.makeAsyncIterator(),
                    writer: outbound,
                    route: route,
                    password: password
                )
                return await talk.hand(over: mail) {
                    try await wire.channel.eventLoop.submit {
                        try Self.addTLS(to: wire.channel, route)
                    }.get()
                }
            }
        } catch {
            throw .transient("the connection to the mail server broke (\(type(of: error)))")
        }
        try outcome.get()
    }

    /// Encrypts what follows; certificate and name are verified.
    private static func addTLS(to channel: any Channel, _ route: Email.Route) throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority = route.authority { configuration.trustRoots = .file(authority) }
        // A certificate for an address is compared with the connection's own.
        let isAddress = (try? SocketAddress(ipAddress: route.host, port: 0)) != nil
        let handler = try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration),
            serverHostname: isAddress ? nil : route.host
        )
        try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    }
}
