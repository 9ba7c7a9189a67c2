// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostEngine
import RoostModel
import SiteCore
import Synchronization

/// The telemetry gate between the reader of docks' words, which fills it, and requests that may launch,
/// which want the latest of what it held back (ARCHITECTURE § 3).
///
/// A class because both share it.
final class SharedTelemetry: Sendable {
    private let gate = Mutex(TelemetryGate())

    func admit(_ report: DockReport, isWatched: Bool) -> DockReport? {
        gate.withLock { $0.admit(report, isWatched: isWatched) }
    }

    /// Forgets docks that fell silent: what they say then passes anew, in an order of its own.
    func forget(_ dock: DockID) { gate.withLock { $0.forget(dock) } }

    /// The latest readings of docks that were held back, for the batch of a request that may launch.
    func release(_ docks: [DockID]) -> [Posting] {
        gate.withLock { gate in
            docks.flatMap { gate.release($0) }.map { Posting(.dock($0)) }
        }
    }

    /// The gate as it is, for a batch whose commit may fail.
    var memory: TelemetryGate { gate.withLock { $0 } }

    /// Reads on as if nothing had come since.
    func restore(_ memory: TelemetryGate) { gate.withLock { $0 = memory } }
}
