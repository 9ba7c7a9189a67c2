// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostModel
import Synchronization
import Testing
@testable import RoostEngine
@testable import SiteCore

/// Runs a loop beside a body and stops it when the body is done.
func withLoop(
    _ engine: Engine,
    options: EngineLoop.Options = EngineLoop.Options(),
    mailbox: Mailbox = Mailbox(),
    freeSpace: @escaping @Sendable () -> Int? = { nil },
    _ body: @escaping @Sendable (EngineLoop) async throws -> Void
) async throws {
    let clock = SiteClock(start: .noon, epoch: SiteClock.monotonic(), speed: 1)
    let loop = EngineLoop(
        engine,
        clock: clock,
        options: options,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        mailbox: mailbox,
        freeSpace: freeSpace
    )
    try await withThrowingTaskGroup { group in
        group.addTask { try await loop.run() }
        do { try await body(loop) } catch {
            loop.stop()
            throw error
        }
        loop.stop()
        try await group.waitForAll()
    }
}

@Suite("The loop", .timeLimit(.minutes(1)))
struct LoopTests {
    @Test("what waits when the loop begins is committed in batches")
    func batches() async throws {
        let clock = SiteClock(start: .noon, epoch: SiteClock.monotonic(), speed: 1)
        let loop = EngineLoop(
            try Scene.engine(try Store.inMemory()),
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let answered = Mutex(0)
        for number in 0..<1000 {
            let posting = Posting(Scene.says("hello", dock: DockID("D\(number)")))
            loop.post([posting]) { _ in answered.withLock { $0 += 1 } }
        }
        loop.stop()
        try await loop.run()
        #expect(answered.withLock { $0 } == 1000)
        #expect(loop.counters.turns == 4)
    }

    @Test("a thousand submits at once come back, and are all on disk")
    func manySubmits() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            let sequences = try await withThrowingTaskGroup { group in
                for number in 0..<1000 {
                    group.addTask {
                        try await loop.submit([Scene.says("hello", dock: DockID("D\(number)"))])
                    }
                }
                var all: Set<Int> = []
                for try await receipts in group { all.formUnion(receipts.map(\.sequence)) }
                return all
            }
            #expect(sequences.count == 1000)
            #expect(loop.sequence == (try store.lastSequence()))
        }
        #expect(try Scene.engine(store).report.isClean)
        try AuditChain.verify(store)
    }

    @Test("what has patience shares the turn of who has none, and ends with the loop")
    func patience() async throws {
        let store = try Store.inMemory()
        let answered = Mutex(0)
        var options = EngineLoop.Options()
        options.idleTick = .minutes(60)
        try await withLoop(Scene.engine(store), options: options) { loop in
            try await loop.submit([Scene.says("hello")])
            let turns = loop.counters.turns
            for number in 0..<2 {
                let posting = Posting(Scene.says("hello", dock: DockID("D\(number)")))
                loop.post([posting], patience: .seconds(3600)) { _ in
                    answered.withLock { $0 += 1 }
                }
            }
            #expect(answered.withLock { $0 } == 0)
            try await loop.submit([Scene.says("hello")])
            #expect(loop.counters.turns == turns + 1)
            #expect(answered.withLock { $0 } == 2)
            loop.post([Posting(Scene.says("hello"))], patience: .seconds(3600)) { _ in
                answered.withLock { $0 += 1 }
            }
        }
        #expect(answered.withLock { $0 } == 3)
    }

    @Test("patience ends by itself when nobody comes")
    func patienceEnds() async throws {
        try await withLoop(Scene.engine(try Store.inMemory())) { loop in
            let answers = try await loop.post(
                [Posting(Scene.says("hello"))],
                patience: .milliseconds(1)
            )
            #expect(answers.count == 1)
        }
    }

    @Test("the loop says start and health itself, and keeps a snapshot at its end")
    func ownInputs() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            try await loop.submit([.tick])
            loop.setBroker(isUp: false)
            while try store.journaled().filter({
                $0 == .controller(hasBroker: false, hasStore: true)
            })
            .isEmpty {
                await Task.yield()
            }
        }
        let inputs = try store.journaled()
        #expect(inputs.first == .started)
        #expect(inputs.contains(.controller(hasBroker: true, hasStore: true)))
        let engine = try Scene.engine(store)
        #expect(engine.report.snapshot == engine.sequence)
        #expect(engine.report.replayed == 0)
    }

    @Test("a failed commit reaches its caller, says the store fails, and leaves nothing behind")
    func failingStore() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store)) { loop in
            try await loop.submit([.tick])
            store.setFault { if $0 == .beforeCommit { throw StoreError.full } }
            await #expect(throws: EngineError.store(.full)) { try await loop.submit([.tick]) }
            #expect(loop.isStoreFailing)
            #expect(loop.counters.failedCommits > 0)
            let trouble = try #require(loop.storeTrouble)
            #expect(trouble.cause == .failing(.full) && trouble.since >= .noon)
            #expect(trouble.text.en.contains("the disk of the store is full"))
            // Since the first failure, not the last one.
            await #expect(throws: EngineError.store(.full)) { try await loop.submit([.tick]) }
            #expect(loop.storeTrouble?.since == trouble.since)
            store.setFault(nil)
            try await loop.submit([.tick])
            #expect(!loop.isStoreFailing && loop.storeTrouble == nil)
        }
    }

    @Test("a disk with less than 200 MB left stops launches and is journaled (S27)")
    func nearlyFull() async throws {
        let store = try Store.inMemory()
        try await withLoop(Scene.engine(store), freeSpace: { 199 << 20 }) { loop in
            try await loop.submit([.tick])
            #expect(loop.isStoreFailing && loop.freeBytes == 199 << 20)
            let trouble = try #require(loop.storeTrouble)
            #expect(trouble.cause == .low)
            #expect(trouble.text.en.contains("199 MB free, the limit is 200 MB"))
            #expect(trouble.text.en.contains("nothing launches"))
            #expect(trouble.text.zh.contains("剩余 199 MB"))
        }
        #expect(try store.journaled().contains(.controller(hasBroker: true, hasStore: false)))
    }

    @Test("a full mailbox refuses requests, never a dock's word or a recall")
    func fullMailbox() async throws {
        let engine = try Scene.engine(.inMemory())
        var mailbox = Mailbox(requestLimit: 1)
        func add(_ input: Input) -> EngineError? {
            mailbox.add(Mailbox.Entry(postings: [Posting(input)]) { _ in })
        }
        func request(_ verb: FleetRequest) -> Input {
            .request(
                OperatorRequest(person: Person(name: "li", role: .duty), verb: .fleet(verb))
            )
        }
        #expect(add(request(.release(.fleet))) == nil)
        #expect(add(request(.release(.fleet))) == .busy)
        #expect(add(request(.recall(dock: nil))) == nil)
        #expect(add(Scene.says("hello")) == nil)
        #expect(mailbox.take(at: .zero).count == 3)
        #expect(add(request(.release(.fleet))) == nil)
        mailbox.close()
        #expect(add(.tick) == .stopped)
        #expect(engine.sequence == 0)
    }

    @Test("an entry is never torn apart; a batch has at most 256 inputs")
    func batches() {
        var mailbox = Mailbox()
        for size in [200, 56, 1, 300, 2] {
            let postings = Array(repeating: Posting(.tick), count: size)
            #expect(mailbox.add(Mailbox.Entry(postings: postings) { _ in }) == nil)
        }
        var sizes: [Int] = []
        while mailbox.due != nil {
            sizes.append(mailbox.take(at: .zero).reduce(0) { $0 + $1.postings.count })
        }
        #expect(sizes == [256, 1, 300, 2])
    }

    @Test("what has patience lets frames go first, until its time is over or many wait")
    func patientMailbox() {
        func patient(_ count: Int) -> Mailbox.Entry {
            let postings = Array(repeating: Posting(.tick), count: count)
            return Mailbox.Entry(postings: postings, answer: { _ in }, dueAt: .seconds(5))
        }
        func taken(_ patience: Int, at now: Duration, beside inputs: [Input] = []) -> Int {
            var mailbox = Mailbox()
            _ = mailbox.add(patient(patience))
            for input in inputs {
                _ = mailbox.add(Mailbox.Entry(postings: [Posting(input)]) { _ in })
            }
            let frame = PostedFrame(Scene.frame("1"), content: "aa")
            _ = mailbox.frames.admit(FrameQueue.Entry(frame: frame) { _ in })
            return mailbox.take(at: now).reduce(0) { $0 + $1.postings.count }
        }
        #expect(taken(1, at: .seconds(4)) == 1)
        #expect(taken(1, at: .seconds(5)) == 2)
        #expect(taken(1, at: .seconds(4), beside: [.tick]) == 3)
        #expect(taken(Mailbox.patienceLimit, at: .zero) == Mailbox.patienceLimit + 1)
    }

    @Test("frames get their verdicts, also after the loop stopped")
    func frames() async throws {
        let store = try Store.inMemory()
        let last = Mutex<EngineLoop?>(nil)
        try await withLoop(Scene.engine(store)) { loop in
            last.withLock { $0 = loop }
            let verdicts = await loop.submitFrames(
                ["1", "1", "2"].map { PostedFrame(Scene.frame($0), content: "aa") }
                    + [PostedFrame(Scene.frame("2"), content: "bb")]
            )
            guard case .accepted = verdicts[0], case .accepted = verdicts[2] else {
                Issue.record("\(verdicts)")
                return
            }
            #expect(verdicts[1] == .duplicate)
            #expect(verdicts[3] == .conflict)
        }
        let loop = try #require(last.withLock { $0 })
        let late = await loop.submitFrames([PostedFrame(Scene.frame("3"), content: "aa")])
        #expect(late == [.refused(.stopped)])
        await #expect(throws: EngineError.stopped) { try await loop.submit([.tick]) }
        await #expect(throws: EngineError.stopped) { try await loop.run() }
    }
}

extension Store {
    /// Every input of the journal, in order.
    func journaled() throws -> [Input] {
        try (1...max(1, lastSequence())).compactMap { try input(at: $0)?.input }
    }
}
