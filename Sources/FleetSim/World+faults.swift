// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel

// What goes wrong between docks and people, at the instants that the swarm drew or somebody asked for.
extension World {
    /// Whether a fault is there now.
    func has(_ fault: WorldFault) -> Bool {
        guard !active.isEmpty else { return false }
        return active[fault, default: 0] > 0
    }

    mutating func count(_ fault: WorldFault) { count("\(fault.number) \(fault)") }

    /// A fault begins or ends.
    mutating func strike(_ fault: WorldFault, begins: Bool) throws(WorldFailure) {
        guard begins else { return try relieve(fault) }
        guard !isCalm else { return }
        active[fault, default: 0] += 1
        tell("fault   \(fault.rawValue) \(fault)")
        switch fault {
        case .brokerRestarts, .brokerForgets:
            count(fault)
            setBroker(isUp: false)
        case .brokerPaused:
            count(fault)
            broker.isPaused = true
            agenda.add(.broker(isUp: false), at: now + .seconds(dice.pick(15...40)))
        case .redelivery:
            count(fault)
            for message in broker.recent {
                for _ in 0..<dice.pick(1...3) { hear(message) }
            }
        case .poorNetwork:
            count(fault)
            network.worsen()
        case .thirdVanishes:
            count(fault)
            vanish()
        case .killed:
            guard shell != nil else { return }
            count(fault)
            die(.deathAfterCommit)
        case .stopped:
            guard shell != nil else { return }
            count(fault)
            stoppedUntil = now + .seconds(dice.pick(5...30))
        case .clockStep:
            count(fault)
            try stepClock()
        case .downwardCut: count(fault)
        case .clockSlew: count(fault)
        case .upwardCut, .retained, .diskFull, .diskFails, .diskSlow, .frameTripled,
            .pictureLate, .flightUnknown, .confidenceOdd, .pictureWrong, .receiverFails,
            .reviewerDoubts:
            break
        }
    }

    private mutating func relieve(_ fault: WorldFault) throws(WorldFailure) {
        guard let count = active[fault] else { return }
        active[fault] = count > 1 ? count - 1 : nil
        guard active[fault] == nil else { return }
        switch fault {
        case .brokerRestarts: setBroker(isUp: true)
        case .brokerForgets:
            broker.kept = []
            setBroker(isUp: true)
        case .brokerPaused: resumeBroker()
        case .poorNetwork:
            network.up = isCalm ? SimulatedNetwork.Conditions() : swarm.up
            network.down = isCalm ? SimulatedNetwork.Conditions() : swarm.down
        case .upwardCut, .downwardCut, .redelivery, .thirdVanishes, .killed, .stopped,
            .clockStep, .clockSlew, .retained, .diskFull, .diskFails, .diskSlow, .frameTripled,
            .pictureLate, .flightUnknown, .confidenceOdd, .pictureWrong, .receiverFails,
            .reviewerDoubts:
            break
        }
    }

    /// Everything that is there ends.
    mutating func endFaults() throws(WorldFailure) {
        for fault in WorldFault.allCases where has(fault) {
            active[fault] = 1
            try relieve(fault)
        }
        resumeBroker()
        setBroker(isUp: true)
        // The network's time servers have the last word.
        if clockShift != .zero { try setClock(by: .zero - clockShift) }
    }

    private mutating func resumeBroker() {
        guard broker.isPaused else { return }
        broker.isPaused = false
        setBroker(isUp: true)
        let held = broker.withheld
        broker.withheld = []
        for message in held {
            guard let index = docks.firstIndex(where: { $0.site.id == message.dock }) else {
                continue
            }
            pass(message, to: index)
        }
        if shell != nil { handOver() }
    }

    private mutating func vanish() {
        let first = dice.pick(0...2)
        for index in stride(from: first, to: docks.count, by: 3) where docks[index].isLinked {
            _ = docks[index].disconnected(at: now)
            wakes[index] = docks[index].nextWake
            agenda.add(.linkUp(index), at: now + WorldFault.thirdVanishes.usualSpan)
        }
    }

    /// An hour back or forth, or half a minute.
    private mutating func stepClock() throws(WorldFailure) {
        let spans = [3600, -3600, 30, -30]
        try setClock(by: .seconds(spans[dice.pick(0...3)]))
    }

    private mutating func setClock(by span: TimeSpan) throws(WorldFailure) {
        clockShift = clockShift + span
        tell("clock   is set by \(span)")
        shell?.stepClock(by: span, to: clock)
        try show(.stepped)
        if shell != nil { turnAt = now }
    }

    /// A report that the broker kept from an earlier session comes again with each new one.
    mutating func repeatRetained(_ message: Incoming) {
        count(.retained)
        var old = message
        old.isRetained = true
        agenda.add(.toRoost(old), at: now + .milliseconds(dice.pick(1...50)))
        agenda.add(.toRoost(message), at: now + .milliseconds(dice.pick(1...50)))
    }
}
