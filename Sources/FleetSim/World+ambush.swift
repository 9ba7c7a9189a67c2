// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostModel
import SiteCore

// What goes wrong at the worst moment: when an aircraft is to leave, and just after it was told to.
//
// Faults at any time rarely meet a launch, and only there the gate is asked.
extension World {
    /// Faults that must keep an aircraft in its dock.
    private static let kinds: [Misbehaviour] = [
        .gust, .weatherDead, .emergencyStop, .powerLost, .coverUnknown, .aircraftMissing, .upgrades,
        .clockAhead, .clockBehind, .clockLost, .telemetryStops, .telemetryFrozen, .telemetryLate,
        .fieldMissing, .enumUnknown, .linkLost, .neverTakesOff,
    ]
    /// The same of everything else.
    private static let worldKinds: [WorldFault] = [
        .brokerRestarts, .upwardCut, .clockStep, .diskFails, .killed, .stopped,
    ]

    /// A command leaves: something may lie in wait for what follows from it.
    mutating func ambush(_ command: DockCommand) {
        guard let index = docks.firstIndex(where: { $0.site.id == command.dock }) else { return }
        switch command.order {
        case .prepare(let task): ambushLaunch(from: index, at: task.executeAt - clockShift)
        case .execute, .takeOff, .relay: ambushFlight(from: index)
        default: break
        }
    }

    /// Something goes wrong around the instant at which a dock's aircraft is to leave.
    mutating func ambushLaunch(from index: Int, at start: Timestamp) {
        guard !isCalm, swarm.ambushes > 0, dice.happens(swarm.ambushes) else { return }
        let start = max(start, now)
        let from = max(now, start - .milliseconds(dice.pick(500...25_000)))
        let until = min(start + .seconds(dice.pick(2...40)), calmAt)
        guard from < until else { return }
        switch dice.pick(0...9) {
        case 0, 1:
            agenda.add(.ask(drawBar(index), key: drawKey(), tries: 0), at: from)
            release(index, at: until)
        case 2:
            let routes = ground.configuration.fleet.routes
            let route = routes[min(index, routes.count - 1)]
            agenda.add(.configured(ground.configuration.withdrawing(route)), at: from)
            agenda.add(.configured(ground.configuration), at: until)
        case 3:
            let fault = Self.worldKinds[dice.pick(0...Self.worldKinds.count - 1)]
            agenda.add(.fault(fault, begins: true), at: from)
            agenda.add(.fault(fault, begins: false), at: until)
        case 4:
            count("battery swapped")
            tell("dock    \(docks[index].site.id) is given another battery")
            docks[index].swapBattery(permille: dice.pick(100...500))
        default:
            let what = Self.kinds[dice.pick(0...Self.kinds.count - 1)]
            count("\(what.rawValue) \(what)")
            tell("fault   \(docks[index].site.id) \(what.rawValue) \(what) at its launch")
            docks[index].add(MisbehaviourPlan(what, .between(from, until)))
        }
    }

    /// A person changes their mind after a launch was ordered, or sends another aircraft into its way.
    private mutating func ambushFlight(from index: Int) {
        guard !isCalm, swarm.ambushes > 0, dice.happens(swarm.ambushes) else { return }
        let dock = docks[index].site
        let mission = shell?.site.fleet.openSortie(at: dock.id)?.mission
        let verb: FleetRequest
        switch dice.pick(0...5) {
        case 0: verb = .recall(dock: dock.id)
        case 1: verb = .recall(dock: nil)
        case 2, 3: verb = mission.map { .cancel($0) } ?? .recall(dock: dock.id)
        case 4:
            verb = .stop(.dock(dock.id), reason: "drawn")
            release(index, at: now + .seconds(dice.pick(45...90)))
        default: verb = drawDispatch(to: ground.configuration.grid.plane(dock.position))
        }
        let at = now + .milliseconds(dice.pick(100...dice.pick(200...40_000)))
        guard at < calmAt else { return }
        agenda.add(.ask(Self.asked(verb), key: drawKey(), tries: 0), at: at)
        if dice.happens(0.2) {
            // It breaks its way home off, whenever that begins.
            strike(index, .hovers, from: now, for: 240...600)
        } else if dice.happens(0.2) {
            strike(index, .takenOver, from: at + .seconds(dice.pick(0...60)), for: 60...180)
        }
        // Another person, who did not see the recall, wants it to stop where it is.
        guard case .recall = verb, dice.happens(0.5) else { return }
        let later = at + .milliseconds(dice.pick(50...2500))
        agenda.add(.ask(Self.asked(.pause(dock: dock.id)), key: drawKey(), tries: 0), at: later)
    }

    /// The wind rises over an aircraft that somebody flies by hand, and keeps flying so.
    mutating func ambushTakeover(_ fact: Fact) {
        guard !isCalm, swarm.ambushes > 0, let id = fact.subject.dock,
            let index = docks.firstIndex(where: { $0.site.id == id })
        else { return }
        strike(index, .gust, from: now + .milliseconds(dice.pick(100...8000)), for: 20...90)
        strike(index, .takenOver, from: now, for: 60...120)
    }

    /// A dock or its aircraft misbehaves for so many seconds.
    private mutating func strike(
        _ index: Int,
        _ what: Misbehaviour,
        from: Timestamp,
        for seconds: ClosedRange<Int>
    ) {
        let until = min(from + .seconds(dice.pick(seconds)), calmAt)
        guard from < until else { return }
        count("\(what.rawValue) \(what)")
        tell("fault   \(docks[index].site.id) \(what.rawValue) \(what) at \(from)")
        docks[index].add(MisbehaviourPlan(what, .between(from, until)))
    }

    /// Somebody sends an aircraft to where one hangs in the air that broke its way home off.
    mutating func ambushEmergency(_ fact: Fact) {
        guard !isCalm, swarm.ambushes > 0, let id = fact.subject.dock,
            let grid = shell?.site.fleet.docks[id]?.aircraft.grid
        else { return }
        for seconds in [0, 6, 15] {
            let at = now + .seconds(seconds) + .milliseconds(dice.pick(100...6000))
            guard at < calmAt else { continue }
            let request = Self.asked(drawDispatch(to: grid.plane))
            agenda.add(.ask(request, key: drawKey(), tries: 0), at: at)
        }
    }

    /// Somebody calls an aircraft home of which nobody knows where it is.
    mutating func ambushUnknown(_ fact: Fact) {
        guard !isCalm, swarm.ambushes > 0, let dock = fact.subject.dock, dice.happens(0.6) else {
            return
        }
        let at = now + .milliseconds(dice.pick(100...8000))
        guard at < calmAt else { return }
        let verb = FleetRequest.recall(dock: dice.happens(0.5) ? dock : nil)
        agenda.add(.ask(Self.asked(verb), key: drawKey(), tries: 0), at: at)
    }

    /// Somebody calls for an aircraft just after a new process began, which heard little yet.
    mutating func ambushRestart() {
        guard !isCalm, swarm.ambushes > 0 else { return }
        for _ in 0..<2 {
            let at = now + .milliseconds(dice.pick(100...12_000))
            let site = docks[dice.pick(0...docks.count - 1)].site
            let verb = drawDispatch(to: ground.configuration.grid.plane(site.position))
            guard at < calmAt else { continue }
            agenda.add(.ask(Self.asked(verb), key: drawKey(), tries: 0), at: at)
        }
    }

    /// A call to within some metres of a place.
    private mutating func drawDispatch(to here: PlanePoint) -> FleetRequest {
        let place = ground.configuration.grid.coordinate(
            PlanePoint(
                x: here.x + Double(dice.pick(-40...40)),
                y: here.y + Double(dice.pick(-40...40))
            )
        )
        let grid = ground.configuration.grid.grid(place)
        return .dispatch(place: place, grid: grid, dock: nil, looks: false)
    }

    /// What keeps an aircraft in its dock by a person's word.
    private mutating func drawBar(_ index: Int) -> OperatorRequest {
        let dock = docks[index].site.id
        let mission = shell?.site.fleet.openSortie(at: dock)?.mission
        switch dice.pick(0...4) {
        case 0, 1: return Self.asked(.hold(.dock(dock), reason: "drawn"))
        case 2: return Self.asked(.hold(.fleet, reason: "drawn"))
        case 3: return Self.asked(.stop(.dock(dock), reason: "drawn"))
        default:
            return Self.asked(mission.map { .cancel($0) } ?? .hold(.dock(dock), reason: "drawn"))
        }
    }

    /// A bar ends, so that there are launches to ask for after it.
    private mutating func release(_ index: Int, at: Timestamp) {
        for scope in [HoldScope.dock(docks[index].site.id), .fleet] where at < calmAt {
            let request = Self.asked(.release(scope))
            agenda.add(.ask(request, key: drawKey(), tries: 0), at: at)
        }
    }

    private static func asked(_ verb: FleetRequest) -> OperatorRequest {
        OperatorRequest(person: Person(name: "wu", role: .dispatcher), verb: .fleet(verb))
    }

    /// A key that nobody used before.
    private mutating func drawKey() -> String { "a\(dice.next())" }
}
