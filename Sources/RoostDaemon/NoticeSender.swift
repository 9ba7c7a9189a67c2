// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Logging
import Notify
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Brings notices to receivers: tries, waits with the same id, settles (PIPELINE § 8).
struct NoticeSender: Service {
    /// Deliveries under way at once.
    private static let width = 8

    let loop: EngineLoop
    let secrets: Secrets
    let counters: Counters
    let logger: Logger

    func run() async throws {
        for await _ in loop.wakes(of: .notice).cancelOnGracefulShutdown() {
            do {
                while try await sendSome() {}
            } catch {
                logger.error("notice lane", metadata: ["error": "\(error)"])
            }
        }
    }

    private func sendSome() async throws -> Bool {
        let taken = try loop.take(in: .notice, limit: Self.width)
        guard !taken.isEmpty else { return false }
        await withTaskGroup(of: Void.self) { group in
            for pending in taken {
                guard case .deliver(let delivery) = pending.effect.action else { continue }
                group.addTask { await deliver(delivery, pending) }
            }
        }
        return true
    }

    private func deliver(_ delivery: Delivery, _ pending: PendingEffect) async {
        let settlement: Settlement<EffectResult>?
        do throws(DeliveryError) {
            let channel = try channel(of: delivery.receiver)
            try await channel.send(delivery.notice, id: delivery.id)
            counters.add("deliveries{outcome=\"delivered\"}")
            settlement = .succeeded(.cases(.delivered))
        } catch {
            settlement = judge(error, delivery, pending)
        }
        if let settlement { await loop.say([Posting(.settled(pending.effect.id, settlement))]) }
    }

    /// The settlement that follows from a failed try; nil: it waits for another.
    private func judge(
        _ error: DeliveryError,
        _ delivery: Delivery,
        _ pending: PendingEffect
    ) -> Settlement<EffectResult>? {
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
            do {
                try loop.postpone(pending.effect.id, until: next)
                return nil
            } catch {
                return .failed(FailureReason(code: "unreachable", text: reason))
            }
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
                throw .disabled("\(error)")
            }
            return try Webhook(
                url: receiver.url ?? "",
                secrets: (secret ?? "").split(separator: " ").map(String.init),
                language: language,
                plates: receiver.plates == .full ? .full : .masked,
                allowsPrivateAddress: receiver.allowsPrivateAddress
            )
        }
    }
}
