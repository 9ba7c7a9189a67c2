// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Testing

@testable import RoostEngine

@Suite("What waits for the disk", .timeLimit(.minutes(1)))
struct DiskExecutorTests {
    /// Blocks its thread, as a reader behind a slow commit does.
    private static func block(until gate: DispatchSemaphore) { gate.wait() }

    @Test("however many wait for the disk, who waits for time does not wait for them (S15)")
    func besides() async throws {
        let (gate, readers) = (DispatchSemaphore(value: 0), 32)
        let began = ContinuousClock.now
        await withDiscardingTaskGroup { group in
            for _ in 0..<readers {
                group.addTask(executorPreference: DiskExecutor.shared) { Self.block(until: gate) }
            }
            // The timer of a recall, and then one more reader.
            try? await Task.sleep(for: .milliseconds(50))
            await withTaskExecutorPreference(DiskExecutor.shared) { await Task.yield() }
            #expect(ContinuousClock.now - began < .seconds(5))
            for _ in 0..<readers { gate.signal() }
        }
    }
}
