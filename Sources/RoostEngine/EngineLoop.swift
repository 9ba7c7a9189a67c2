// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Logging
public import RoostModel
public import ServiceLifecycle
public import SiteCore
import Synchronization

/// The only thread that owns an ``Engine``: takes what is in the mailbox, makes a turn of it, tells
/// who waits.
///
/// A class, because it is a service that other tasks talk to; what is shared lies behind
/// mutexes that are never held over a wait. It submits `.started`, `.controller`, `.clock` and
/// `.tick` by itself, and settles effects whose time ran out.
public final class EngineLoop: Service {
    /// Bounds and habits of a loop.
    public struct Options: Sendable {
        /// A snapshot is taken when so many inputs and facts lie behind the last one.
        ///
        /// Of a large site it takes seconds: it takes no more than a twentieth of the time, however fast the
        /// journal grows.
        public var snapshotEntries = 10_000
        /// Or so many bytes of inputs.
        public var snapshotBytes = 16 << 20
        /// A tick comes at least so often, by the site's clock.
        public var idleTick = TimeSpan.seconds(10)
        /// Whether the first turn holds `.started`.
        public var announcesStart = true
        /// How long the store keeps what nothing needs.
        public var retention = Retention()
        /// Where it is noted which frames are being applied; nil: nowhere (PIPELINE 1.3).
        public var attemptsPath: String?
        /// Whether the broker is up before anybody says so.
        public var hasBroker = true

        /// The defaults.
        public init() {}
    }

    /// What readers see; replaced after each turn.
    struct Published {
        var site: Site
        var sequence: Int
        var heard: Set<DockID>
        var counters = EngineCounters()
    }

    /// What the world told the loop beside its mailbox.
    struct World {
        var hasBroker: Bool
        var hasStore = true
        /// The last commit failed: with what, and since when.
        var failure: (error: StoreError, since: Timestamp)?
        /// The commit under way: when it began, by both clocks.
        var committing: (monotonic: Duration, at: Timestamp)?
        /// Since when the disk has less room than launches need.
        var lowSince: Timestamp?
        /// Free bytes on the disk, as last looked at.
        var freeBytes: Int?
        var isSnapshotting = false
        /// Whether the write-ahead log is being copied back.
        var isCopying = false
        var snapshots = 0
        /// A snapshot that is encoded and not kept yet.
        var encoded: EncodedSnapshot?
        /// No snapshot is begun before, by the process's own clock.
        var snapshotRestsUntil = Duration.zero
    }

    /// What came of encoding a snapshot.
    struct EncodedSnapshot {
        var snapshot: Result<Snapshot, any Error>
        var took: Duration
        /// Whether old rows are pruned behind it.
        var prunes: Bool
    }

    /// The clock of the site.
    public let clock: SiteClock
    /// Where the site is kept.
    public let store: Store
    let options: Options
    /// Where the loop tells what people should look at.
    public let logger: Logger
    let bell = LaneBell()
    let feed = FactFeed()
    let signal = WakeSignal()
    let mailbox: Mutex<Mailbox>
    let published: Mutex<Published>
    let world: Mutex<World>
    let underWay = UnderWay()
    private let engine: Mutex<Engine?>
    /// Free bytes on the store's disk; nil: not known.
    ///
    /// Tests put their own in.
    let freeSpace: @Sendable () -> Int?

    /// A loop around an engine; nothing happens before ``run()``.
    public convenience init(
        _ engine: Engine,
        clock: SiteClock,
        options: Options = Options(),
        logger: Logger = Logger(label: "engine")
    ) {
        let path = engine.store.path
        self.init(engine, clock: clock, options: options, logger: logger, mailbox: Mailbox()) {
            path.flatMap { DiskSpace.free(at: $0) }
        }
    }

    init(
        _ engine: Engine,
        clock: SiteClock,
        options: Options,
        logger: Logger,
        mailbox: consuming Mailbox,
        freeSpace: @escaping @Sendable () -> Int?
    ) {
        self.clock = clock
        self.options = options
        self.logger = logger
        self.freeSpace = freeSpace
        store = engine.store
        self.mailbox = Mutex(mailbox)
        published = Mutex(
            Published(site: engine.site, sequence: engine.sequence, heard: engine.heard)
        )
        world = Mutex(World(hasBroker: options.hasBroker))
        self.engine = Mutex(engine)
    }

    /// The state after the last turn; never waits.
    public var site: Site { published.withLock { $0.site } }

    /// The configuration in force; cheaper than ``site`` where nothing else is asked.
    public var configuration: SiteConfiguration? { published.withLock { $0.site.configuration } }

    /// The last place of the journal.
    public var sequence: Int { published.withLock { $0.sequence } }

    /// Whether the last commit failed or the disk is nearly full: then a recall is published before
    /// it is journaled (ARCHITECTURE § 4 d).
    public var isStoreFailing: Bool { !world.withLock { $0.hasStore } }

    /// A commit that takes longer than this is told as stuck.
    static let stuckAfter = Duration.seconds(10)

    /// What is wrong with the store or its disk; nil: nothing.
    ///
    /// Never waits.
    public var storeTrouble: StoreTrouble? {
        let monotonic = SiteClock.monotonic()
        return world.withLock { world in
            if let (error, since) = world.failure {
                return StoreTrouble(cause: .failing(error), since: since, free: world.freeBytes)
            }
            if let (began, at) = world.committing, monotonic - began > Self.stuckAfter {
                return StoreTrouble(cause: .stuck, since: at, free: world.freeBytes)
            }
            return world.lowSince.map {
                StoreTrouble(cause: .low, since: $0, free: world.freeBytes)
            }
        }
    }

    /// Free bytes on the store's disk, as last looked at; nil: not known.
    public var freeBytes: Int? { world.withLock { $0.freeBytes } }

    /// Numbers for the metrics page.
    public var counters: EngineCounters {
        var counters = published.withLock { $0.counters }
        mailbox.withLock { mailbox in
            counters.waiting = mailbox.depth
            counters.shedFrames = mailbox.frames.shedBySource
        }
        counters.snapshots = world.withLock { $0.snapshots }
        return counters
    }

    /// Says whether the broker connection is up; a change reaches the core with the next turn.
    public func setBroker(isUp: Bool) {
        world.withLock { $0.hasBroker = isUp }
        signal.raise()
    }

    /// Takes turns until the process shuts down gracefully, then drains the mailbox and keeps a
    /// snapshot.
    ///
    /// Throws ``EngineError/stopped`` when it was run before.
    public func run() async throws {
        let taken = engine.withLock { engine in
            defer { engine = nil }
            return engine
        }
        guard let taken else { throw EngineError.stopped }
        await withTaskCancellationOrGracefulShutdownHandler {
            await withCheckedContinuation { ended in
                // It waits for the disk and for work: on a thread of its own it takes none of the pool's.
                let thread = Thread {
                    var worker = LoopWorker(self, taken)
                    worker.run()
                    ended.resume()
                }
                thread.name = "engine"
                thread.start()
            }
        } onCancelOrGracefulShutdown: {
            self.stop()
        }
    }

    /// Takes nothing more; ``run()`` ends when the mailbox is empty.
    public func stop() {
        mailbox.withLock { $0.close() }
        signal.raise()
    }
}
