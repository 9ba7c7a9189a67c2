// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
public import ServiceLifecycle
import UnixSignals

/// Runs one service in the foreground of a program.
public enum SignalledRun {
    /// Runs until the service ends, or SIGINT or SIGTERM ends it in good order.
    ///
    /// - Throws: ``SimHostError``.
    public static func run(_ service: some Service) async throws(SimHostError) {
        var quiet = Logger(label: "docksim") { StreamLogHandler.standardError(label: $0) }
        quiet.logLevel = .error
        let configuration = ServiceGroupConfiguration(
            services: [
                .init(
                    service: service,
                    successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            ],
            gracefulShutdownSignals: [.sigint, .sigterm],
            logger: quiet
        )
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as SimHostError {
            throw error
        } catch {
            throw .unavailable("ended: \(error)")
        }
    }
}
