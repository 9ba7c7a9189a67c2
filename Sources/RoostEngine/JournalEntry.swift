// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel

/// One input as the journal has it.
struct JournalEntry {
    var sequence: Int
    var at: Timestamp
    var format: Int
    /// Its stored form.
    var input: Data

    /// What a statement selects of the `journal` table for ``init(_:)``.
    static let columns = "seq, at, format, input"

    /// A row of ``columns``, which are taken by their place: by name each would be searched for.
    init(_ row: Row) {
        sequence = row[0]
        at = Timestamp(milliseconds: row[1])
        format = row[2]
        input = row[3]
    }
}
