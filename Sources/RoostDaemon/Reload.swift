// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostAPI
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore
import SiteFiles
import Synchronization
import UnixSignals

/// Reads the site's folder again: checked, shown, applied whole or not at all.
///
/// A class because it remembers the folder as it was read last.
final class Reload: Sendable {
    private let options: DaemonOptions
    private let loop: EngineLoop
    private let rights: BrokerRights?
    private let logger: Logger
    private let inForce: Mutex<LoadedSite>
    private let last = Mutex<Task<ReloadResource, any Error>?>(nil)

    init(
        options: DaemonOptions,
        loaded: LoadedSite,
        loop: EngineLoop,
        rights: BrokerRights?,
        logger: Logger
    ) {
        self.options = options
        self.loop = loop
        self.rights = rights
        self.logger = logger
        inForce = Mutex(loaded)
    }

    /// One after the other: of two at once, the folder that was read first could be the one in force.
    func callAsFunction(_ person: Person) async throws -> ReloadResource {
        let mine = last.withLock { last in
            let mine = Task(executorPreference: DiskExecutor.shared) { [self, before = last] in
                _ = await before?.result
                return try await reload(person)
            }
            last = mine
            return mine
        }
        return try await mine.value
    }

    private func reload(_ person: Person) async throws -> ReloadResource {
        let new: LoadedSite
        do {
            new = try SiteFiles.load(folder: options.site).withFlightAreas()
            try Daemon.check(new, in: options.site, on: loop.site)
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
        let verb = OperatorVerb.site(.reloaded(changes: difference.lines.count))
        var inputs = [Input.request(OperatorRequest(person: person, verb: verb))]
        if loop.site.configuration != new.configuration {
            inputs.insert(.configure(new.configuration), at: 0)
        }
        try await loop.submit(inputs)
        inForce.withLock { $0 = new }
        // One that was taken out keeps its login until its aircraft is back.
        rights?.follow(loop.site.fleet.docks.values.map(\.site))
        logger.notice(
            "reloaded",
            metadata: [
                "person": "\(person.name)", "differences": "\(difference.lines.count)",
            ]
        )
        return ReloadResource(isApplied: true, differences: difference.lines)
    }
}

/// SIGHUP does what `roost reload` does, under the name of who runs the daemon (CONFIG).
struct ReloadSignal: Service {
    let reload: Reload
    let logger: Logger

    func run() async throws {
        let person = Person(name: "SIGHUP", role: .administrator)
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                // Files are read and passwords hashed: beside the pool, as for a request.
                let answer = try await withTaskExecutorPreference(DiskExecutor.shared) {
                    try await reload(person)
                }
                for fault in answer.faults { logger.error("\(fault)") }
                for change in answer.needsRestart {
                    logger.error("nothing is reloaded: this needs a restart: \(change)")
                }
            } catch {
                logger.error("reload", metadata: ["error": "\(error)"])
            }
        }
    }
}
