// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// One turn that is on disk.
///
/// A class, because it holds the whole site twice and is handed to every checker.
final class Turned {
    let at: Timestamp
    /// What went in, with what came of each.
    let answers: [(posting: Posting, answer: PostingAnswer)]
    /// Messages whose content is in it, or was found to hold nothing for it.
    let heard: [Incoming]
    let before: Site
    let after: Site
    let sequence: Int

    /// Receipts of the inputs that this turn took.
    let taken: [(input: Input, receipt: TurnReceipt)]

    /// A turn from its parts.
    init(
        at now: Timestamp,
        answers: [(posting: Posting, answer: PostingAnswer)] = [],
        heard: [Incoming] = [],
        from before: Site,
        by engine: Engine
    ) {
        at = now
        self.answers = answers
        self.heard = heard
        self.before = before
        after = engine.site
        sequence = engine.sequence
        // Asked for by most checkers: made once.
        taken = answers.compactMap { posting, answer in
            guard case .taken(let receipt) = answer else { return nil }
            return (posting.input, receipt)
        }
    }

    /// The numbers of what was heard and is acknowledged: telemetry is not.
    var messages: [Int] { heard.compactMap { $0.qos > 0 ? $0.number : nil } }
}
