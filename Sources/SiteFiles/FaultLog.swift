// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The faults and warnings of one reading.
///
/// A class, because every section of every file of one reading adds to the same list; it never leaves
/// the call that made it.
final class FaultLog {
    private(set) var faults: [Fault] = []
    private(set) var warnings: [Fault] = []

    func add(_ fault: Fault) { faults.append(fault) }

    func warn(_ warning: Fault) { warnings.append(warning) }
}
