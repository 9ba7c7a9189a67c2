// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
public import SiteCore

extension Outbox {
    /// What of a lane has ended, the oldest first; what retention pruned is not in it.
    public func settled(in lane: Lane, limit: Int) throws(StoreError) -> [EffectRecord] {
        try store.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT * FROM effect WHERE lane = ? AND state = 'settled'
                        ORDER BY id LIMIT ?
                        """
                ),
                arguments: [lane.rawValue, max(0, limit)]
            ).map { try EffectRecord($0) }
        }
    }
}
