// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DockSim
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

// People at their desks: few requests, at any time.
extension World {
    private static let dispatcher = Person(name: "lin", role: .dispatcher)
    private static let reviewer = Person(name: "chen", role: .reviewer)

    /// Draws who asks for what before the calm.
    mutating func invitePeople() {
        if options.faults == .badHour { return inviteBadHour() }
        if options.relays { askForRelays() }
        let seconds = (calmAt - now).wholeSeconds
        let most = options.faults == .light ? 2 + seconds / 3600 : 4 + seconds / 300
        for number in 0..<dice.pick(2...most) {
            let at = now + .seconds(dice.pick(10...seconds - 1))
            let request = OperatorRequest(person: Self.dispatcher, verb: .fleet(drawRequest()))
            agenda.add(.ask(request, key: "k\(number)", tries: 0), at: at)
            if request.mayLaunch { ambushLaunch(from: dice.pick(0...docks.count - 1), at: at) }
            guard options.faults == .heavy, dice.happens(0.2) else { continue }
            // What has no sense: a case that is not, a notice that is on its way.
            let odd = OperatorRequest(person: Self.reviewer, verb: .cases(drawCaseRequest()))
            agenda.add(.ask(odd, key: "o\(number)", tries: 0), at: at)
        }
        inviteToPlan()
    }

    /// One flight from the first dock to the second, and some that lead back or repeat it.
    mutating func askForRelays() {
        let seconds = (calmAt - now).wholeSeconds
        for number in 0..<max(2, seconds / 120) {
            let isThere = number.isMultiple(of: 2)
            let (from, to): (DockID, DockID) = isThere ? ("D01", "D02") : ("D02", "D01")
            let route: RouteID = isThere ? "R01" : "R02"
            let verb = OperatorVerb.fleet(.relay(route: route, from: from, to: to))
            let request = OperatorRequest(person: Self.dispatcher, verb: verb)
            let at = now + .seconds(60 + number * 120 + dice.pick(0...40))
            agenda.add(.ask(request, key: "b\(number)", tries: 0), at: at)
        }
    }

    private mutating func drawCaseRequest() -> CaseRequest {
        switch dice.pick(0...2) {
        case 0: .approve(CaseID(dice.pick(1...6)), reason: "drawn")
        case 1: .dismiss(CaseID(dice.pick(1...6)), reason: "drawn")
        default: .retry(NoticeID(dice.pick(1...4)))
        }
    }

    /// A case waits for a reviewer, who comes to it after some minutes.
    mutating func askReviewer(_ fact: Fact) {
        guard let id = fact.subject.violation else { return }
        let at = now + .seconds(dice.pick(20...300))
        let approval = CaseRequest.approve(id, reason: "stands where it may not")
        let dismissal = CaseRequest.dismiss(id, reason: "a delivery")
        var decisions = [dice.happens(0.8) ? approval : dismissal]
        if has(.reviewerDoubts) {
            count(.reviewerDoubts)
            decisions.append(dice.happens(0.5) ? approval : dismissal)
        }
        for (number, decision) in decisions.enumerated() {
            let request = OperatorRequest(person: Self.reviewer, verb: .cases(decision))
            agenda.add(.ask(request, key: "c\(id.value)-\(number)", tries: -40), at: at)
        }
    }

    private mutating func drawRequest() -> FleetRequest {
        let fleet = ground.configuration.fleet
        let site = fleet.docks[dice.pick(0...fleet.docks.count - 1)]
        let dock = site.id
        switch dice.pick(0...14) {
        case 0, 1, 2:
            let (place, grid) = drawPlace(near: site)
            let named = dice.happens(0.3) ? dock : nil
            return .dispatch(place: place, grid: grid, dock: named, looks: dice.happens(0.3))
        case 10: return .pause(dock: dock)
        case 11: return .resume(dock: dock)
        case 12: return .cancelReturn(dock: dock)
        case 13, 14:
            let (place, grid) = drawPlace(near: site)
            return .flyTo(dock: dock, place: place, grid: grid)
        case 3:
            let route = fleet.routes[dice.pick(0...fleet.routes.count - 1)].id
            return .patrol(route: route, dock: dice.happens(0.5) ? dock : nil)
        case 4, 5: return .recall(dock: dice.happens(0.7) ? dock : nil)
        case 6: return .cancel(MissionID(dice.pick(1...6)))
        case 7: return .hold(drawScope(dock), reason: "drawn")
        case 8: return .stop(drawScope(dock), reason: "drawn")
        default: return .release(drawScope(dock))
        }
    }

    /// A place within some hundred metres of a dock.
    mutating func drawPlace(near site: DockSite) -> (Coordinate, GridPoint) {
        let grid = ground.configuration.grid
        let here = grid.plane(site.position)
        let there = PlanePoint(
            x: here.x + Double(dice.pick(-900...900)),
            y: here.y + Double(dice.pick(-300...300))
        )
        let place = grid.coordinate(there)
        return (place, grid.grid(place))
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
        if case .fleet(.relay(_, let from, let to)) = request.verb, let shell {
            postings += shell.reader.links(from: from, to: to, shell.site, at: clock)
        }
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
        // Stop and return home go ahead of a store that fails (ARCHITECTURE § 4 d), unless the process died.
        if let site = before, shell != nil {
            switch request.verb {
            case .fleet(.recall(let dock)):
                try recallAhead(dock.map { .dock($0) } ?? .fleet, site)
            case .fleet(.stop(let scope, _)): try recallAhead(scope, site)
            case .fleet, .cases, .patrols, .site: break
            }
        }
        let again = Happening.ask(request, key: key, tries: tries + 1)
        if tries < 5 { agenda.add(again, at: now + .seconds(2)) }
    }

    private mutating func recallAhead(_ scope: HoldScope, _ site: Site) throws(WorldFailure) {
        guard broker.isUp else { return }
        for id in site.fleet.mayBeInTheAir(in: scope) {
            let command = DockCommand(dock: id, order: .returnHome)
            try sendAhead(command, site)
        }
    }

    private mutating func sendAhead(_ command: DockCommand, _ site: Site) throws(WorldFailure) {
        let tid = WireID(at: clock, siteKey: dice.next(), kind: 9, counter: 1)
        do {
            var encoder = Encoder(site: site)
            let outgoing = try encoder.command(command, tid: tid, at: clock)
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
        let flight = WireID(at: clock, siteKey: dice.next(), kind: 9, counter: 2)
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
