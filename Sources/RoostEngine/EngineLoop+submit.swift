// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel
public import SiteCore
import Synchronization

extension EngineLoop {
    /// Puts inputs into one turn, in order, and returns after its commit.
    ///
    /// Throws when the mailbox refuses them or the commit failed.
    @discardableResult
    public func submit(_ inputs: [Input]) async throws(EngineError) -> [TurnReceipt] {
        try await post(inputs.map { Posting($0) }).map { answer in
            switch answer {
            case .taken(let receipt), .repeated(let receipt): receipt
            case .ignored(let sequence): TurnReceipt(sequence: sequence)
            // Only keyed postings have these answers.
            case .duplicate, .conflict: TurnReceipt(sequence: 0)
            }
        }
    }

    /// Tells how an effect ended; a second time it is ignored and counted.
    ///
    /// Throws when the commit failed: the performer says it again.
    public func settle(
        _ id: EffectID,
        _ settlement: Settlement<EffectResult>
    ) async throws(EngineError) {
        _ = try await post([Posting(.settled(id, settlement))])
    }

    /// Puts postings into one turn, in order, and returns after its commit.
    ///
    /// What nobody waits for may have `patience`: it shares a turn that others need, and takes one of its
    /// own only when that time is over.
    public func post(
        _ postings: [Posting],
        patience: Duration = .zero
    ) async throws(EngineError) -> [PostingAnswer] {
        guard !postings.isEmpty else { return [] }
        let result: Result<[PostingAnswer], EngineError> = await withCheckedContinuation {
            waiting in
            post(postings, patience: patience) { waiting.resume(returning: $0) }
        }
        return try result.get()
    }

    /// Puts postings into one turn from any thread; `answer` is called once, after the commit or
    /// when they are refused, and must not block.
    public func post(
        _ postings: [Posting],
        patience: Duration = .zero,
        answer: @escaping @Sendable (Result<[PostingAnswer], EngineError>) -> Void
    ) {
        let dueAt = patience == .zero ? .zero : SiteClock.monotonic() + patience
        let entry = Mailbox.Entry(postings: postings, answer: answer, dueAt: dueAt)
        if let refusal = mailbox.withLock({ $0.add(entry) }) {
            answer(.failure(refusal))
        } else {
            signal.raise(isCall: patience == .zero)
        }
    }

    /// Whether frames fill more than 80 % of their queue: senders are told to wait 2 s.
    public var isCongested: Bool { mailbox.withLock { $0.frames.isCongested } }

    /// Puts frames into coming turns; returns when each has its verdict, in their order.
    ///
    /// When the queue is full the least are shed, as PIPELINE § 1 has it.
    public func submitFrames(_ frames: [PostedFrame]) async -> [FrameVerdict] {
        guard !frames.isEmpty else { return [] }
        return await withCheckedContinuation { waiting in
            let tally = FrameTally(frames.count) { waiting.resume(returning: $0) }
            var answers: [(FrameQueue.Entry, FrameVerdict)] = []
            mailbox.withLock { mailbox in
                for (index, frame) in frames.enumerated() {
                    let entry = FrameQueue.Entry(frame: frame) { tally.set($0, at: index) }
                    if mailbox.isClosed {
                        answers.append((entry, .refused(.stopped)))
                    } else {
                        answers += mailbox.frames.admit(entry)
                    }
                }
            }
            for (entry, verdict) in answers { entry.answer(verdict) }
            signal.raise()
        }
    }
}

/// Collects the verdicts of frames that were submitted together.
private final class FrameTally: Sendable {
    private let verdicts: Mutex<(all: [FrameVerdict], open: Int)>
    private let done: @Sendable ([FrameVerdict]) -> Void

    init(_ count: Int, done: @escaping @Sendable ([FrameVerdict]) -> Void) {
        verdicts = Mutex((Array(repeating: .shed, count: count), count))
        self.done = done
    }

    func set(_ verdict: FrameVerdict, at index: Int) {
        let all: [FrameVerdict]? = verdicts.withLock { verdicts in
            verdicts.all[index] = verdict
            verdicts.open -= 1
            return verdicts.open == 0 ? verdicts.all : nil
        }
        if let all { done(all) }
    }
}
