// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import JSONText
import RoostEngine
import RoostModel
import SiteCore
import Synchronization

/// What docks said of themselves that another must be told for a flight between two, shared by the reader
/// of docks' words, which fills it, by requests, which look what is at hand, and by the lane that sends it.
///
/// In memory alone, because the key of a radio link is among it: after a restart a dock says it again when it
/// connects, and until then such a flight is refused. A class because the three share it.
final class RelayShelf: Sendable {
    private let book = Mutex(RelayBook())

    func note(_ decoded: Decoded) { book.withLock { $0.note(decoded) } }

    /// What is at hand of two docks, to go before a request for a flight between them.
    func postings(from: DockID, to: DockID, _ fleet: Fleet, at now: Timestamp) -> [Posting] {
        guard let one = fleet.docks[from], let other = fleet.docks[to] else { return [] }
        let reports = book.withLock { book in
            book.reports(from: one.site, to: other.site, aircraft: one.airframe.serial, at: now)
        }
        return reports.map { Posting(.dock($0)) }
    }

    /// What both docks are told, the same for each.
    func multiDockTask(_ task: RelayTask, flight: WireID) throws(DJICloudError) -> JSONValue {
        try book.withLock { book throws(DJICloudError) in
            try book.multiDockTask(task, flight: flight)
        }
    }
}
