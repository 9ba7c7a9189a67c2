// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import CaseCore
import DJICloud
import FleetCore
import Foundation
public import Logging
import MQTT
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import ServiceLifecycle
import SiteCore
public import SiteFiles
import UnixSignals

/// One process of one site: wires the services, runs them, ends them in order.
public struct Daemon: Sendable {
    private let options: DaemonOptions
    private let logger: Logger

    /// A daemon that is not started yet.
    public init(_ options: DaemonOptions, logger: Logger) {
        self.options = options
        self.logger = logger
    }

    /// Runs until a signal ends it.
    ///
    /// - Throws: ``DaemonError`` when the site, the data folder or the clock cannot be used.
    public func run() async throws {
        let loaded = try Self.load(options.site)
        let clock = try Self.clock(options, loaded)
        let data = DataFolder(options.data)
        try data.create()
        try await ListenCheck.check(loaded.shell)
        let secrets = Secrets(data)
        let store = try Store(path: data.store.path)
        let engine = try Engine(store, at: clock.now())
        try Self.check(loaded, in: options.site, on: engine.site)
        var loopOptions = EngineLoop.Options()
        loopOptions.hasBroker = false
        loopOptions.attemptsPath = data.url.appending(path: "attempts").path
        loopOptions.retention = Retention(loaded.shell.retention)
        let loop = EngineLoop(engine, clock: clock, options: loopOptions, logger: logger)
        let parts = try Parts(
            options: options,
            loaded: loaded,
            data: data,
            secrets: secrets,
            loop: loop,
            logger: logger
        )
        let receivers = loaded.configuration.cases.receivers
        for fault in ReceiverSecrets(secrets: secrets).faults(of: receivers) {
            logger.error("\(fault.en)")
        }
        var services = try await parts.services()
        services.insert(
            Opening(loop: loop, configuration: loaded.configuration, logger: logger),
            at: 1
        )
        services.append(Closing(logger: logger))
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        try await ServiceGroup(configuration: configuration).run()
        logger.notice("stopped")
    }

    /// What is wrong with the secrets of a site's receivers in a data folder, a line for each; empty: nothing.
    public static func receiverFaults(of loaded: LoadedSite, data: DataFolder) -> [String] {
        ReceiverSecrets(secrets: Secrets(data)).faults(of: loaded.configuration.cases.receivers)
            .map(\.en)
    }

    /// The site's folder, or every fault of it.
    public static func load(_ folder: String) throws(DaemonError) -> LoadedSite {
        do {
            return try SiteFiles.load(folder: folder).withFlightAreas()
        } catch {
            throw .configuration(["\(error)"])
        }
    }

    /// Refuses a folder that is not the store's own: another site, or another origin of the grid.
    static func check(
        _ loaded: LoadedSite,
        in folder: String,
        on store: Site
    ) throws(DaemonError) {
        let faults = SiteFiles.faults(
            ofFolder: folder,
            saying: loaded.configuration,
            onStoreOf: store.configuration
        )
        guard faults.isEmpty else { throw .configuration(faults.map(\.description)) }
    }

    private static func clock(
        _ options: DaemonOptions,
        _ loaded: LoadedSite
    ) throws(DaemonError) -> SiteClock {
        guard let text = options.clock else { return .wall }
        guard loaded.configuration.isSimulated else {
            throw .usage("--clock is refused: site.yaml does not say simulated: true")
        }
        do {
            return try SiteClock(text)
        } catch {
            throw .usage("\(error)")
        }
    }
}

extension Retention {
    /// As site.yaml says it, in days.
    fileprivate init(_ settings: RetentionSettings) {
        self.init(
            journal: .hours(24 * settings.journalDays),
            audit: .hours(24 * settings.auditDays),
            effects: .hours(24 * settings.settledDays),
            quarantine: .hours(24 * settings.quarantineDays)
        )
    }
}

/// Puts the configuration in force when the loop runs; nothing flies before.
struct Opening: Service {
    let loop: EngineLoop
    let configuration: SiteConfiguration
    let logger: Logger

    func run() async throws {
        if loop.site.configuration != configuration {
            try await loop.submit([.configure(configuration)])
        }
        logger.notice(
            "site open",
            metadata: [
                "site": "\(configuration.site)", "docks": "\(configuration.fleet.docks.count)",
            ]
        )
        try await gracefulShutdown()
    }
}

/// The last to start and so the first to hear that the daemon is to end: says so before anything ends.
struct Closing: Service {
    let logger: Logger

    func run() async throws {
        try await gracefulShutdown()
        logger.notice("stopping: aircraft in the air fly on under their docks")
    }
}
