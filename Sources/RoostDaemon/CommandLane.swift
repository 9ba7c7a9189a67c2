// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Logging
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Performs commands: one at a time a dock, urgent ones past all others, each marked in the store before it
/// leaves (S14, S15).
struct CommandLane: Service {
    let loop: EngineLoop
    let publisher: Publisher
    let awaited: AwaitedReplies
    let links: WaylineLinks
    var liveLogin: @Sendable (DockSite, Timestamp) -> LiveBroker? = { _, _ in nil }
    let counters: Counters
    let logger: Logger
    var relays = RelayShelf()
    var recalls = RecallsAhead()

    /// Commands of different docks, and urgent ones, never wait for one another's acknowledgement.
    func run() async throws {
        await withDiscardingTaskGroup { group in
            await loop.serve(.flight, logger) {
                let taken = try loop.take(in: .flight, limit: 64)
                for pending in taken {
                    guard case .command(let command) = pending.effect.action else { continue }
                    group.addTask { await send(command, pending.effect) }
                }
                return !taken.isEmpty
            }
        }
    }

    private func send(_ command: DockCommand, _ effect: Effect<Action>) async {
        let now = loop.clock.now()
        if let objection = objection(to: command, of: effect.id) {
            return await withdraw(effect.id, objection)
        }
        let outgoing: Outgoing
        do {
            outgoing = try encoded(command, tid: effect.wire, number: effect.id.value, at: now)
        } catch {
            await settle(
                effect.id,
                .failed(FailureReason(code: "encoding", text: "\(error)"))
            )
            return
        }
        guard let key = outgoing.key else { return }
        awaited.add(
            key,
            AwaitedReplies.Entry(
                effect: effect.id,
                dock: command.dock,
                retry: effect.retry,
                dueAt: loop.clock.steady() + outgoing.patience,
                expiresAt: effect.expiresAt
            )
        )
        // The broker counts in real seconds, the effect in the site's.
        let left = (effect.expiresAt - now).seconds / loop.clock.speed
        counters.add("commands{method=\"\(outgoing.message.method ?? "-")\"}")
        let sent = await publisher(outgoing, expirySeconds: max(1, Int(left.rounded(.up)))) {
            // Up to 10 s later, when a lost connection is back: a recall may have come meanwhile (S15).
            objection(to: command, of: effect.id) == nil
        }
        switch sent {
        case .sent:
            break
        case .notSent(let reason):
            awaited.remove(key)
            if let objection = objection(to: command, of: effect.id) {
                return await withdraw(effect.id, objection)
            }
            switch effect.retry {
            case .untilExpiry: await wait(effect, reason)
            case .once:
                await settle(effect.id, .failed(FailureReason(code: "unreachable", text: reason)))
            }
        case .unknown(let reason):
            logger.warning(
                "a command may have left",
                metadata: [
                    "effect": "\(effect.id)", "dock": "\(command.dock)", "reason": "\(reason)",
                ]
            )
        }
    }

    /// The last look: what the site knows, and what the loop knows before it could be journaled.
    func objection(to command: DockCommand, of effect: EffectID) -> Bilingual? {
        if recalls.overtakes(command) { return Bilingual(en: "it was recalled", zh: "已被召回") }
        if command.order.isLaunch, loop.isStoreFailing {
            return Bilingual(en: "the store is failing", zh: "存储故障")
        }
        return loop.site.fleet.objection(to: command, of: effect, at: loop.clock.now())
    }

    private func withdraw(_ id: EffectID, _ objection: Bilingual) async {
        counters.add("commands_withdrawn")
        logger.notice(
            "a command does not leave",
            metadata: ["effect": "\(id)", "why": "\(objection.en)"]
        )
        await settle(id, .failed(FailureReason(code: FailureReason.withdrawn, objection)))
    }

    /// Encodes a command for the dock's model; a prepared wayline gets a fresh link.
    func encoded(
        _ command: DockCommand,
        tid: WireID,
        number: Int = 0,
        at now: Timestamp
    ) throws(DJICloudError) -> Outgoing {
        // One that was taken out of docks.yaml is commanded until its aircraft is back.
        guard let dock = loop.site.fleet.docks[command.dock]?.site else {
            throw .unsupported("dock \(command.dock) is no longer in docks.yaml")
        }
        var context = CommandContext(
            serial: dock.serial,
            tid: tid,
            now: now,
            envelope: dock.envelope
        )
        context.sequence = number
        if case .liveControl(isOpen: true) = command.order {
            context.liveBroker = liveLogin(dock, now)
        }
        if let task = command.order.relayTask, let flight = command.flight {
            context.multiDockTask = try relays.multiDockTask(task, flight: flight)
        }
        if case .prepare(let task) = command.order {
            context.waylineFile = try links.file(of: task, at: now)
        }
        return try encode(command, in: context)
    }

    private func wait(_ effect: Effect<Action>, _ reason: String) async {
        logger.warning(
            "a command waits",
            metadata: [
                "effect": "\(effect.id)", "reason": "\(reason)",
            ]
        )
        await loop.putBack(effect.id, until: loop.clock.now() + .seconds(2))
    }

    private func settle(_ id: EffectID, _ settlement: Settlement<EffectResult>) async {
        await loop.say([Posting(.settled(id, settlement))])
    }
}
