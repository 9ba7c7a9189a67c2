// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import RoostEngine
import Synchronization
import Testing

@testable import RoostHTTP

@Suite("The stream of events", .timeLimit(.minutes(1)))
struct EventStreamTests {
    private final class Looks: Sendable {
        let areBesides = Mutex<[Bool]>([])
    }

    @Test("reads the store beside the threads that a recall's timer needs (S15)")
    func besides() async throws {
        let looks = Looks()
        try await ServerTests.withServer { door in
            door.facts = { _ in
                let isBeside = withUnsafeCurrentTask { task in
                    task?.unownedTaskExecutor
                        == UnownedTaskExecutor(ordinary: DiskExecutor.shared)
                }
                looks.areBesides.withLock { $0.append(isBeside) }
                return []
            }
        } _: { base in
            let answer = try await ServerTests.ask(.GET, base + "/v1/events", token: "eyes")
            #expect(answer.status == 200)
        }
        let areBesides = looks.areBesides.withLock { $0 }
        #expect(!areBesides.isEmpty && areBesides.allSatisfy(\.self))
    }

    @Test("a reader that is gone before the first byte keeps no place")
    func gone() throws {
        let (stream, streams) = (EventStream(try ServerTests.Desk().door), StreamCount())
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/v1/events")
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        for _ in 0...StreamCount.limit { _ = try stream.response(to: request, streams) }
    }

    @Test("so many and no more are open at once, and one that ends makes room")
    func limit() {
        let streams = StreamCount()
        var places = (0..<StreamCount.limit).map { _ in streams.enter() }
        #expect(places.allSatisfy { $0 != nil } && streams.enter() == nil)
        places.removeLast()
        places.append(streams.enter())
        #expect(places.last ?? nil != nil && streams.enter() == nil)
    }
}
