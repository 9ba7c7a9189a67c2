// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import DockSim
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
            shell = try Shell(store, life: lives, options: options, at: clock)
        } catch { throw failure("store", "a new process cannot load it: \(error)") }
        shell?.hasBroker = broker.isUp
        tell("roost   process \(lives) begins")
        if lives > 1 {
            try show(.restarted)
            ambushRestart()
        }
        agenda.add(.watch(life: lives), at: now + .seconds(1))
        if broker.isOpen { handOver() }
        turnAt = now
    }

    mutating func die(_ how: Mishap) {
        tell("roost   dies: \(how.rawValue)")
        // The broker has what was never acknowledged, and sends it again.
        broker.kept = (shell?.inbox ?? []).filter { $0.qos > 0 } + broker.kept
        shell = nil
        turnAt = nil
        stoppedUntil = .epoch
        agenda.add(.restart, at: now + .milliseconds(dice.pick(500...15_000)))
    }

    /// A message of a dock comes to the broker.
    mutating func hear(_ message: Incoming) {
        guard shell != nil, broker.isOpen else {
            if message.qos > 0 { broker.kept.append(message) }
            return
        }
        // Who is not subscribed is sent nothing, and nothing is kept for it.
        guard !has(.upwardCut) else { return count(.upwardCut) }
        // Telemetry waits a little longer than what wants an answer, and never for the next of its kind.
        if message.qos > 0 || shell?.inbox.isEmpty == true {
            wake(within: message.qos > 0 ? 300 : 1000)
        }
        shell?.inbox.append(message)
    }

    mutating func handOver() {
        shell?.inbox += broker.kept
        broker.kept = []
        wake(within: 300)
    }

    private mutating func wake(within milliseconds: Int) {
        let at = now + .milliseconds(dice.pick(1...milliseconds))
        if let failedAt = shell?.failedAt, at < failedAt + .seconds(1) { return }
        turnAt = min(turnAt ?? at, at)
    }

    mutating func setBroker(isUp: Bool) {
        guard isUp != broker.isUp else { return }
        tell("broker  \(isUp ? "up" : "down")")
        broker.isUp = isUp
        shell?.hasBroker = isUp
        if !isUp {
            broker.kept = (shell?.inbox ?? []).filter { $0.qos > 0 } + broker.kept
            shell?.inbox = []
        } else if broker.isOpen {
            handOver()
        }
        if shell != nil { turnAt = now }
    }

    /// Silence and overdue answers.
    mutating func watch(_ life: Int) throws(WorldFailure) {
        guard shell?.life == life else { return }
        agenda.add(.watch(life: life), at: now + .seconds(1))
        do {
            for entry in try shell?.watch(at: clock, steady: now) ?? [] {
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
        if has(.clockSlew) {
            clockShift = clockShift + .milliseconds(Int(now.milliseconds / 1000 % 2))
        }
        awaitTime()
    }

    /// Lets time alone ask for a turn.
    mutating func awaitTime() {
        guard let next = shell?.nextWake(after: clock) else { return }
        turnAt = min(turnAt ?? .never, next - clockShift)
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
                count("F61 death at a launch")
                die(.deathAfterCommit)
                break
            }
            try perform(mishap)
            if shell?.backlog.isEmpty != false { break }
        }
        if options.isSparse { hurryDocks() }
        awaitTime()
        return answers
    }

    /// Docks that somebody waits for report as often as real ones do.
    private mutating func hurryDocks() {
        guard let fleet = shell?.site.fleet else { return }
        for index in docks.indices {
            let isWatched = fleet.isWatched(docks[index].site.id, at: clock)
            guard docks[index].isUnhurried == isWatched else { continue }
            docks[index].hurry(isWatched, at: now)
            wakes[index] = docks[index].nextWake
        }
    }

    private mutating func drawMishap() -> Mishap? {
        guard !isCalm else { return nil }
        if has(.diskFull) { return .diskFull }
        if dice.happens(swarm.deaths) { return Mishap.deaths[dice.pick(0...3)] }
        if dice.happens(swarm.commitFaults) || has(.diskFails) {
            return Mishap.commits[dice.pick(0...3)]
        }
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
        if let mishap, !mishap.points.isEmpty {
            let points = mishap.points
            let fault = mishap == .diskFull ? StoreError.full : .inputOutput("drawn")
            store.setFault { point in
                if points.contains(point) { throw fault }
            }
        }
        defer { if mishap != nil { store.setFault(nil) } }
        let turned: Turned?
        do throws(StoreError) {
            let isSafe = mishap == nil
            turned = try shell?.turn(extra, at: clock, steady: now, isSafe: isSafe)
        } catch {
            guard let mishap, error.isTransient else { throw failure("store", "\(error)") }
            count(mishap.rawValue)
            tell("store   \(mishap.rawValue): \(error)")
            try show(.tried(shell?.tried ?? []))
            if mishap.isDeathInTurn { die(mishap) } else { turnAt = now + .seconds(1) }
            return nil
        }
        guard let turned else { return Turned.nothing(shell, at: clock) }
        do { try shell?.keepSnapshot(at: clock) } catch { throw failure("store", "\(error)") }
        if has(.diskSlow), !turned.answers.isEmpty {
            count(.diskSlow)
            now = now + .seconds(2)
        }
        if mishap == .commitUnanswered { count(Mishap.commitUnanswered.rawValue) }
        tell(turned)
        try show(.tried(turned.answers.map(\.posting)))
        try show(.turned(turned))
        try show(.acknowledged(turned.messages))
        for message in turned.heard { broker.remember(message) }
        return turned
    }

    private mutating func tell(_ turned: Turned) {
        for (input, receipt) in turned.taken {
            if case .request(let request) = input { tell("person  \(request.verb)") }
            if let refusal = receipt.refusal {
                let why = refusal.reasons.map(\.en).first.map { " (\($0))" } ?? ""
                tell("        refused \(refusal.code)\(why)")
            }
            for fact in receipt.facts {
                tell("fact    \(fact.fact.code.rawValue) \(fact.fact.text.en)")
            }
        }
        summary.turns += 1
        summary.inputs += turned.taken.count
        for fact in turned.taken.flatMap(\.receipt.facts) {
            let code = fact.fact.code
            switch code {
            case .sortieDocked, .sortieFailed, .sortieCancelled, .sortieLandedAway, .sortieForeign:
                summary.sorties[code.rawValue, default: 0] += 1
            case .caseOpened: summary.cases += 1
            case .caseInReview: askReviewer(fact.fact)
            case .sortieUnknown: ambushUnknown(fact.fact)
            case .sortieReturnBrokenOff: ambushEmergency(fact.fact)
            case .sortieTakenOver: ambushTakeover(fact.fact)
            case .noticeIssued, .noticeDelivered, .noticeDeliveryFailed, .noticeDeliveryUnknown:
                summary.notices[code.rawValue, default: 0] += 1
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
        return Turned(at: now, from: shell.site, by: shell.engine)
    }
}
