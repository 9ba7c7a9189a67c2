// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostEngine
import RoostHTTP
import RoostModel
import ServiceLifecycle
import SiteCore

/// Writes into the log when docks fall silent, flights are no longer heard of or the broker is lost, and
/// when each ends.
///
/// On its own, so that it speaks while the store fails.
struct OutageWatch: Service {
    let loop: EngineLoop
    let hearing: DockHearing
    let health: BrokerHealth
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var log = OutageLog()
            let began = ContinuousClock.now
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                // Its own trouble is told; docks that are not acknowledged only seem silent.
                if loop.storeTrouble?.takesNothing == true { continue }
                let outage = Outage(loop.site, heard())
                let calendar = loop.configuration?.fleet.calendar
                // The connections need a moment after the start.
                let hasBroker = health.isComplete || ContinuousClock.now - began < .seconds(10)
                for line in log.lines(outage, hasBroker: hasBroker, in: calendar) {
                    logger.log(level: line.level, "\(line.text)")
                }
            }
        }
    }

    private func heard() -> Outage.Hearing {
        hearing.hearing(at: loop.clock.steady(), now: loop.clock.now())
    }
}
