// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import SiteCore

/// What the store knew of a posting before its turn.
enum PostingMemory: Equatable {
    case new
    case seen(isSameContent: Bool, receipt: TurnReceipt?)
}

extension Store {
    /// How long a frame's or a request's key is kept (PIPELINE § 1).
    static let keyWindow = TimeSpan.hours(24)
    /// How many frame keys are kept; over it the oldest go (PIPELINE § 1).
    static let frameKeyLimit = 5_000_000

    /// What is known of each posting's key, in their order.
    func memory(
        of postings: [Posting],
        at now: Timestamp
    ) throws(StoreError) -> [PostingMemory] {
        guard postings.contains(where: { $0.key != nil }) else {
            return Array(repeating: .new, count: postings.count)
        }
        return try read { database in
            try postings.map { posting in
                guard let key = posting.key else { return .new }
                return try database.memory(of: key, since: now - Self.keyWindow)
            }
        }
    }

    /// Whether each effect is there and not settled.
    func openEffects(among ids: [EffectID]) throws(StoreError) -> Set<EffectID> {
        guard !ids.isEmpty else { return [] }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT 1 FROM effect WHERE id = ? AND state <> 'settled'"
            )
            return Set(
                try ids.filter { try Int.fetchOne(statement, arguments: [$0.value]) != nil }
            )
        }
    }
}

extension Database {
    func memory(of key: PostingKey, since: Timestamp) throws -> PostingMemory {
        switch key {
        case .frame(let source, let frame, let content):
            let row = try Row.fetchOne(
                cachedStatement(
                    sql: """
                        SELECT content FROM frame_key WHERE source = ? AND frame = ? AND at > ?
                        """
                ),
                arguments: [source, frame, since.milliseconds]
            )
            guard let row else { return .new }
            return .seen(isSameContent: row["content"] == Data(content: content), receipt: nil)
        case .request(let person, let key, let content):
            let row = try Row.fetchOne(
                cachedStatement(
                    sql: """
                        SELECT content, answer FROM idempotency
                        WHERE person = ? AND key = ? AND at > ?
                        """
                ),
                arguments: [person, key, since.milliseconds]
            )
            guard let row else { return .new }
            return .seen(
                isSameContent: row["content"] == Data(content: content),
                receipt: try StoredForm.decode(TurnReceipt.self, from: row["answer"])
            )
        }
    }

    func write(_ key: PostingKey, _ receipt: TurnReceipt, at now: Timestamp) throws {
        switch key {
        case .frame(let source, let frame, let content):
            try cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO frame_key (source, frame, content, at)
                    VALUES (?, ?, ?, ?)
                    """
            ).execute(arguments: [source, frame, Data(content: content), now.milliseconds])
        case .request(let person, let key, let content):
            try cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO idempotency (person, key, content, at, answer)
                    VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    person, key, Data(content: content), now.milliseconds,
                    try StoredForm.encode(receipt),
                ]
            )
        }
    }
}

extension Data {
    /// The bytes of a content digest: 64 hexadecimal digits take 32 bytes, any other word its own.
    init(content: String) { self = Data(hexadecimal: content) ?? Data(content.utf8) }
}
