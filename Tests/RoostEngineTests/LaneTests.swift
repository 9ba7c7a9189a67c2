// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Synchronization
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Lanes and facts of a running loop", .timeLimit(.minutes(1)))
struct LaneTests {
    @Test("a performer is woken, takes, settles, and the next of the line follows")
    func performer() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            try await withThrowingTaskGroup { group in
                group.addTask {
                    var done: [EffectID] = []
                    for await _ in loop.wakes(of: .flight) {
                        while let next = try loop.take(in: .flight, limit: 8).first {
                            done.append(next.effect.id)
                            try await loop.settle(next.effect.id, .succeeded(.fleet(.sent)))
                        }
                        if done.count == 5 { break }
                    }
                    return done
                }
                for _ in 1...5 { try await loop.submit([Scene.says("command")]) }
                let done = try await group.next()
                #expect(done == (1...5).map { EffectID($0) })
            }
        }
        #expect(try Outbox(store: store).open().allSatisfy { $0.count == 0 })
    }

    @Test("what a turn asked for is not due before its state can be asked whether it still stands")
    func published() throws {
        var engine = try Scene.engine(.inMemory())
        _ = try engine.turn([Scene.says("hello")], at: .noon)
        let clock = SiteClock(start: .noon, epoch: SiteClock.monotonic(), speed: 1)
        let before = EngineLoop(engine, clock: clock)
        let asked = try engine.turn([Scene.says("launch"), Scene.says("home")], at: .noon)
        let after = EngineLoop(engine, clock: clock)
        let ids = asked.flatMap(\.effects)
        #expect(ids.count == 2)
        // The turn is on the disk of both, and one of them has not made it its own yet.
        #expect(try before.due(in: .flight, limit: 8).isEmpty)
        #expect(try after.due(in: .flight, limit: 8).map(\.effect.id) == [ids[1], ids[0]])
    }

    @Test("what a turn in doubt asked for wakes its lane when it is published")
    func doubted() async throws {
        let store = try Store.inMemory()
        let failing = Failing()
        store.setFault { point in
            if failing.points.withLock({ $0.contains(point) }) { throw StoreError.full }
        }
        try await withLoop(Scene.engine(store)) { loop in
            try await loop.submit([Scene.says("hello")])
            func fails(at points: Set<CommitPoint>, _ text: String) async {
                failing.points.withLock { $0 = points }
                await #expect(throws: EngineError.self) {
                    try await loop.submit([Scene.says(text)])
                }
            }
            await fails(at: [.afterCommit, .readBack], "reply")
            // The store is read again then, and takes nothing new.
            await fails(at: [.begin], "hello")
            await fails(at: [.begin], "hello")
            #expect(try loop.due(in: .reply, limit: 8).isEmpty)
            let before = loop.signals(of: .reply)
            failing.points.withLock { $0 = [] }
            try await loop.submit([Scene.says("hello")])
            #expect(try loop.due(in: .reply, limit: 8).count == 1)
            #expect(loop.signals(of: .reply) > before)
        }
    }

    /// Where commits fail.
    private final class Failing: Sendable {
        let points = Mutex<Set<CommitPoint>>([])
    }

    @Test("what ran out is settled by the loop")
    func expired() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            let id = try await loop.submit([Scene.says("reply 0")])[0].effects[0]
            while try !store.openEffects(among: [id]).isEmpty { await Task.yield() }
            #expect(try store.journaled().contains(.settled(id, .expired)))
        }
    }

    @Test("a postponed effect wakes its lane when its time comes")
    func postponed() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            let wakes = loop.wakes(of: .reply)
            let id = try await loop.submit([Scene.says("reply")])[0].effects[0]
            #expect(try loop.take(in: .reply, limit: 8).map(\.effect.id) == [id])
            try loop.postpone(id, until: loop.clock.now() + .milliseconds(60))
            for await _ in wakes {
                let again = try loop.take(in: .reply, limit: 8)
                guard let first = again.first else { continue }
                #expect(first.attempt == 2)
                break
            }
        }
    }

    @Test("an effect that is postponed to the past wakes its lane all the same")
    func postponedToPast() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            let wakes = loop.wakes(of: .reply)
            let id = try await loop.submit([Scene.says("reply")])[0].effects[0]
            for _ in 1...5 {
                for await _ in wakes {
                    guard let next = try loop.take(in: .reply, limit: 8).first else { continue }
                    try loop.postpone(next.effect.id, until: loop.clock.now())
                    break
                }
            }
            #expect(try loop.outbox.find(id)?.pending.attempt == 5)
        }
    }

    @Test("a subscriber hears every fact in order")
    func stream() async throws {
        try await withLoop(Scene.engine(.inMemory())) { loop in
            let stream = loop.factStream()
            let receipts = try await loop.submit([Scene.says("hello"), .tick])
            let wanted = receipts.flatMap(\.facts)
            var heard: [FactRecord] = []
            for await signal in stream {
                guard case .facts(let facts) = signal else { continue }
                heard += facts
                if heard.last == wanted.last { break }
            }
            #expect(heard.suffix(wanted.count) == wanted)
            #expect(heard.map(\.sequence) == heard.map(\.sequence).sorted())
        }
    }

    @Test("a slow subscriber is told that it missed some, and can read them from the store")
    func slow() async throws {
        let feed = FactFeed()
        let stream = feed.stream()
        func fact(_ number: Int) -> FactRecord {
            FactRecord(sequence: number, cause: 0, at: .noon, fact: Fact(.siteStarted))
        }
        for number in 1...300 { feed.publish([fact(number)]) }
        var signals = stream.makeAsyncIterator()
        for number in 1...FactFeed.bufferLimit {
            #expect(await signals.next() == .facts([fact(number)]))
        }
        feed.publish([fact(301)])
        feed.publish([fact(302)])
        #expect(await signals.next() == .missed)
        #expect(await signals.next() == .facts([fact(302)]))
        feed.finish()
        #expect(await signals.next() == nil)
        var late = feed.stream().makeAsyncIterator()
        #expect(await late.next() == nil)
    }

    @Test("a repeated request gets the first answer from the running loop")
    func repeated() async throws {
        try await withLoop(Scene.engine(.inMemory())) { loop in
            let request = OperatorRequest(
                person: Person(name: "li", role: .duty),
                verb: .fleet(.recall(dock: nil))
            )
            func submit(_ content: String) async throws -> PostingAnswer? {
                let key = PostingKey.request(person: "li", key: "k", content: content)
                return try await loop.post([Posting(.request(request), key: key)]).first
            }
            let first = try await submit("aa")
            #expect(first?.receipt != nil)
            #expect(try await submit("aa") == first?.receipt.map { .repeated($0) })
            #expect(try await submit("bb") == .conflict)
        }
    }

    @Test("a snapshot is taken while turns go on")
    func snapshots() async throws {
        let store = try Store.inMemory()
        var options = EngineLoop.Options()
        options.snapshotEntries = 20
        try await withLoop(Scene.engine(store), options: options) { loop in
            while loop.counters.snapshots < 2 { try await loop.submit([Scene.says("hello")]) }
        }
        let replay = try Replay.run(
            store,
            until: .max,
            fromBeginning: true,
            apply: Scene.apply
        )
        #expect(replay.report.isClean)
        #expect(try replay.digest == Scene.digest(onDiskOf: store))
    }
}
