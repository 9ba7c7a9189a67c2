// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import DockSim
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

// The docks' side of the world.
extension World {
    mutating func begin() throws(WorldFailure) {
        let configuration = ground.configuration
        for (index, ground) in ground.setups.enumerated() {
            var setup = ground
            let site = setup.site
            setup.seed = dice.next()
            setup.times = configuration.fleet.times
            setup.clockSkew = .milliseconds(-dice.pick(0...900))
            // Some begin with less than a flight needs.
            if swarm.ambushes > 0, dice.happens(0.4) {
                setup.batteryPermille = dice.pick(150...650)
            }
            setup.misbehaviours += swarm.misbehaviours[index]
            for plan in setup.misbehaviours {
                count("\(plan.what.rawValue) \(plan.what)")
                tell("fault   \(site.id) \(plan.what.rawValue) \(plan.what) \(plan.when)")
            }
            docks.append(SimulatedDock(setup, at: now))
            wakes.append(docks[index].nextWake)
            seenFlights.append(0)
            agenda.add(.linkUp(index), at: now + .milliseconds(dice.pick(100...5000)))
        }
        for event in swarm.events {
            agenda.add(.fault(event.fault, begins: true), at: event.from)
            agenda.add(.fault(event.fault, begins: false), at: event.until)
        }
        if options.hasFaults { invitePeople() } else if options.relays { askForRelays() }
        try live()
        shell?.backlog.append(Posting(.configure(configuration)))
        try turnRoost()
    }

    /// Does what a dock wants done.
    mutating func take(_ outputs: [SimOutput], from index: Int) throws(WorldFailure) {
        for output in outputs {
            switch output {
            case .publish(let topic, let payload, let qos):
                publish(topic, payload, qos)
            case .download(_, let purpose):
                let at = now + .milliseconds(dice.pick(100...2000))
                agenda.add(.downloaded(index, purpose), at: at)
            case .dropLink(let span):
                count("F39 link dropped")
                _ = docks[index].disconnected(at: now)
                agenda.add(.linkUp(index), at: now + span)
            case .picture(let picture): look(picture)
            case .handOver(let aircraft): try handOver(aircraft, from: index)
            case .log(let words): tell("dock    \(words)")
            }
        }
        wakes[index] = docks[index].nextWake
        let flights = docks[index].flights
        guard flights > seenFlights[index] else { return }
        seenFlights[index] = flights
        let flight = docks[index].flightID
        try show(.dock(docks[index].site.id, flights: flights, flight: flight))
    }

    /// An aircraft is over another dock; one that is in no world comes down where nobody looks.
    private mutating func handOver(_ aircraft: HandOver, from index: Int) throws(WorldFailure) {
        guard let other = docks.firstIndex(where: { $0.site.serial == aircraft.to }) else {
            throw failure("hand over", "no dock has the serial number \(aircraft.to)")
        }
        tell("dock    \(docks[index].site.id) hands its aircraft over to \(docks[other].site.id)")
        let outputs = docks[other].take(aircraft, at: now)
        guard docks[other].hasAircraft else {
            throw failure("hand over", "\(docks[other].site.id) has an aircraft already")
        }
        try take(outputs, from: other)
    }

    private mutating func publish(_ topic: String, _ payload: [UInt8], _ qos: Int) {
        messages += 1
        summary.bytes += payload.count
        let message = Incoming(number: messages, topic: topic, payload: payload, qos: qos)
        if has(.retained), qos == 0 { return repeatRetained(message) }
        let keepsOrder = qos > 0 && (topic.hasSuffix("_reply") || topic.hasSuffix("/status"))
        let line = keepsOrder ? topic : nil
        for at in network.arrivals(.up, qos: qos, line: line, at: now) {
            agenda.add(.toRoost(message), at: at)
        }
    }

    /// A command or answer arrives, unless it is too old; a broker keeps it for a dock without a link.
    mutating func deliver(_ message: Departing, to index: Int) throws(WorldFailure) {
        guard now < message.expiresAt else {
            count("F57 expired on its way")
            return
        }
        guard docks[index].isLinked, !has(.downwardCut) else {
            return agenda.add(.toDock(index, message), at: now + .seconds(1))
        }
        if message.command != nil { try show(.delivered(message)) }
        let outputs = docks[index].receive(
            topic: message.outgoing.topic.text,
            payload: message.outgoing.payload,
            at: now
        )
        try take(outputs, from: index)
    }

    /// The wayline's bytes, as roost's own server gives them while it lives.
    mutating func download(_ purpose: DownloadPurpose, for index: Int) throws(WorldFailure) {
        var bytes: [UInt8]?
        if !isCalm, dice.happens(swarm.downloadFaults) {
            count("download failed")
        } else {
            switch purpose {
            case .prepare(let flight), .launch(let flight):
                guard let id = WireID(flight), let task = shell?.site.fleet.task(of: id) else {
                    break
                }
                do { bytes = try WaylineKMZ.write(task.wayline) } catch {
                    throw failure("wayline", "\(error)")
                }
            case .areas:
                bytes = shell?.site.configuration.map {
                    FlightAreaDocument.bytes(of: $0.fleet.areas)
                }
            }
        }
        try take(docks[index].downloaded(purpose, bytes: bytes, at: now), from: index)
    }
}
