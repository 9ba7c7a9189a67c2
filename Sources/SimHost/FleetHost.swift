// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
public import Logging
public import ServiceLifecycle

/// Simulated docks over a real broker: each with a connection, a task and a clock, and one connection
/// more for the frames of their cameras.
public struct FleetHost: Service, CustomStringConvertible {
    private let fleet: LoadedFleet
    private let logger: Logger
    /// Counts of all docks.
    public let tally = FleetTally()

    /// For logs.
    public var description: String { "docks" }

    /// Reads the site's folder; starts nothing.
    ///
    /// - Throws: ``SimHostError`` when the folder is faulty, not simulated, or an option is wrong.
    public init(_ options: FleetOptions, logger: Logger) throws(SimHostError) {
        fleet = try options.load()
        self.logger = logger
    }

    init(_ fleet: LoadedFleet, logger: Logger) {
        self.fleet = fleet
        self.logger = logger
    }

    /// Runs until graceful shutdown.
    ///
    /// - Throws: ``SimHostError/noBroker(path:)`` when the daemon has no broker within 60 s.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await waitForBroker()
            guard !Task.isCancelled else { return }
            logger.info("\(fleet.setups.count) docks start")
            let frames = FrameSender(folder: fleet.folder, tally: tally, logger: logger)
            let code = fleet.bindingSecret.flatMap { fleet.folder.secret($0) }
            await withDiscardingTaskGroup { group in
                group.addTask { await frames.run() }
                for var setup in fleet.setups {
                    setup.bindingCode = code ?? setup.bindingCode
                    let dock = DockHost(setup, fleet: fleet, frames: frames, tally: tally, logger)
                    group.addTask { await dock.run() }
                }
            }
        }
    }

    private func waitForBroker() async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while fleet.folder.broker() == nil {
            guard ContinuousClock.now < deadline else {
                throw SimHostError.noBroker(path: fleet.folder.addressFile)
            }
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
        }
    }
}
