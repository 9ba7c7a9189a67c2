// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import RoostEngine
import ServiceLifecycle

/// Deletes pictures that became no evidence in time, so that the disk does not fill with them.
///
/// Ages are those of files on this machine, in its own time; what a case needs lies in the vault.
struct MediaSweeper: Service {
    /// How often the folder is walked.
    static let pause = Duration.seconds(3600)

    let media: Vault
    let hours: Int
    let counters: Counters
    let logger: Logger

    func run() async throws {
        await withTaskExecutorPreference(DiskExecutor.shared) {
            await cancelWhenGracefulShutdown {
                repeat { sweep(at: Date()) } while (try? await Task.sleep(for: Self.pause)) != nil
            }
        }
    }

    /// Deletes what is older now.
    func sweep(at now: Date) {
        let limit = now.addingTimeInterval(-3600 * Double(hours))
        do {
            let pruned = try media.prune(before: limit)
            guard pruned > 0 else { return }
            counters.add("pictures_pruned", pruned)
            logger.notice("pictures pruned", metadata: ["count": "\(pruned)"])
        } catch {
            logger.error("media folder", metadata: ["error": "\(error)"])
        }
    }
}
