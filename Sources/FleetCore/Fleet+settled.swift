// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// How commands ended.
extension Fleet {
    mutating func settle(
        _ effect: EffectID,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        if settleTask(effect, settlement, &turn) { return }
        // An answer to a dock, or a second settlement: nothing follows.
        guard let command = pending.remove(effect) else { return }
        if command.order == .areas { areasSettled(at: command.dock, settlement, &turn) }
        tellSettled(command, settlement, &turn)
        if let id = command.sortie, let sortie = sorties[id], sortie.relay != nil {
            halfSettled(sortie, command, effect, settlement, &turn)
        } else if let id = command.sortie, let sortie = sorties[id] {
            switch command.order {
            case .prepare: prepared(sortie, settlement, &turn)
            case .launch: launched(sortie, settlement, &turn)
            case .pause, .resume, .cancelReturn, .flyTo:
                steeringSettled(sortie.id, effect, settlement, &turn)
            case .undo, .returnHome, .areas, .receive, .stopHalf: break
            }
        }
        advance(command.dock, &turn)
    }

    private func tellSettled(
        _ command: Pending,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        // Nothing is lost when a task that is gone is not undone.
        guard command.order != .undo, command.order != .stopHalf else { return }
        let isHalf = command.sortie.flatMap { sorties[$0]?.relay } != nil
        if isHalf, command.order == .returnHome { return }
        // An aircraft that breaks its return off again and again is told of once a minute.
        let told = command.sortie.flatMap { sorties[$0]?.brokenOff }
        if command.order == .returnHome, told?.isQuiet(at: turn.now) == true { return }
        let subject = Subject(dock: command.dock, sortie: command.sortie)
        let order = FactValue("order", command.order.word)
        switch settlement {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            turn.tell(.commandFailed, subject, [order, FactValue("reason", reply.text)])
        case .succeeded: break
        case .failed(let reason):
            turn.tell(.commandFailed, subject, [order, FactValue("reason", reason)])
        case .expired: turn.tell(.commandExpired, subject, [order])
        case .unknown: turn.tell(.commandUnknown, subject, [order])
        }
    }

    private mutating func prepared(
        _ sortie: Sortie,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        switch settlement {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            move(sortie.id, .refused, .dockSaid(reply.result, reply.meaning), &turn)
        case .succeeded: move(sortie.id, .accepted, &turn)
        case .failed(let reason): move(sortie.id, .refused, reason.bilingual, &turn)
        case .expired: move(sortie.id, .refused, .expired, &turn)
        case .unknown:
            // The dock may have it after all: it is undone before another is prepared.
            guard sortie.state == .preparing else { return }
            undo(sortie, &turn)
            move(sortie.id, .refused, .noAnswer, &turn)
        }
    }

    /// Only a clear no ends a launch; what is not known waits for the dock's own word (invariant
    /// 6).
    mutating func launched(
        _ sortie: Sortie,
        _ settlement: Settlement<FleetResult>,
        _ turn: inout Turn
    ) {
        switch settlement {
        case .succeeded(.replied(let reply)) where !reply.isAccepted:
            guard sortie.leftAt == nil else { return }
            move(sortie.id, .refused, .dockSaid(reply.result, reply.meaning), &turn)
        case .succeeded: sorties.update(sortie.id) { $0.wordAt = max($0.wordAt, turn.now) }
        case .failed(let reason):
            guard sortie.leftAt == nil else { return }
            // Taken back before it left, or too old to leave, it was no launch: its mission may be tried
            // again.
            if reason.code == FailureReason.withdrawn {
                sorties.update(sortie.id) { $0.launchedAt = nil }
            }
            move(sortie.id, .refused, reason.bilingual, &turn)
        case .expired:
            guard sortie.leftAt == nil else { return }
            sorties.update(sortie.id) { $0.launchedAt = nil }
            move(sortie.id, .refused, .expired, &turn)
        case .unknown:
            if sortie.state == .starting { move(sortie.id, .lost, &turn) }
        }
    }
}

extension Bilingual {
    static let expired = Bilingual(en: "the order expired unsent", zh: "命令过期未发送")
}
