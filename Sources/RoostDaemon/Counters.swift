// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The daemon's counters by name; a name may carry labels: `quarantined{reason="notJSON"}`.
///
/// A class because several services count into it; bounded, so that no input can make it grow.
final class Counters: Sendable {
    private static let limit = 2000
    private let values = Mutex<[String: Int]>([:])

    /// Adds to a counter; over the bound of names nothing new is counted.
    func add(_ name: String, _ count: Int = 1) {
        values.withLock { values in
            guard values[name] != nil || values.count < Self.limit else { return }
            values[name, default: 0] += count
        }
    }

    /// Adds to several counters in one step: who reads them sees all or none.
    func add(_ counts: [String: Int]) {
        values.withLock { values in
            for (name, count) in counts where values[name] != nil || values.count < Self.limit {
                values[name, default: 0] += count
            }
        }
    }

    var all: [String: Int] { values.withLock { $0 } }
}

/// Names that were seen, at most so many: serial numbers that are not adopted.
final class SeenNames: Sendable {
    private static let limit = 200
    private let names = Mutex<Set<String>>([])

    /// Whether it is new.
    func note(_ name: String) -> Bool {
        names.withLock { names in
            guard names.count < Self.limit else { return false }
            return names.insert(name).inserted
        }
    }

    var all: [String] { names.withLock { $0.sorted() } }
}
