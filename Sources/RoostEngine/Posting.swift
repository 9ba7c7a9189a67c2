// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import SiteCore

/// An input with the key, if any, under which the store has perhaps seen it before.
public struct Posting: Equatable, Sendable {
    /// What happened.
    public var input: Input
    /// The key of a frame or request; nil for what may come any number of times.
    public var key: PostingKey?

    /// An input with its key.
    public init(_ input: Input, key: PostingKey? = nil) {
        self.input = input
        self.key = key
    }
}

/// What makes a frame or a request the same one when it comes again.
public enum PostingKey: Hashable, Sendable {
    /// A frame of a source with a digest of its content; kept for 24 h and at most 5 million
    /// (PIPELINE § 1).
    case frame(source: String, frame: String, content: String)
    /// A person's `Idempotency-Key` with a digest of the request; kept for 24 h.
    case request(person: String, key: String, content: String)
}

/// What became of a posting.
public enum PostingAnswer: Equatable, Sendable {
    /// Applied and on disk.
    case taken(TurnReceipt)
    /// The same request was taken before; this is its receipt.
    case repeated(TurnReceipt)
    /// The same frame was taken before.
    case duplicate
    /// The key was taken with other content; the first stays.
    case conflict
    /// A settlement of an effect that is settled, or that nobody asked for.
    case ignored(sequence: Int)

    /// The receipt, where there is one.
    public var receipt: TurnReceipt? {
        switch self {
        case .taken(let receipt), .repeated(let receipt): receipt
        case .duplicate, .conflict, .ignored: nil
        }
    }
}
