// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import PatrolCore
import RoostEngine
import RoostModel
import SiteCore

// Roost's side of the world: its process, its turns and what follows from them.
extension World {
    /// A process begins on the same store.
    mutating func live() throws(WorldFailure) {
        lives += 1
        do {
            shell = try Shell(store, life: lives, sabotage: options.sabotage, at: now)
        } catch { throw failure("store", "a new process cannot load it: \(error)") }
        shell?.hasBroker = isBrokerUp
        tell("roost   process \(lives) begins")
        if lives > 1 { try show(.restarted) }
        agenda.add(.watch(life: lives), at: now + .seconds(1))
        if isBrokerUp { handOver() }
        turnAt = now
    }

    mutating func die(_ how: Mishap) {
        tell("roost   dies: \(how.rawValue)")
        // The broker has what was never acknowledged, and sends it again.
        kept = (shell?.inbox ?? []).filter { $0.qos > 0 } + kept
        shell = nil
        turnAt = nil
        agenda.add(.restart, at: now + .milliseconds(dice.pick(500...15_000)))
    }

    /// A message of a dock comes to the broker.
    mutating func hear(_ message: Incoming) {
        guard shell != nil, isBrokerUp else {
            if message.qos > 0 { kept.append(message) }
            return
        }
        shell?.inbox.append(message)
        wake(within: 300)
    }

    private mutating func handOver() {
        shell?.inbox += kept
        kept = []
        wake(within: 300)
    }

    private mutating func wake(within milliseconds: Int) {
        let at = now + .milliseconds(dice.pick(1...milliseconds))
        if let failedAt = shell?.failedAt, at < failedAt + .seconds(1) { return }
        turnAt = min(turnAt ?? at, at)
    }

    mutating func setBroker(isUp: Bool) {
        guard isUp != isBrokerUp else { return }
        tell("broker  \(isUp ? "up" : "down")")
        if !isUp { count("broker down") }
        isBrokerUp = isUp
        shell?.hasBroker = isUp
        if isUp { handOver() } else { kept = (shell?.inbox ?? []).filter { $0.qos > 0 } + kept }
        if !isUp { shell?.inbox = [] }
        if shell != nil { turnAt = now }
    }

    /// Silence and overdue answers.
    mutating func watch(_ life: Int) throws(WorldFailure) {
        guard shell?.life == life else { return }
        agenda.add(.watch(life: life), at: now + .seconds(1))
        do {
            for entry in try shell?.watch(at: now) ?? [] {
                let pending = try shell?.engine.outbox.find(entry.effect)?.pending
                let again = Departing(
                    effect: pending,
                    command: entry.command,
                    dock: entry.command.dock,
                    outgoing: entry.outgoing,
                    expiresAt: now + .seconds(30)
                )
                try send(again)
            }
        } catch let error as WorldFailure { throw error } catch {
            throw failure("store", "\(error)")
        }
        if shell?.backlog.isEmpty == false, shell?.failedAt == nil { try turnRoost() }
        if let next = shell?.nextWake(after: now) { turnAt = min(turnAt ?? .never, next) }
    }

    /// Turns until nothing is left to say, and what follows from each.
    @discardableResult
    mutating func turnRoost(_ extra: [Posting] = []) throws(WorldFailure) -> [PostingAnswer]? {
        var answers: [PostingAnswer]?
        var isFirst = true
        while shell != nil {
            let mishap = drawMishap()
            guard let turned = try commit(isFirst ? extra : [], mishap) else { break }
            if isFirst { answers = turned.answers.map(\.answer) }
            isFirst = false
            if turned.isLaunch, !isCalm, dice.happens(swarm.launchDeaths) {
                count("death at a launch")
                die(.deathAfterCommit)
                break
            }
            try perform(mishap)
            if shell?.backlog.isEmpty != false { break }
        }
        if let shell { turnAt = min(turnAt ?? .never, shell.nextWake(after: now)) }
        return answers
    }

    private mutating func drawMishap() -> Mishap? {
        guard !isCalm else { return nil }
        if dice.happens(swarm.deaths) { return Mishap.deaths[dice.pick(0...3)] }
        if dice.happens(swarm.commitFaults) { return Mishap.commits[dice.pick(0...3)] }
        return nil
    }

    /// One turn; nil: it failed, or there was nothing to do.
    private mutating func commit(
        _ extra: [Posting],
        _ mishap: Mishap?
    ) throws(WorldFailure) -> Turned? {
        if options.sabotage == .acknowledgesEarly {
            try show(.acknowledged(shell?.inbox.map(\.number) ?? []))
        }
        let points = mishap?.points ?? []
        store.setFault { point in
            if points.contains(point) { throw StoreError.inputOutput("drawn") }
        }
        defer { store.setFault(nil) }
        let turned: Turned?
        do throws(StoreError) { turned = try shell?.turn(extra, at: now) } catch {
            guard let mishap, error.isTransient else { throw failure("store", "\(error)") }
            count(mishap.rawValue)
            tell("store   \(mishap.rawValue): \(error)")
            try show(.tried(shell?.tried ?? []))
            if mishap.isDeathInTurn { die(mishap) } else { turnAt = now + .seconds(1) }
            return nil
        }
        guard let turned else { return Turned.nothing(shell, at: now) }
        if mishap == .commitUnanswered { count(Mishap.commitUnanswered.rawValue) }
        tell(turned)
        try show(.tried(turned.answers.map(\.posting)))
        try show(.turned(turned))
        try show(.acknowledged(turned.messages))
        return turned
    }

    private mutating func tell(_ turned: Turned) {
        for (input, receipt) in turned.taken {
            if case .request(let request) = input { tell("person  \(request.verb)") }
            if let refusal = receipt.refusal { tell("        refused \(refusal.code)") }
            for fact in receipt.facts {
                tell("fact    \(fact.fact.code.rawValue) \(fact.fact.text.en)")
            }
        }
        summary.turns += 1
        summary.inputs += turned.taken.count
        for fact in turned.taken.flatMap(\.receipt.facts) {
            switch fact.fact.code {
            case .sortieDocked, .sortieFailed, .sortieCancelled, .sortieLandedAway, .sortieForeign:
                summary.sorties[fact.fact.code.rawValue, default: 0] += 1
            default: break
            }
        }
    }
}

extension Turned {
    /// Whether it asks for a launch.
    fileprivate var isLaunch: Bool {
        taken.contains { $0.receipt.facts.contains { $0.fact.code == .sortieStarting } }
    }

    /// A turn in which nothing was to be said.
    static func nothing(_ shell: Shell?, at now: Timestamp) -> Turned? {
        guard let shell else { return nil }
        return Turned(
            at: now,
            answers: [],
            messages: [],
            before: shell.site,
            after: shell.site,
            sequence: shell.engine.sequence
        )
    }
}
