// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import SiteCore

/// What waits for the next turn; bounded, and it says what it does when full.
struct Mailbox {
    /// Postings that must be in one turn, in order, with who waits for them.
    struct Entry {
        var postings: [Posting]
        var answer: @Sendable (Result<[PostingAnswer], EngineError>) -> Void
        /// The instant of the process's own clock until which it may wait for a turn that others need.
        var dueAt = Duration.zero
    }

    /// A turn takes at most so many inputs (ARCHITECTURE § 3), unless one entry alone has more.
    static let batchLimit = 256

    /// Over so many postings nothing has patience any more.
    static let patienceLimit = 64

    /// Over so many postings a person's request is refused; docks' words are bounded by their own
    /// connection, which waits for its commit.
    let requestLimit: Int
    var frames: FrameQueue
    private(set) var isClosed = false
    private var entries: [Entry] = []
    private var count = 0

    init(requestLimit: Int = 2000, frames: FrameQueue = FrameQueue()) {
        self.requestLimit = requestLimit
        self.frames = frames
    }

    var depth: Int { count + frames.entries.count }

    /// Why an entry is not taken; nil: it is in.
    mutating func add(_ entry: Entry) -> EngineError? {
        if isClosed { return .stopped }
        if count + entry.postings.count > requestLimit,
            entry.postings.contains(where: \.input.isRefusable)
        {
            return .busy
        }
        entries.append(entry)
        count += entry.postings.count
        return nil
    }

    /// When something in it wants a turn; nil: it is empty.
    var due: Duration? {
        if entries.isEmpty, frames.entries.isEmpty { return nil }
        if isClosed || !frames.entries.isEmpty { return .zero }
        return entries.lazy.map(\.dueAt).min()
    }

    /// The next batch: entries whole and in order, then frames.
    ///
    /// What has patience at this instant goes with entries that have none, not with frames alone: a frame that
    /// decides would wait for it.
    mutating func take(at now: Duration) -> [Entry] {
        let isTime = isClosed || count >= Self.patienceLimit
        let hasEntries = isTime || entries.contains { $0.dueAt <= now }
        var size = 0
        var end = 0
        while hasEntries, end < entries.count {
            let next = entries[end].postings.count
            guard end == 0 || size + next <= Self.batchLimit else { break }
            size += next
            end += 1
        }
        var batch = Array(entries.prefix(end))
        entries.removeFirst(end)
        count -= size
        for frame in frames.take(max(0, Self.batchLimit - size)) { batch.append(Entry(frame)) }
        return batch
    }

    mutating func close() { isClosed = true }
}

extension Mailbox.Entry {
    init(_ entry: FrameQueue.Entry) {
        postings = [entry.frame.posting]
        answer = { result in entry.answer(FrameVerdict(result)) }
    }
}

extension FrameVerdict {
    init(_ result: Result<[PostingAnswer], EngineError>) {
        switch result {
        case .failure(.poison): self = .poison
        case .failure(let error): self = .refused(error)
        case .success(let answers):
            switch answers.first {
            case .taken(let receipt), .repeated(let receipt):
                self = .accepted(sequence: receipt.sequence)
            case .duplicate: self = .duplicate
            case .conflict: self = .conflict
            case .ignored, nil: self = .refused(.stopped)
            }
        }
    }
}
