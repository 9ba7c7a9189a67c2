// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import PatrolCore
import RoostEngine
import RoostModel
import SiteCore

// The end of a world: faults stop, everything comes to rest, the books are compared.
extension World {
    /// From now on nothing goes wrong, and a person ends every hold.
    mutating func calm() throws(WorldFailure) {
        isCalm = true
        network.calm()
        tell("calm")
        try endFaults()
        let person = Person(name: "wu", role: .dispatcher)
        let scopes = [HoldScope.fleet] + docks.map { .dock($0.site.id) }
        for (number, scope) in scopes.enumerated() {
            let request = OperatorRequest(person: person, verb: .fleet(.release(scope)))
            agenda.add(.ask(request, key: "r\(number)", tries: -40), at: now + .seconds(1))
        }
    }

    /// Whether nothing is left to happen: every sortie and effect has ended, every run has its outcome.
    mutating func isAtRest() throws(WorldFailure) -> Bool {
        for index in docks.indices where !docks[index].isAircraftInDock {
            guard docks[index].hasAircraft else { continue }
            guard docks[index].flightID == nil else { return false }
            // A person carries it home, after roost had the time to see that it stands elsewhere.
            guard shell?.site.fleet.openSortie(at: docks[index].site.id) == nil else { continue }
            tell("person  puts the aircraft of \(docks[index].site.id) back")
            try take(docks[index].putBack(at: now), from: index)
        }
        guard docks.allSatisfy({ $0.flightID == nil && $0.isLinked }),
            let engine = shell?.engine, shell?.backlog.isEmpty == true,
            // In doubt, the state may lack what is on disk until the next turn reads it again.
            shell?.failedAt == nil, !engine.isInDoubt
        else { return false }
        let site = engine.site
        guard site.fleet.sorties.isEmpty, site.fleet.missions.isEmpty, site.fleet.holds.isEmpty,
            site.patrols.runs.allSatisfy({ $0.value.isOver || isAhead($0.value) })
        else { return false }
        do { return try engine.outbox.open().allSatisfy { $0.count == 0 } } catch {
            throw failure("store", "\(error)")
        }
    }

    /// Whether a run is of a plan for later: nothing was promised of it yet.
    private func isAhead(_ run: RunRecord) -> Bool {
        run.status == .planned && run.start > clock + PatrolBook.lead
    }

    /// What keeps a world from its rest, for people.
    func unrest() throws(WorldFailure) -> String {
        guard let engine = shell?.engine else { return "no process lives" }
        var reasons = engine.site.fleet.sorties.map {
            "\($0.id) at \($0.value.dock) \($0.value.state)"
        }
        reasons += engine.site.fleet.missions.map { "\($0.id) \($0.value.state)" }
        reasons += engine.site.fleet.holds.map { "\($0.id) holds" }
        reasons += engine.site.patrols.runs.filter { !$0.value.isOver && !isAhead($0.value) }
            .map { "run \($0.id.demand)/\($0.id.repetition) \($0.value.status)" }
        reasons += docks.filter { $0.flightID != nil }.map { "\($0.site.id) flies" }
        for lane in Lane.allCases {
            do {
                reasons += try engine.outbox.open(in: lane, limit: 5).map {
                    "\($0.pending.effect.id) is \($0.state) in the lane \(lane)"
                }
            } catch { throw failure("store", "\(error)") }
        }
        return "the world does not come to rest: " + reasons.joined(separator: ", ")
    }

    /// Compares the books and sums the world up.
    mutating func finish() throws(WorldFailure) {
        guard let engine = shell?.engine else { throw failure("rest", "no process lives") }
        summary.simulated = now - ground.start
        summary.messages = messages
        summary.flights = docks.reduce(0) { $0 + $1.flights }
        for (name, number) in network.counts { summary.faults[name] = number }
        do {
            summary.digest = try engine.digest()
            summary.journal = try AuditChain.head(of: store).hash
        } catch { throw failure("store", "\(error)") }
        let end = World.End(
            engine: engine,
            digest: summary.digest,
            pictures: pictures,
            receivers: receivers
        )
        if let finding = checkers.end(end) { throw failure(finding.checker, finding.sentence) }
        if options.keepsTranscript { summary.transcript = transcript.lines }
    }

    /// What the checkers see at the end.
    struct End {
        var engine: Engine
        var digest: String
        var pictures: PictureStore
        var receivers: [ReceiverID: SimulatedReceiver]
    }
}

extension RunRecord {
    /// Whether it has its outcome, or waits for nothing but the end of its window.
    var isOver: Bool {
        switch status {
        case .planned, .waiting, .departed: false
        case .ended, .dropped: true
        }
    }
}
