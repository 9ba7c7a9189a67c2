// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

extension EngineLoop {
    /// Calls `work` whenever a lane may have something to do, again and again until it finds nothing.
    ///
    /// When the store fails it looks again in a second: no bell rings for what could not be read.
    func serve(_ lane: Lane, _ logger: Logger, _ work: () async throws -> Bool) async {
        await withTaskExecutorPreference(DiskExecutor.shared) {
            for await _ in wakes(of: lane).cancelOnGracefulShutdown() {
                var isDone = false
                while !isDone {
                    do {
                        isDone = try await !work()
                    } catch {
                        logger.error("\(lane.rawValue) lane", metadata: ["error": "\(error)"])
                        guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                    }
                }
            }
        }
    }

    /// Queues an effect again whose try surely did nothing; once a second while the store fails.
    ///
    /// A loop that stops takes nothing more: the next process queues it again.
    func putBack(
        _ id: EffectID,
        until next: Timestamp,
        because trouble: String? = nil
    ) async {
        // The watchdog calls from the pool, whose threads a recall's timer needs.
        await withTaskExecutorPreference(DiskExecutor.shared) {
            while true {
                do {
                    return try postpone(id, until: next, because: trouble)
                } catch {
                    logger.error(
                        "an effect is not queued again yet",
                        metadata: ["effect": "\(id)", "error": "\(error)"]
                    )
                    guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
                }
            }
        }
    }
}
