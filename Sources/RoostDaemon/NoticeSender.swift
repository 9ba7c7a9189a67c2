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
    private static let pause = Duration.seconds(1)
    /// How many due deliveries are looked at, so that a slow receiver's do not hide another's.
    private static let sight = 1000

    let loop: EngineLoop
    let secrets: Secrets
    let counters: Counters
    let logger: Logger

    func run() async throws {
        await withTaskExecutorPreference(DiskExecutor.shared) { await send() }
    }

    private func send() async {
        let window = DeliveryWindow()
        // One signal is enough: whoever looks sees all that is due.
        let (looks, look) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in loop.wakes(of: .notice).cancelOnGracefulShutdown() { look.yield() }
                look.finish()
            }
            for await _ in looks {
                do {
                    for (pending, delivery) in try begin(window) {
                        group.addTask {
                            await deliver(delivery, pending)
                            window.leave(delivery.receiver)
                            look.yield()
                        }
                    }
                } catch {
                    logger.error("notice lane", metadata: ["error": "\(error)"])
                    group.addTask {
                        try? await Task.sleep(for: Self.pause)
                        look.yield()
                    }
                }
            }
        }
    }

    /// Marks what is due and has a place in the window as being performed.
    private func begin(_ window: DeliveryWindow) throws -> [(PendingEffect, Delivery)] {
        var entered: [EffectID: Delivery] = [:]
        for pending in try loop.due(in: .notice, limit: Self.sight) {
            guard case .deliver(let delivery) = pending.effect.action,
                window.enter(delivery.receiver)
            else { continue }
            entered[pending.effect.id] = delivery
        }
        guard !entered.isEmpty else { return [] }
        var begun: [PendingEffect] = []
        defer {
            for pending in begun { entered[pending.effect.id] = nil }
            for delivery in entered.values { window.leave(delivery.receiver) }
        }
        begun = try loop.begin(entered.keys.sorted())
        return begun.compactMap { pending in entered[pending.effect.id].map { (pending, $0) } }
    }

    private func deliver(_ delivery: Delivery, _ pending: PendingEffect) async {
        let settlement: Settlement<EffectResult>?
        do throws(DeliveryError) {
            let channel = try channel(of: delivery.receiver)
            try await channel.send(delivery.notice, id: delivery.id)
            counters.add("deliveries{outcome=\"delivered\"}")
            settlement = .succeeded(.cases(.delivered))
        } catch {
            settlement = await judge(error, delivery, pending)
        }
        if let settlement { await loop.say([Posting(.settled(pending.effect.id, settlement))]) }
    }

    /// The settlement that follows from a failed try; nil: it waits for another.
    private func judge(
        _ error: DeliveryError,
        _ delivery: Delivery,
        _ pending: PendingEffect
    ) async -> Settlement<EffectResult>? {
        logger.warning(
            "not delivered",
            metadata: [
                "delivery": "\(delivery.id)", "attempt": "\(pending.attempt)", "error": "\(error)",
            ]
        )
        switch error {
        case .transient(let reason, let after):
            let delay = Backoff.delay(
                retry: pending.attempt,
                of: "\(delivery.id)",
                atLeast: after ?? .zero
            )
            let next = loop.clock.now() + delay
            guard next < pending.effect.expiresAt else {
                counters.add("deliveries{outcome=\"dead\"}")
                return .failed(FailureReason(code: "unreachable", text: reason))
            }
            counters.add("deliveries{outcome=\"retried\"}")
            await loop.putBack(pending.effect.id, until: next)
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
        let receivers = loop.site.configuration?.cases.receivers ?? []
        guard let receiver = receivers.first(where: { $0.id == id }) else {
            throw .disabled("receiver \(id) is no longer in receivers.yaml")
        }
        let language = NoticeLanguage(rawValue: receiver.language) ?? .zh
        switch receiver.kind {
        case .log:
            let logger = logger
            return LogChannel(language: language) { logger.notice("notice \($0)") }
        case .webhook:
            let secret: String?
            do {
                secret = try receiver.secret.map { try secrets.required($0) }
            } catch {
                // A file that is put in its place in time still brings the notice out.
                throw .transient("\(error)")
            }
            return try Webhook(
                url: receiver.url ?? "",
                secret: secret ?? "",
                language: language,
                plates: receiver.plates == .full ? .full : .masked,
                allowsPrivateAddress: receiver.allowsPrivateAddress
            )
        }
    }
}
