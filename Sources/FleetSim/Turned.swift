// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// One turn that is on disk.
struct Turned {
    var at: Timestamp
    /// What went in, with what came of each.
    var answers: [(posting: Posting, answer: PostingAnswer)]
    /// Messages whose content is in it, or was found to hold nothing for it.
    var messages: [Int]
    var before: Site
    var after: Site
    var sequence: Int

    /// Receipts of the inputs that this turn took.
    var taken: [(input: Input, receipt: TurnReceipt)] {
        answers.compactMap { posting, answer in
            guard case .taken(let receipt) = answer else { return nil }
            return (posting.input, receipt)
        }
    }
}
