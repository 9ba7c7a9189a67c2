// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// A server on this machine's own address, for as long as somebody works with it.
enum LoopbackServer {
    typealias Client = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Talks to each client that connects while `work` runs, which gets the port; a client that hangs up in the
    /// middle is that client's matter.
    static func run(
        _ talk: @escaping @Sendable (Client) async throws -> Void,
        while work: (Int) async throws -> Void
    ) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Client(wrappingChannelSynchronously: channel)
                }
            }
        let port = server.channel.localAddress?.port ?? 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await withThrowingDiscardingTaskGroup { talks in
                    try await server.executeThenClose { clients in
                        for try await client in clients {
                            talks.addTask { try? await talk(client) }
                        }
                    }
                }
            }
            try await work(port)
            group.cancelAll()
            while await group.nextResult() != nil {}
        }
    }
}
