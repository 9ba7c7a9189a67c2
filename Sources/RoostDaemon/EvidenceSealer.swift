// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Moves pictures of cases from the media folder into the vault, verified by their digest, and deletes those
/// whose time is over.
///
/// One after the other: what is sealed for a case is on record before a removal looks who needs a picture.
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
            let end: Settlement<EffectResult>?
            switch pending.effect.action {
            case .seal(let request): end = await seal(request, pending)
            case .discard(let removal): end = discard(removal)
            case .command, .reply, .deliver, .plan, .errand: continue
            }
            guard let settlement = end else { continue }
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
            let blurred = try copy(of: digest, keeping: request.box)
            return .succeeded(.cases(.sealed(digest: digest, blurred: blurred)))
        } catch .missing {
            return await wait(pending, "the picture did not come")
        } catch .full {
            return await wait(pending, "the disk is full")
        } catch {
            logger.error("evidence", metadata: ["digest": "\(digest)", "error": "\(error)"])
            return .failed(FailureReason(code: "damaged", text: "\(error)"))
        }
    }

    /// Keeps a copy that may leave, and answers its digest; nil: there is none, and no photo leaves.
    private func copy(of digest: String, keeping box: [Double]?) throws(VaultError) -> String? {
        guard let box, let copy = BlurredCopy.make(try vault.read(digest), keeping: box) else {
            return nil
        }
        return try vault.put(copy)
    }

    /// Deletes the pictures that no case needs any more, as things stand now.
    private func discard(_ removal: EvidenceRemoval) -> Settlement<EffectResult> {
        do throws(VaultError) {
            for digest in loop.site.cases.discardable(removal) { try vault.remove(digest) }
        } catch {
            logger.error("vault", metadata: ["case": "\(removal.violation)", "error": "\(error)"])
            return .failed(FailureReason(code: "vault", text: "\(error)"))
        }
        return .succeeded(.cases(.discarded))
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
