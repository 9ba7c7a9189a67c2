// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import RoostModel
import SiteCore
import Synchronization

/// The local half of the loop: owns the engine while it runs.
struct LoopWorker {
    /// The controller's own world, as the core was told.
    private struct Health: Equatable {
        var hasBroker: Bool
        var hasStore: Bool
    }

    /// A core that asks for a tick in the past gets no more than fifty a second.
    static let shortestTick = Duration.milliseconds(20)
    /// So often at least the clock is looked at (S26) and a failing store tried again.
    static let longestWait = Duration.seconds(1)
    /// So often the disk's room is looked at.
    static let diskInterval = Duration.seconds(5)
    /// After a snapshot there is none for so many times as long as it took.
    static let snapshotRest = 19
    /// After so many turns, or so many inputs and facts, the log is copied back beside the loop.
    static let copyTurns = 100
    static let copyEntries = 4000
    /// So often the store is pruned.
    static let pruneInterval = Duration.seconds(3600)

    let loop: EngineLoop
    var engine: Engine
    private var watch = ClockWatch()
    /// A step of the clock that is not on disk yet.
    private var clockStep: TimeSpan?
    private var told: Health?
    private var telling: Health?
    private var isStarted: Bool
    private var lastTick = Duration.zero
    private var lastTurnAt = Timestamp.epoch
    private var nextChange: Timestamp?
    /// Whether ``nextChange`` was read since the store last failed.
    private var isChangeKnown = false
    /// The state before this turn: taking it down takes longer than what somebody waits for.
    private var retired: Site?
    private var lookedAt = Timestamp.epoch
    private var diskCheckedAt: Duration?
    private var hasRoom = true
    private var failedAt: Duration?
    private var snapshotAt: (sequence: Int, bytes: Int)
    private var prunedAt: Duration
    private var copiedAt = (turns: 0, sequence: 0)
    private var attempts: FrameAttempts

    init(_ loop: EngineLoop, _ engine: Engine) {
        self.loop = loop
        self.engine = engine
        isStarted = !loop.options.announcesStart
        snapshotAt = (engine.report.snapshot ?? 0, engine.journaledBytes)
        copiedAt = (engine.turns, engine.sequence)
        prunedAt = SiteClock.monotonic()
        attempts = FrameAttempts(path: loop.options.attemptsPath)
    }

    mutating func run() {
        loop.logger.info("engine started", metadata: ["sequence": "\(engine.sequence)"])
        if !engine.report.isClean {
            loop.logger.error(
                "the journal replays to another state than it had; the new one is in force",
                metadata: ["report": "\(engine.report)"]
            )
        }
        let beside = DispatchGroup()
        while true {
            step()
            housekeeping(beside)
            guard waitForWork() else { break }
        }
        beside.wait()
        do { try engine.snapshot(at: loop.clock.now()) } catch {
            loop.logger.error("no snapshot at the end", metadata: ["error": "\(error)"])
        }
        loop.bell.finish()
        loop.feed.finish()
        loop.logger.info("engine stopped", metadata: ["sequence": "\(engine.sequence)"])
    }

    /// Returns when a turn is due; false: the mailbox is closed and empty.
    private func waitForWork() -> Bool {
        let wakeAt = SiteClock.monotonic() + wait()
        while true {
            let (isClosed, due) = loop.mailbox.withLock { ($0.isClosed, $0.due) }
            if isClosed, due == nil { return false }
            let left = min(due ?? wakeAt, wakeAt) - SiteClock.monotonic()
            guard left > .zero else { return true }
            loop.signal.wait(longest: left)
            // What came with patience only moves the end of the wait.
            if loop.signal.takeCall() { return true }
        }
    }

    /// One turn of what is in the mailbox and of what time asks for.
    private mutating func step() {
        let monotonic = SiteClock.monotonic()
        checkDisk(monotonic)
        let now = loop.clock.now()
        let own = ownInputs(now, monotonic)
        var batch = loop.mailbox.withLock { mailbox in
            // What has patience waits for company.
            let isTime = !own.isEmpty || mailbox.due.map { $0 <= monotonic } ?? false
            return isTime ? mailbox.take(at: monotonic) : []
        }
        if !own.isEmpty {
            batch.insert(Mailbox.Entry(postings: own.map { Posting($0) }) { _ in }, at: 0)
        }
        // A frame that may end the process goes alone, so that no other goes with it.
        let sorted = attempts.sorted(batch)
        if !sorted.together.isEmpty { commit(sorted.together, own, at: now) }
        for entry in sorted.alone { commit([entry], [], at: now) }
        for entry in sorted.poison { entry.answer(.failure(.poison)) }
        // What a turn in doubt asked for is not due before a turn is published: until then it wakes nobody.
        if failedAt == nil { loop.bell.ring(engine.takeTouchedLanes()) }
        if hasChange(upTo: now, monotonic) { loop.bell.ring(Set(Lane.allCases)) }
        retired = nil
    }

    /// Whether an effect came due by time alone since the last look, also one that was postponed
    /// meanwhile; finds out when the next does.
    private mutating func hasChange(upTo now: Timestamp, _ monotonic: Duration) -> Bool {
        defer { lookedAt = now }
        do {
            isChangeKnown = true
            nextChange = try engine.outbox.nextChange(after: min(lookedAt, now))
            guard let change = nextChange, change <= now else { return false }
            nextChange = try engine.outbox.nextChange(after: now)
            return true
        } catch {
            nextChange = nil
            isChangeKnown = false
            fail(error, monotonic)
            return false
        }
    }

    /// What nobody else says: start, health, a stepped clock, effects that ran out, and time
    /// itself.
    private mutating func ownInputs(_ now: Timestamp, _ monotonic: Duration) -> [Input] {
        if let failedAt, monotonic - failedAt < Self.longestWait { return [] }
        var inputs: [Input] = []
        if !loop.clock.isSimulated, let step = watch.step(wall: now, monotonic: monotonic) {
            clockStep = (clockStep ?? .zero) + step
        }
        if let clockStep { inputs.append(.clock(.stepped(by: clockStep))) }
        if !isStarted { inputs.append(.started) }
        let health = health
        if told != health {
            inputs.append(.controller(hasBroker: health.hasBroker, hasStore: health.hasStore))
            telling = health
        }
        do {
            inputs += try expired(at: now).map { .settled($0, .expired) }
        } catch { fail(error, monotonic) }
        let isDue = engine.site.nextWake.map { $0 <= now } ?? false
        let isIdle = now - lastTurnAt >= loop.options.idleTick
        if isDue || isIdle, monotonic - lastTick >= Self.shortestTick {
            inputs.append(.tick)
            lastTick = monotonic
        }
        return inputs
    }

    /// What ran out and is not being performed.
    private func expired(at now: Timestamp) throws(StoreError) -> [EffectID] {
        // An effect of this turn runs out later: before the next change there is none.
        guard !isChangeKnown || nextChange.map({ $0 <= now }) ?? false else { return [] }
        let open = loop.underWay.all
        return try engine.outbox.expired(at: now).filter { open[$0] == nil }
    }

    private mutating func commit(_ batch: [Mailbox.Entry], _ own: [Input], at now: Timestamp) {
        let began = SiteClock.monotonic()
        let contents = batch.flatMap(\.contents)
        attempts.begin(contents)
        loop.world.withLock { $0.committing = (began, now) }
        defer {
            loop.world.withLock { $0.committing = nil }
            attempts.end(contents)
        }
        do {
            let answers = try engine.post(batch.flatMap(\.postings), at: now)
            succeed(own, at: now, took: SiteClock.monotonic() - began, answers)
            // First who brings it on, then who waits to hear that it is kept.
            tellLanes(of: batch)
            var rest = answers[...]
            for entry in batch {
                entry.answer(.success(Array(rest.prefix(entry.postings.count))))
                rest = rest.dropFirst(entry.postings.count)
            }
        } catch {
            fail(error, SiteClock.monotonic())
            // One entry that the store refuses must not take the others with it.
            if case .refused = error, batch.count > 1 {
                for (index, entry) in batch.enumerated() {
                    commit([entry], index == 0 ? own : [], at: now)
                }
                return
            }
            for entry in batch { entry.answer(.failure(.store(error))) }
        }
    }

    private mutating func tellLanes(of batch: [Mailbox.Entry]) {
        for posting in batch.lazy.flatMap(\.postings) {
            if case .settled(let id, _) = posting.input { loop.underWay.end(id) }
        }
        loop.underWay.add(engine.takeFreshEffects())
        loop.bell.ring(engine.takeTouchedLanes())
    }

    private mutating func succeed(
        _ own: [Input],
        at now: Timestamp,
        took: Duration,
        _ answers: [PostingAnswer]
    ) {
        lastTurnAt = now
        if failedAt != nil { loop.logger.notice("the store takes turns again") }
        failedAt = nil
        for input in own {
            if case .started = input { isStarted = true }
            if case .clock = input { clockStep = nil }
            if case .controller = input { told = telling }
        }
        loop.world.withLock { world in
            world.hasStore = hasRoom
            world.failure = nil
        }
        loop.published.withLock { published in
            retired = published.site
            published.site = engine.site
            published.sequence = engine.sequence
            published.heard = engine.heard
            published.counters.turns += 1
            published.counters.inputs += answers.count
            published.counters.lastTurn = took
            published.counters.longestTurn = max(published.counters.longestTurn, took)
            published.counters.ignoredSettlements = engine.ignoredSettlements
        }
        loop.feed.publish(answers.flatMap { $0.receipt?.facts ?? [] })
    }

    private mutating func fail(_ error: StoreError, _ monotonic: Duration) {
        if failedAt == nil {
            loop.logger.critical("the store fails", metadata: ["error": "\(error)"])
        }
        failedAt = monotonic
        let (now, free) = (loop.clock.now(), loop.freeSpace())
        loop.world.withLock { world in
            world.hasStore = false
            world.freeBytes = free
            world.failure = (error, world.failure?.since ?? now)
        }
        loop.published.withLock { $0.counters.failedCommits += 1 }
    }

    private var health: Health {
        loop.world.withLock { Health(hasBroker: $0.hasBroker, hasStore: $0.hasStore && hasRoom) }
    }

    private mutating func checkDisk(_ monotonic: Duration) {
        if let diskCheckedAt, monotonic - diskCheckedAt < Self.diskInterval { return }
        diskCheckedAt = monotonic
        let free = loop.freeSpace()
        let hadRoom = hasRoom
        hasRoom = free.map { $0 >= DiskSpace.floor } ?? true
        let now = loop.clock.now()
        loop.world.withLock { world in
            world.freeBytes = free
            world.lowSince = hasRoom ? nil : world.lowSince ?? now
            if !hasRoom || failedAt == nil { world.hasStore = hasRoom }
        }
        if hadRoom != hasRoom { tellRoom(free, now) }
    }

    private func tellRoom(_ free: Int?, _ now: Timestamp) {
        guard hasRoom else {
            let trouble = StoreTrouble(cause: .low, since: now, free: free)
            return loop.logger.error("\(trouble.text.en)")
        }
        let megabytes = free.map { "\($0 >> 20)" } ?? "?"
        loop.logger.notice("the disk has room again", metadata: ["free_mb": "\(megabytes)"])
    }

    /// How long nothing needs to happen.
    private func wait() -> Duration {
        if failedAt != nil { return Self.longestWait }
        if told != health { return Self.shortestTick }
        let idle = lastTurnAt + loop.options.idleTick
        let next = [engine.site.nextWake, nextChange, idle].compactMap(\.self).min() ?? idle
        return min(max(loop.clock.wait(until: next), Self.shortestTick), Self.longestWait)
    }

    private mutating func copyLogBack(_ beside: DispatchGroup) {
        let (turns, sequence) = (engine.turns, engine.sequence)
        guard
            turns - copiedAt.turns >= Self.copyTurns
                || sequence - copiedAt.sequence >= Self.copyEntries
        else { return }
        let isBusy = loop.world.withLock { world in
            defer { world.isCopying = true }
            return world.isCopying
        }
        guard !isBusy else { return }
        copiedAt = (turns, sequence)
        Self.start("copy", beside) { [loop] in
            loop.store.copyLogBack()
            loop.world.withLock { $0.isCopying = false }
        }
    }

    /// Does something beside the loop, on a thread of its own: Dispatch's are the pool's too, and this waits for
    /// the disk (S15).
    private static func start(
        _ name: String,
        _ beside: DispatchGroup,
        _ work: @escaping @Sendable () -> Void
    ) {
        beside.enter()
        let thread = Thread {
            work()
            beside.leave()
        }
        thread.name = name
        thread.start()
    }

    /// Begins a snapshot or a pruning beside the loop when one is due.
    private mutating func housekeeping(_ beside: DispatchGroup) {
        let encoded = loop.world.withLock { world in
            defer { world.encoded = nil }
            return world.encoded
        }
        if let encoded {
            Self.start("keep", beside) { [loop] in loop.keep(encoded) }
        }
        copyLogBack(beside)
        let monotonic = SiteClock.monotonic()
        let isLong =
            engine.sequence - snapshotAt.sequence >= loop.options.snapshotEntries
            || engine.journaledBytes - snapshotAt.bytes >= loop.options.snapshotBytes
        let isPruning = monotonic - prunedAt >= Self.pruneInterval
        guard isLong || isPruning, failedAt == nil, !engine.isInDoubt else { return }
        let isBusy = loop.world.withLock { world in
            if !isPruning, monotonic < world.snapshotRestsUntil { return true }
            defer { world.isSnapshotting = true }
            return world.isSnapshotting
        }
        guard !isBusy else { return }
        snapshotAt = (engine.sequence, engine.journaledBytes)
        if isPruning { prunedAt = monotonic }
        let (loop, site) = (loop, engine.site)
        let (sequence, turn) = (engine.sequence, engine.turns)
        Self.start("snapshot", beside) {
            // Of this thread alone (setpriority(2)): encoding a large site takes seconds, and it can wait. It
            // begins no other thread, which would stand back too: the loop hands on what it made.
            setpriority(Int32(PRIO_PROCESS.rawValue), 0, 10)
            let began = SiteClock.monotonic()
            let snapshot = Result<Snapshot, any Error> {
                try Snapshot(site, sequence: sequence, turn: turn, at: loop.clock.now())
            }
            let took = SiteClock.monotonic() - began
            loop.world.withLock { world in
                world.encoded = .init(snapshot: snapshot, took: took, prunes: isPruning)
            }
            loop.signal.raise()
        }
    }
}

extension EngineLoop {
    fileprivate func keep(_ encoded: EncodedSnapshot) {
        do {
            try store.keep(encoded.snapshot.get())
            var retention = options.retention
            retention.auditSince = site.preservedSince
            if encoded.prunes { try store.prune(retention, at: clock.now()) }
            world.withLock { $0.snapshots += 1 }
        } catch {
            logger.error("no snapshot", metadata: ["error": "\(error)"])
        }
        let rest = encoded.took * LoopWorker.snapshotRest
        world.withLock { world in
            world.isSnapshotting = false
            world.snapshotRestsUntil = SiteClock.monotonic() + rest
        }
    }
}
