// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import DockSim
import FleetCore
import PatrolCore
import RoostEngine
import RoostModel
import SiteCore

// The lanes: effects that are due are begun, encoded and sent.
extension World {
    /// Performs what is due in every lane; a mishap may kill the process in the middle.
    mutating func perform(_ mishap: Mishap?) throws(WorldFailure) {
        do {
            try performFlight(mishap)
            try performReplies()
            try performPlans()
            try performSeals()
            try performNotices()
            try shell?.lookAhead(from: clock)
        } catch let error as WorldFailure { throw error } catch {
            throw failure("store", "\(error)")
        }
    }

    private mutating func performFlight(_ mishap: Mishap?) throws {
        // A try that is postponed until now comes again at the next look.
        guard let ready = try shell?.due(.flight, at: clock), !ready.isEmpty else { return }
        try show(.ready(ready))
        let ids = ready.map(\.effect.id)
        for pending in try shell?.engine.outbox.begin(ids, at: clock) ?? [] {
            guard case .command(let command) = pending.effect.action, shell != nil else { continue }
            if mishap == .deathBeforeSend { return end(.deathBeforeSend) }
            try send(command, pending)
            if mishap == .deathAfterSend { return end(.deathAfterSend) }
        }
    }

    private mutating func end(_ how: Mishap) {
        count(how.rawValue)
        die(how)
    }

    private mutating func send(_ command: DockCommand, _ pending: PendingEffect) throws {
        guard let site = shell?.site else { return }
        let effect = pending.effect
        // The daemon's lane takes the same last look.
        if let objection = site.fleet.objection(to: command, of: effect.id, at: clock) {
            let reason = FailureReason(code: FailureReason.withdrawn, objection)
            shell?.backlog.append(Posting(.settled(effect.id, .failed(reason))))
            return
        }
        let outgoing: Outgoing
        do {
            var encoder = Encoder(site: site)
            encoder.relays = shell?.reader.relays ?? RelayBook()
            outgoing = try encoder.command(
                command,
                tid: effect.wire,
                number: effect.id.value,
                at: clock
            )
            shell?.reader.relays = encoder.relays
        } catch {
            let reason = FailureReason(code: "encoding", text: "\(error)")
            shell?.backlog.append(Posting(.settled(effect.id, .failed(reason))))
            return
        }
        guard let key = outgoing.key else { return }
        guard broker.isUp else {
            guard effect.retry == .once else {
                try shell?.postpone(effect.id, until: clock + .seconds(2))
                return
            }
            let reason = FailureReason(code: "unreachable", text: "no broker")
            shell?.backlog.append(Posting(.settled(effect.id, .failed(reason))))
            return
        }
        shell?.reader.awaited.add(
            key,
            AwaitedTable.Entry(
                effect: effect.id,
                command: command,
                outgoing: outgoing,
                retry: effect.retry,
                dueAt: now + outgoing.patience,
                expiresAt: effect.expiresAt
            )
        )
        try send(
            Departing(
                effect: pending,
                command: command,
                dock: command.dock,
                outgoing: outgoing,
                deadline: now + (effect.expiresAt - clock),
                expiresAt: now + Self.expiry(effect.expiresAt - clock)
            )
        )
    }

    /// Whole seconds, as the broker counts, and at least one.
    private static func expiry(_ left: TimeSpan) -> TimeSpan {
        .seconds(max(1, Int(left.seconds.rounded(.up))))
    }

    /// Hands a message to the network.
    mutating func send(_ message: Departing) throws(WorldFailure) {
        guard let index = docks.firstIndex(where: { $0.site.id == message.dock }) else { return }
        if let command = message.command {
            tell(
                "send    \(message.effect?.effect.id.description ?? "-") \(command.dock) \(command.order.word)"
            )
        }
        try show(.sent(message))
        if let command = message.command { ambush(command) }
        guard !broker.isPaused else { return broker.withheld.append(message) }
        pass(message, to: index)
    }

    /// A message leaves the broker for its dock.
    mutating func pass(_ message: Departing, to index: Int) {
        let line = message.outgoing.topic.text
        for at in network.arrivals(.down, qos: 1, line: line, at: now) {
            agenda.add(.toDock(index, message), at: at)
        }
    }

    private mutating func performReplies() throws {
        guard let ready = try shell?.due(.reply, at: clock), !ready.isEmpty,
            let site = shell?.site
        else { return }
        for pending in try shell?.engine.outbox.begin(ready.map(\.effect.id), at: clock) ?? [] {
            guard case .reply(let reply) = pending.effect.action else { continue }
            let effect = pending.effect
            guard broker.isUp else {
                try shell?.postpone(effect.id, until: clock + .seconds(2))
                continue
            }
            let outgoing = try Encoder(site: site).reply(reply, at: clock)
            try send(
                Departing(
                    effect: pending,
                    command: nil,
                    dock: reply.dock,
                    outgoing: outgoing,
                    expiresAt: now + Self.expiry(effect.expiresAt - clock)
                )
            )
            shell?.backlog.append(Posting(.settled(effect.id, .succeeded(.fleet(.sent)))))
        }
    }

    private mutating func performPlans() throws {
        guard let ready = try shell?.due(.plan, at: clock), let life = shell?.life else { return }
        for pending in try shell?.engine.outbox.begin(ready.map(\.effect.id), at: clock) ?? [] {
            guard case .plan(let problem) = pending.effect.action else { continue }
            let plan = Planner.plan(problem, seed: 1, steps: 40)
            let at = now + .milliseconds(dice.pick(200...4000))
            agenda.add(.planned(pending.effect.id, plan, life: life), at: at)
        }
    }
}

extension Order {
    /// For the transcript.
    var word: String {
        switch self {
        case .prepare(let task): "prepare \(task.sortie)"
        case .execute(let sortie): "execute \(sortie)"
        case .relay(let task): "relay \(task.sortie)"
        case .receive(let task): "receive \(task.sortie)"
        case .stopHalf(let isAbnormal): "stop its half, \(isAbnormal ? "abnormal" : "normal")"
        case .returnTo(let serial): "return to \(serial)"
        case .undo(let sortie): "undo \(sortie)"
        case .takeOff(let flight): "take off \(flight.sortie)"
        case .returnHome: "return home"
        case .pause: "pause"
        case .resume: "resume"
        case .cancelReturn: "cancel return"
        case .flyTo: "fly to"
        case .look, .photo, .zoom, .grab, .speak, .volume, .voice, .liveControl, .set, .job:
            "other"
        }
    }
}
