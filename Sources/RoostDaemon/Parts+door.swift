// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Foundation
import Logging
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles
import Synchronization

extension Parts {
    /// What the HTTP server may ask.
    func door(intake: FrameIntake, commands: CommandLane, health: BrokerHealth) -> SiteDoor {
        let (loop, counters, notAdopted, tokens) = (loop, counters, notAdopted, tokens)
        let (media, links, logger) = (media, links, logger)
        let recall = UrgentRecall(loop: loop, commands: commands, logger: logger)
        var door = SiteDoor(
            now: { loop.clock.now() },
            site: { loop.site },
            submit: { posting in try await recall.post(posting) },
            facts: { try loop.facts($0) },
            factSignals: { loop.factStream() }
        )
        door.frames = { delivery in
            if loop.isCongested { throw EngineError.busy }
            return try await intake.take(delivery)
        }
        door.quarantine = { limit in
            let calendar = loop.site.configuration?.fleet.calendar
            return try loop.store.quarantine.entries(limit: limit).map {
                QuarantineResource($0, calendar: calendar)
            }
        }
        door.keepMedia = { digest, bytes in
            do throws(VaultError) {
                return try media.put(Data(bytes), expecting: digest) == .new ? .new : .known
            } catch {
                if case .mismatch = error { return .mismatch }
                throw error
            }
        }
        door.counters = {
            var all = counters.all
            let engine = loop.counters
            all["turns"] = engine.turns
            all["inputs"] = engine.inputs
            all["failed_commits"] = engine.failedCommits
            all["snapshots"] = engine.snapshots
            return all
        }
        door.notAdopted = { notAdopted.all }
        door.unreadiness = {
            if loop.site.configuration == nil { return "no configuration is in force" }
            if loop.isStoreFailing { return "the store is failing" }
            return health.isComplete ? nil : "no connection to the broker"
        }
        door.person = { tokens.person($0) }
        door.addToken = { try tokens.add($0, $1) }
        let reload = Reload(options: options, loaded: loaded, loop: loop, logger: logger)
        door.reload = { person in try await reload(person) }
        door.wayline = { flight, expiry, signature in
            guard
                links.isValid(
                    flight: flight,
                    expiry: expiry,
                    signature: signature,
                    at: loop.clock.now()
                ),
                let id = WireID(flight), let task = loop.site.fleet.task(of: id)
            else { return nil }
            return try? WaylineLinks.bytes(of: task)
        }
        return door
    }
}

/// Submits requests; a recall reaches the docks even when the store is failing or slow (ARCHITECTURE § 4d).
struct UrgentRecall: Sendable {
    /// How long a recall waits for its commit before it is published all the same.
    private static let patience = Duration.milliseconds(50)

    let loop: EngineLoop
    let commands: CommandLane
    let logger: Logger

    func post(_ posting: Posting) async throws -> PostingAnswer {
        guard case .request(let request) = posting.input,
            case .fleet(.recall(let dock)) = request.verb
        else { return try await one(posting) }
        if loop.isStoreFailing { await publish(dock) }
        return try await withThrowingTaskGroup(of: PostingAnswer?.self) { group in
            group.addTask { try await one(posting) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            while let answer = try await group.next() {
                if let answer {
                    group.cancelAll()
                    return answer
                }
                await publish(dock)
            }
            throw EngineError.stopped
        }
    }

    private func one(_ posting: Posting) async throws -> PostingAnswer {
        guard let answer = try await loop.post([posting]).first else { throw EngineError.stopped }
        return answer
    }

    /// Sends return-home now; it may safely come twice.
    private func publish(_ dock: DockID?) async {
        let docks = loop.site.configuration?.fleet.docks.map(\.id) ?? []
        let now = loop.clock.now()
        for id in docks where (dock == nil || dock == id) && loop.site.fleet.mayBeInTheAir(id) {
            let seed = UInt64.random(in: 0...UInt64.max)
            let tid = WireID(at: now, siteKey: seed, kind: 9, counter: 1)
            do {
                let outgoing = try commands.encoded(
                    DockCommand(dock: id, order: .returnHome),
                    tid: tid,
                    at: now
                )
                _ = await commands.publisher(outgoing, expirySeconds: 60)
                logger.notice(
                    "return home published before its commit",
                    metadata: ["dock": "\(id)"]
                )
            } catch {
                logger.error("return home", metadata: ["dock": "\(id)", "error": "\(error)"])
            }
        }
    }
}

/// Reads the site's folder again: checked, shown, applied whole or not at all.
///
/// A class because it remembers the folder as it was read last.
final class Reload: Sendable {
    private let options: DaemonOptions
    private let loop: EngineLoop
    private let logger: Logger
    private let inForce: Mutex<LoadedSite>

    init(options: DaemonOptions, loaded: LoadedSite, loop: EngineLoop, logger: Logger) {
        self.options = options
        self.loop = loop
        self.logger = logger
        inForce = Mutex(loaded)
    }

    func callAsFunction(_ person: Person) async throws -> ReloadResource {
        let new: LoadedSite
        do {
            new = try SiteFiles.load(folder: options.site)
        } catch {
            return ReloadResource(
                isApplied: false,
                differences: [],
                faults: "\(error)".split(separator: "\n").map(String.init)
            )
        }
        let difference = SiteDifference(from: inForce.withLock { $0 }, to: new)
        guard difference.needsRestart.isEmpty else {
            return ReloadResource(
                isApplied: false,
                differences: difference.lines,
                needsRestart: difference.needsRestart
            )
        }
        if loop.site.configuration != new.configuration {
            try await loop.submit([.configure(new.configuration)])
        }
        inForce.withLock { $0 = new }
        logger.notice(
            "reloaded",
            metadata: [
                "person": "\(person.name)", "differences": "\(difference.lines.count)",
            ]
        )
        return ReloadResource(isApplied: true, differences: difference.lines)
    }
}

extension QuarantineResource {
    init(_ entry: Quarantine.Entry, calendar: DayCalendar?) {
        self.init(
            receivedAt: "\(entry.receivedAt)",
            transport: entry.transport,
            topic: entry.topic,
            reason: entry.reason,
            sha256: entry.digest,
            count: entry.count
        )
    }
}
