// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

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
    private var lookedAt = Timestamp.epoch
    private var diskCheckedAt: Duration?
    private var hasRoom = true
    private var failedAt: Duration?
    private var snapshotAt: (sequence: Int, bytes: Int)
    private var prunedAt: Duration
    private var attempts: FrameAttempts

    init(_ loop: EngineLoop, _ engine: Engine) {
        self.loop = loop
        self.engine = engine
        isStarted = !loop.options.announcesStart
        snapshotAt = (engine.report.snapshot ?? 0, engine.journaledBytes)
        prunedAt = SiteClock.monotonic()
        attempts = FrameAttempts(path: loop.options.attemptsPath)
    }

    mutating func run() async {
        loop.logger.info("engine started", metadata: ["sequence": "\(engine.sequence)"])
        if !engine.report.isClean {
            loop.logger.error(
                "the journal replays to another state than it had; the new one is in force",
                metadata: ["report": "\(engine.report)"]
            )
        }
        await withDiscardingTaskGroup { group in
            while true {
                step()
                if let work = housekeeping() { group.addTask { work() } }
                let (isClosed, due) = loop.mailbox.withLock { ($0.isClosed, $0.due) }
                if isClosed, due == nil { break }
                let left = due.map { $0 - SiteClock.monotonic() } ?? Self.longestWait
                if left > .zero { await loop.signal.wait(longest: min(wait(), left)) }
            }
        }
        do { try engine.snapshot(at: loop.clock.now()) } catch {
            loop.logger.error("no snapshot at the end", metadata: ["error": "\(error)"])
        }
        loop.bell.finish()
        loop.feed.finish()
        loop.logger.info("engine stopped", metadata: ["sequence": "\(engine.sequence)"])
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
            return isTime ? mailbox.take() : []
        }
        if !own.isEmpty {
            batch.insert(Mailbox.Entry(postings: own.map { Posting($0) }) { _ in }, at: 0)
        }
        // A frame that may end the process goes alone, so that no other goes with it.
        let sorted = attempts.sorted(batch)
        if !sorted.together.isEmpty { commit(sorted.together, own, at: now) }
        for entry in sorted.alone { commit([entry], [], at: now) }
        for entry in sorted.poison { entry.answer(.failure(.poison)) }
        var lanes = engine.takeTouchedLanes()
        if hasChange(upTo: now, monotonic) { lanes.formUnion(Lane.allCases) }
        loop.bell.ring(lanes)
    }

    /// Whether an effect came due by time alone since the last look, also one that was postponed
    /// meanwhile; finds out when the next does.
    private mutating func hasChange(upTo now: Timestamp, _ monotonic: Duration) -> Bool {
        defer { lookedAt = now }
        do {
            nextChange = try engine.outbox.nextChange(after: min(lookedAt, now))
            guard let change = nextChange, change <= now else { return false }
            nextChange = try engine.outbox.nextChange(after: now)
            return true
        } catch {
            nextChange = nil
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
            inputs += try engine.outbox.expired(at: now).map { .settled($0, .expired) }
        } catch { fail(error, monotonic) }
        let isDue = engine.site.nextWake.map { $0 <= now } ?? false
        let isIdle = now - lastTurnAt >= loop.options.idleTick
        if isDue || isIdle, monotonic - lastTick >= Self.shortestTick {
            inputs.append(.tick)
            lastTick = monotonic
        }
        return inputs
    }

    private mutating func commit(_ batch: [Mailbox.Entry], _ own: [Input], at now: Timestamp) {
        let began = SiteClock.monotonic()
        let contents = batch.flatMap(\.contents)
        attempts.begin(contents)
        defer { attempts.end(contents) }
        do {
            let answers = try engine.post(batch.flatMap(\.postings), at: now)
            succeed(own, at: now, took: SiteClock.monotonic() - began, answers)
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

    private mutating func succeed(
        _ own: [Input],
        at now: Timestamp,
        took: Duration,
        _ answers: [PostingAnswer]
    ) {
        lastTurnAt = now
        failedAt = nil
        for input in own {
            if case .started = input { isStarted = true }
            if case .clock = input { clockStep = nil }
            if case .controller = input { told = telling }
        }
        loop.world.withLock { $0.hasStore = hasRoom }
        loop.published.withLock { published in
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
        loop.world.withLock { $0.hasStore = false }
        loop.published.withLock { $0.counters.failedCommits += 1 }
    }

    private var health: Health {
        loop.world.withLock { Health(hasBroker: $0.hasBroker, hasStore: $0.hasStore && hasRoom) }
    }

    private mutating func checkDisk(_ monotonic: Duration) {
        if let diskCheckedAt, monotonic - diskCheckedAt < Self.diskInterval { return }
        diskCheckedAt = monotonic
        hasRoom = loop.freeSpace().map { $0 >= DiskSpace.floor } ?? true
        guard hasRoom else {
            loop.world.withLock { $0.hasStore = false }
            return
        }
        if failedAt == nil { loop.world.withLock { $0.hasStore = true } }
    }

    /// How long nothing needs to happen.
    private func wait() -> Duration {
        if failedAt != nil { return Self.longestWait }
        if told != health { return Self.shortestTick }
        let idle = lastTurnAt + loop.options.idleTick
        let next = [engine.site.nextWake, nextChange, idle].compactMap(\.self).min() ?? idle
        return min(max(loop.clock.wait(until: next), Self.shortestTick), Self.longestWait)
    }

    /// A snapshot or a pruning, to be done beside the loop; nil: nothing is due.
    private mutating func housekeeping() -> (@Sendable () -> Void)? {
        let monotonic = SiteClock.monotonic()
        let isLong =
            engine.sequence - snapshotAt.sequence >= loop.options.snapshotEntries
            || engine.journaledBytes - snapshotAt.bytes >= loop.options.snapshotBytes
        let isPruning = monotonic - prunedAt >= Self.pruneInterval
        guard isLong || isPruning, failedAt == nil, !engine.isInDoubt else { return nil }
        let isBusy = loop.world.withLock { world in
            defer { world.isSnapshotting = true }
            return world.isSnapshotting
        }
        guard !isBusy else { return nil }
        snapshotAt = (engine.sequence, engine.journaledBytes)
        if isPruning { prunedAt = monotonic }
        return { [loop, site = engine.site, sequence = engine.sequence, turn = engine.turns] in
            loop.keepSnapshot(of: site, sequence: sequence, turn: turn, prunes: isPruning)
        }
    }
}

extension EngineLoop {
    fileprivate func keepSnapshot(of site: Site, sequence: Int, turn: Int, prunes: Bool) {
        do {
            let now = clock.now()
            try store.keep(Snapshot(site, sequence: sequence, turn: turn, at: now))
            var retention = options.retention
            retention.auditSince = site.preservedSince
            if prunes { try store.prune(retention, at: now) }
            world.withLock { $0.snapshots += 1 }
        } catch {
            logger.error("no snapshot", metadata: ["error": "\(error)"])
        }
        world.withLock { $0.isSnapshotting = false }
    }
}
