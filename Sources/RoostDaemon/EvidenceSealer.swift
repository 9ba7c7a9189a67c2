// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Moves pictures of cases from the media folder into the vault, verified by their digest.
struct EvidenceSealer: Service {
    let loop: EngineLoop
    let media: Vault
    let vault: Vault
    let logger: Logger

    func run() async throws {
        await loop.serve(.seal, logger, sealSome)
    }

    private func sealSome() async throws -> Bool {
        let taken = try loop.take(in: .seal, limit: 32)
        for pending in taken {
            guard case .seal(let request) = pending.effect.action else { continue }
            guard let settlement = await seal(request, pending) else { continue }
            await loop.say([Posting(.settled(pending.effect.id, settlement))])
        }
        return !taken.isEmpty
    }

    /// The settlement of one try; nil: the picture is not here yet, and it waits 5 s for it.
    private func seal(
        _ request: EvidenceRequest,
        _ pending: PendingEffect
    ) async -> Settlement<EffectResult>? {
        guard let digest = request.image.digest else {
            return .failed(FailureReason(code: "missing", text: "the frame names no digest"))
        }
        do {
            if !vault.contains(digest) {
                _ = try vault.put(try media.read(digest), expecting: digest)
            }
            return .succeeded(.cases(.sealed(digest: digest)))
        } catch .missing {
            return await wait(pending, "the picture did not come")
        } catch .full {
            return await wait(pending, "the disk is full")
        } catch {
            logger.error("evidence", metadata: ["digest": "\(digest)", "error": "\(error)"])
            return .failed(FailureReason(code: "damaged", text: "\(error)"))
        }
    }

    private func wait(
        _ pending: PendingEffect,
        _ reason: String
    ) async -> Settlement<EffectResult>? {
        let next = loop.clock.now() + .seconds(5)
        guard next < pending.effect.expiresAt else {
            return .failed(FailureReason(code: "missing", text: reason))
        }
        await loop.putBack(pending.effect.id, until: next)
        return nil
    }
}
