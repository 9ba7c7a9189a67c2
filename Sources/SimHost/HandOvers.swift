// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import Synchronization

/// Brings an aircraft from the dock that flew it to the one that it is over.
///
/// A class because every dock's task shares it.
final class HandOvers: Sendable {
    private let takers = Mutex<[String: @Sendable (HandOver) -> Bool]>([:])

    /// A dock of a serial number takes what comes for it; false: it could not.
    func register(_ serial: String, _ take: @escaping @Sendable (HandOver) -> Bool) {
        takers.withLock { $0[serial] = take }
    }

    /// Hands an aircraft over; false: nobody took it.
    func pass(_ aircraft: HandOver) -> Bool {
        takers.withLock { $0[aircraft.to] }?(aircraft) ?? false
    }
}
