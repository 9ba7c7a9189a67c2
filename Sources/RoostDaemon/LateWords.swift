// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import ServiceLifecycle
import SiteCore

/// Says what was done before it could be journaled, until it is on disk.
///
/// A class because requests leave their words here and a service says them. Bounded: of more than so many
/// recalls during one outage of the store the oldest are on record already by the facts of the flight.
final class LateWords: Service {
    private static let limit = 1000

    private let stream: AsyncStream<Posting>
    private let continuation: AsyncStream<Posting>.Continuation
    private let loop: EngineLoop

    init(_ loop: EngineLoop) {
        self.loop = loop
        (stream, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingNewest(Self.limit)
        )
    }

    func say(_ posting: Posting) { continuation.yield(posting) }

    func run() async {
        for await posting in stream.cancelOnGracefulShutdown() { await loop.say([posting]) }
    }
}
