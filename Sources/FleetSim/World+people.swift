// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

// People at their desks: few requests, at any time.
extension World {
    private static let dispatcher = Person(name: "lin", role: .dispatcher)

    /// Draws who asks for what before the calm.
    mutating func invitePeople() {
        let seconds = (calmAt - now).wholeSeconds
        for number in 0..<dice.pick(2...4 + seconds / 120) {
            let at = now + .seconds(dice.pick(10...seconds - 1))
            let request = OperatorRequest(person: Self.dispatcher, verb: .fleet(drawRequest()))
            agenda.add(.ask(request, key: "k\(number)", tries: 0), at: at)
        }
    }

    private mutating func drawRequest() -> FleetRequest {
        let number = dice.pick(1...options.docks)
        let dock = DockID("D0\(number)")
        switch dice.pick(0...9) {
        case 0, 1, 2:
            let x = Double(dice.pick(-200...options.docks * 1200))
            let (place, grid) = SmallDistrict.place(x, Double(dice.pick(-300...300)))
            return .dispatch(place: place, grid: grid, dock: dice.happens(0.3) ? dock : nil)
        case 3: return .patrol(route: RouteID("R0\(number)"), dock: dice.happens(0.5) ? dock : nil)
        case 4, 5: return .recall(dock: dice.happens(0.7) ? dock : nil)
        case 6: return .cancel(MissionID(dice.pick(1...6)))
        case 7, 8: return .hold(drawScope(dock), reason: "drawn")
        default: return .release(drawScope(dock))
        }
    }

    private mutating func drawScope(_ dock: DockID) -> HoldScope {
        dice.happens(0.3) ? .fleet : .dock(dock)
    }

    /// A person asks; when it fails they ask again with the same key, a few times.
    mutating func ask(
        _ request: OperatorRequest,
        key: String,
        tries: Int
    ) throws(WorldFailure) {
        guard shell != nil else {
            guard tries < 5 else { return }
            let again = Happening.ask(request, key: key, tries: tries + 1)
            return agenda.add(again, at: now + .seconds(3))
        }
        var postings: [Posting] = []
        if request.mayLaunch { postings = shell?.reader.release(docks.map(\.site.id)) ?? [] }
        let posting = PostingKey.request(
            person: request.person.name,
            key: key,
            content: "\(request.verb)"
        )
        postings.append(Posting(.request(request), key: posting))
        let before = shell?.site
        guard try turnRoost(postings) == nil else {
            try ignoreHold(request)
            return
        }
        // Stop and return home go ahead of a store that fails (ARCHITECTURE § 4 d).
        if case .fleet(.recall(let dock)) = request.verb, let site = before {
            try recallAhead(dock, site)
        }
        let again = Happening.ask(request, key: key, tries: tries + 1)
        if tries < 5 { agenda.add(again, at: now + .seconds(2)) }
    }

    private mutating func recallAhead(_ dock: DockID?, _ site: Site) throws(WorldFailure) {
        guard isBrokerUp else { return }
        for id in docks.map(\.site.id)
        where (dock == nil || dock == id) && site.fleet.mayBeInTheAir(id) {
            let command = DockCommand(dock: id, order: .returnHome)
            try sendAhead(command, site)
        }
    }

    private mutating func sendAhead(_ command: DockCommand, _ site: Site) throws(WorldFailure) {
        let tid = WireID(at: now, siteKey: dice.next(), kind: 9, counter: 1)
        do {
            let outgoing = try Encoder(site: site).command(command, tid: tid, at: now)
            try send(
                Departing(
                    effect: nil,
                    command: command,
                    dock: command.dock,
                    outgoing: outgoing,
                    expiresAt: now + .seconds(60)
                )
            )
        } catch let error as WorldFailure { throw error } catch {
            throw failure("encoding", "\(error)")
        }
    }

    /// The sabotage of a shell that launches from a dock which was just put on hold.
    private mutating func ignoreHold(_ request: OperatorRequest) throws(WorldFailure) {
        guard options.sabotage == .ignoresHold, case .fleet(.hold(let scope, _)) = request.verb,
            let site = shell?.site, !site.fleet.holds.isEmpty,
            let dock = docks.first(where: { scope == .fleet || scope == .dock($0.site.id) })?.site
        else { return }
        let flight = WireID(at: now, siteKey: dice.next(), kind: 9, counter: 2)
        let point = FlightToPoint(
            sortie: SortieID(999),
            flight: flight,
            place: dock.position,
            ellipsoidHeight: 100,
            securityHeight: 90,
            returnHeight: 90,
            speed: 10
        )
        try sendAhead(DockCommand(dock: dock.id, order: .takeOff(point), flight: flight), site)
    }
}
