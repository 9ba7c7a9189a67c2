// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Logging
import Notify
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Brings notices to receivers: tries, waits with the same id, settles (S33, PIPELINE § 8).
struct NoticeSender: Service {
    /// How long after a failing store it is asked again.
    private static let pause = TimeSpan.seconds(1)
    /// How many due deliveries of a receiver are looked at: one that takes none must not hide another's.
    private static let sight = 1000
    /// How long the word that a notice arrived waits for a turn that others need: nobody waits for it, and a
    /// commit of its own would hold up the next frame.
    private static let patience = Duration.milliseconds(10)

    let loop: EngineLoop
    let channels: NoticeChannels
    let counters: Counters
    let pace: ReceiverPace
    let logger: Logger

    func run() async throws {
        // One signal is enough: whoever looks sees all that is due.
        let (looks, look) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        loop.wake(look, of: .notice)
        await withGracefulShutdownHandler {
            await withTaskExecutorPreference(DiskExecutor.shared) { await send(looks, look) }
        } onGracefulShutdown: {
            look.finish()
        }
    }

    private func send(
        _ looks: AsyncStream<Void>,
        _ look: AsyncStream<Void>.Continuation
    ) async {
        var nextLook = Timestamp.epoch
        var sight = NoticeSight()
        await withDiscardingTaskGroup { group in
            for await _ in looks {
                let now = Self.clock.steady()
                var later: Timestamp?
                do {
                    let begun = try begin(&sight, at: now)
                    later = begun.later
                    for parcel in begun.parcels {
                        // At once, up to its first wait: the message is made here and not after another thread
                        // is awake.
                        group.addImmediateTask {
                            let outcome = await deliver(parcel)
                            pace.leave(
                                parcel.receiver.id,
                                isAlive: outcome.isAlive,
                                at: Self.clock.steady()
                            )
                            look.yield()
                            await loop.say(outcome.settled, patience: patience(with: parcel))
                        }
                    }
                } catch {
                    logger.error("notice lane", metadata: ["error": "\(error)"])
                    sight.forget()
                    later = now + Self.pause
                }
                // One sleeper is enough, and an earlier one only when it is earlier.
                if let later, nextLook <= now || later < nextLook {
                    nextLook = later
                    group.addTask {
                        // A minute until the next probe: a process that ends does not wait for it.
                        await cancelWhenGracefulShutdown {
                            try? await Task.sleep(for: .milliseconds((later - now).milliseconds))
                        }
                        look.yield()
                    }
                }
            }
        }
    }

    /// Receivers live in real time, however fast a simulated site's clock runs.
    private static let clock = SiteClock.wall

    /// Marks what is due and may go as being performed; tells when more may go.
    private func begin(
        _ sight: inout NoticeSight,
        at now: Timestamp
    ) throws -> (parcels: [NoticeParcel], later: Timestamp?) {
        var later: Timestamp?
        // Before the store is read: what comes meanwhile is looked for once more.
        let signals = loop.signals(of: .notice)
        if !sight.isCurrent(signals) { later = sight.lookAgainAt(now) }
        if !sight.isCurrent(signals), later == nil {
            let seen = try loop.due(
                in: .notice,
                limit: .max,
                share: Self.sight,
                known: sight.known
            )
            let receivers = loop.configuration?.cases.receivers ?? []
            sight = NoticeSight(
                seen,
                receivers: receivers,
                signals: signals,
                isWhole: seen.count < Self.sight,
                at: now
            )
        }
        let entered = sight.take { receiver in
            switch pace.enter(receiver, at: now) {
            case .now: return true
            case .full: return false
            case .later(let instant):
                later = min(later ?? instant, instant)
                return false
            }
        }
        return (try mark(entered, at: now), later)
    }

    /// Marks the deliveries, on disk where they must not be tried twice; one that somebody else began or that
    /// ran out is left out.
    private func mark(
        _ parcels: [NoticeParcel],
        at now: Timestamp
    ) throws -> [NoticeParcel] {
        let wanted = parcels.flatMap { $0.items.map(\.pending) }
        guard !wanted.isEmpty else { return [] }
        let begun: [EffectID: PendingEffect]
        do {
            begun = Dictionary(
                try loop.begin(wanted).map { ($0.effect.id, $0) },
                uniquingKeysWith: { $1 }
            )
        } catch {
            for parcel in parcels { pace.leave(parcel.receiver.id, isAlive: nil, at: now) }
            throw error
        }
        return parcels.compactMap { parcel in
            var parcel = parcel
            parcel.items = parcel.items.compactMap { item in
                begun[item.pending.effect.id].map { ($0, item.delivery) }
            }
            guard parcel.items.isEmpty else { return parcel }
            pace.leave(parcel.receiver.id, isAlive: nil, at: now)
            return nil
        }
    }

    /// A crash before the word is on disk leaves the outcome unknown where an id is not known again: that
    /// word is not kept waiting.
    private func patience(with parcel: NoticeParcel) -> Duration {
        let isRepeatable = parcel.items.allSatisfy { $0.pending.effect.retry == .untilExpiry }
        return isRepeatable ? Self.patience : .zero
    }

    /// What a try led to.
    private struct Outcome {
        /// Whether the receiver is alive; nil: nobody asked it.
        var isAlive: Bool?
        /// Deliveries that ended; others were put back.
        var settled: [Posting] = []
    }

    /// Tries once; what failed and may be tried again is put back.
    private func deliver(_ parcel: NoticeParcel) async -> Outcome {
        guard let first = parcel.items.first else { return Outcome() }
        do throws(DeliveryError) {
            let channel = try channel(of: first.delivery.receiver)
            try await channel.send(
                first.delivery.notice,
                with: parcel.items.dropFirst().map(\.delivery.notice),
                id: first.delivery.id
            )
        } catch {
            logger.warning(
                "not delivered",
                metadata: [
                    "delivery": "\(first.delivery.id)", "count": "\(parcel.items.count)",
                    "attempt": "\(first.pending.attempt)", "error": "\(error)",
                ]
            )
            var outcome = Outcome(isAlive: !error.isSilence)
            for item in parcel.items {
                guard let end = await judge(error, item.delivery, item.pending) else { continue }
                outcome.settled.append(Posting(.settled(item.pending.effect.id, end)))
            }
            return outcome
        }
        counters.add("deliveries{outcome=\"delivered\"}", parcel.items.count)
        let end = Settlement<EffectResult>.succeeded(.cases(.delivered))
        return Outcome(
            isAlive: true,
            settled: parcel.items.map { Posting(.settled($0.pending.effect.id, end)) }
        )
    }

    /// The settlement that follows from a failed try; nil: it waits for another.
    private func judge(
        _ error: DeliveryError,
        _ delivery: Delivery,
        _ pending: PendingEffect
    ) async -> Settlement<EffectResult>? {
        switch error {
        case .transient(let reason, let after, let tries):
            let delay = Backoff.delay(
                retry: pending.attempt,
                of: "\(delivery.id)",
                atLeast: after ?? .zero
            )
            let next = loop.clock.now() + delay
            guard next < pending.effect.expiresAt, pending.attempt < tries ?? .max else {
                counters.add("deliveries{outcome=\"dead\"}")
                return .failed(FailureReason(code: "unreachable", text: reason))
            }
            counters.add("deliveries{outcome=\"retried\"}")
            await loop.putBack(pending.effect.id, until: next, because: reason)
            return nil
        case .permanent(let reason):
            counters.add("deliveries{outcome=\"dead\"}")
            return .failed(FailureReason(code: "rejected", text: reason))
        case .disabled(let reason):
            counters.add("deliveries{outcome=\"dead\"}")
            return .failed(FailureReason(code: "disabled", text: reason))
        case .unknown:
            counters.add("deliveries{outcome=\"unknown\"}")
            return .unknown
        }
    }

    private func channel(of id: ReceiverID) throws(DeliveryError) -> any NoticeChannel {
        let site = loop.configuration
        guard let receiver = site?.cases.receivers.first(where: { $0.id == id }) else {
            throw .disabled("receiver \(id) is no longer in receivers.yaml")
        }
        return try channels.channel(of: receiver, calendar: site?.cases.calendar)
    }
}

extension DeliveryError {
    /// Whether it counts towards leaving the receiver in peace: it did not answer, or not well.
    fileprivate var isSilence: Bool {
        switch self {
        case .transient, .unknown: true
        case .permanent, .disabled: false
        }
    }
}
