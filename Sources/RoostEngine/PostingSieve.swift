// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import SiteCore

/// Tells, before a posting is applied, whether it was taken before: by the store, or in this very
/// batch.
struct PostingSieve {
    private let memories: [PostingMemory]
    private var open: Set<EffectID>
    /// Walked by key only, never in order.
    private var batch: [BatchKey: (content: String, receipt: TurnReceipt)] = [:]

    private enum BatchKey: Hashable {
        case frame(source: String, frame: String)
        case request(person: String, key: String)
    }

    init(_ postings: [Posting], store: Store, at now: Timestamp) throws(StoreError) {
        memories = try store.memory(of: postings, at: now)
        open = try store.openEffects(
            among: postings.compactMap { posting in
                if case .settled(let id, _) = posting.input { id } else { nil }
            }
        )
    }

    /// The answer to a posting that must not be applied; nil: it is new.
    mutating func answer(
        to posting: Posting,
        at index: Int,
        sequence: Int
    ) -> PostingAnswer? {
        if case .settled(let id, _) = posting.input, open.remove(id) == nil {
            return .ignored(sequence: sequence)
        }
        if let key = posting.key, let taken = batch[Self.batchKey(key)] {
            let isSame = taken.content == Self.content(key)
            return Self.answer(key, isSame: isSame, taken.receipt)
        }
        guard let key = posting.key, case .seen(let isSame, let receipt) = memories[index] else {
            return nil
        }
        return Self.answer(key, isSame: isSame, receipt)
    }

    mutating func remember(_ posting: Posting, _ receipt: TurnReceipt) {
        guard let key = posting.key else { return }
        batch[Self.batchKey(key)] = (Self.content(key), receipt)
    }

    private static func answer(
        _ key: PostingKey,
        isSame: Bool,
        _ receipt: TurnReceipt?
    ) -> PostingAnswer {
        guard isSame else { return .conflict }
        switch key {
        case .frame: return .duplicate
        case .request: return receipt.map { .repeated($0) } ?? .duplicate
        }
    }

    private static func batchKey(_ key: PostingKey) -> BatchKey {
        switch key {
        case .frame(let source, let frame, _): .frame(source: source, frame: frame)
        case .request(let person, let key, _): .request(person: person, key: key)
        }
    }

    private static func content(_ key: PostingKey) -> String {
        switch key {
        case .frame(_, _, let content), .request(_, _, let content): content
        }
    }
}
