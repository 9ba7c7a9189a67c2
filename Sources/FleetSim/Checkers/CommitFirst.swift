// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel

/// No effect is performed, and no message acknowledged, before its turn is committed
/// (ARCHITECTURE § 5.2).
///
/// A recall may go ahead of a store that fails: it carries no effect, and nothing else may do so.
struct CommitFirst: Checker {
    static let name = "commit first"
    static let promises = ["A2", "S32", "I6"]
    private var committed: Set<Int> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .turned(let turned): committed.formUnion(turned.messages)
        case .sent(let message): return sent(message, scene)
        case .acknowledged(let numbers):
            if let early = numbers.first(where: { !committed.contains($0) }) {
                return "message \(early) is acknowledged, and no commit holds it"
            }
            committed.subtract(numbers)
        case .tried, .ready, .delivered, .posted, .sealed, .stepped, .restarted, .dock: break
        }
        return nil
    }

    private func sent(_ message: Departing, _ scene: Scene) -> String? {
        guard let effect = message.effect?.effect else {
            guard case .returnHome = message.command?.order else {
                return "\(message.command?.order.word ?? "an answer") leaves without an effect"
            }
            return nil
        }
        guard message.command != nil else {
            let last = scene.engine?.sequence ?? 0
            let cause = message.effect?.cause ?? 0
            return cause <= last
                ? nil : "\(effect.id) leaves, and its cause \(cause) is not on disk"
        }
        do {
            guard let record = try scene.engine?.outbox.find(effect.id) else {
                return "\(effect.id) leaves, and the store does not know it"
            }
            guard record.state == .sending, record.pending.effect == effect else {
                return "\(effect.id) leaves while the store has it as \(record.state)"
            }
            let last = try scene.store.lastSequence()
            return record.pending.cause <= last
                ? nil : "\(effect.id) leaves, and its cause \(record.pending.cause) is not on disk"
        } catch { return "the store does not answer: \(error)" }
    }
}
