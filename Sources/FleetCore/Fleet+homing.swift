// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The way home by the aircraft's own word, and what it broke off.
extension Fleet {
    /// A return that was broken off right after it was begun anew is not ordered again before this.
    private static let returnPause = TimeSpan.seconds(5)

    /// The aircraft's word about its way home.
    ///
    /// Broken off, it hovers on a draining battery (S23).
    mutating func homing(_ word: Homing, _ report: DockReport, _ turn: inout Turn) {
        guard let id = docks[report.dock]?.sortie else {
            if word.isBrokenOff { adopt(at: report.dock, isHomeward: false, &turn) }
            guard word.isBrokenOff, let foreign = docks[report.dock]?.sortie else { return }
            return breakOff(foreign, &turn)
        }
        if isWaitingForIt(report.dock, id), sorties[id]?.state.isInTheAir != true { return }
        heardInTheAir(id, at: min(report.receivedAt, turn.now))
        if word.isBrokenOff { return breakOff(id, &turn) }
        sorties.update(id) { $0.isInEmergency = false }
        move(id, .homeward, sorties[id]?.returnReason, &turn)
    }

    private mutating func breakOff(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], sortie.state.isInTheAir else { return }
        if !sortie.isInEmergency { tellBrokenOff(sortie, &turn) }
        sorties.update(id) { $0.isInEmergency = true }
        move(id, .hovering, &turn)
        // Each such word is answered, but a repeated one not at once again.
        let pause = sortie.isInEmergency ? FleetTimes.returnAgain : Self.returnPause
        guard !isInHands(sortie.dock) else { return }
        let isRepeated = sortie.returnOrder.map { turn.now - $0.at < pause } ?? false
        if sortie.brokenOff == nil || !isRepeated { orderReturn(id, .brokenOff, by: nil, &turn) }
    }

    /// Tells that a return was broken off, or has it told with the next word.
    private mutating func tellBrokenOff(_ sortie: Sortie, _ turn: inout Turn) {
        var told = sortie.brokenOff ?? BrokenOff(count: 0, toldAt: turn.now)
        told.count += 1
        if told.isQuiet(at: turn.now) {
            told.isUntold = true
        } else {
            told.toldAt = turn.now
            told.isUntold = false
            turn.tell(.sortieReturnBrokenOff, sortie.subject)
        }
        sorties.update(sortie.id) { $0.brokenOff = told }
    }

    /// Whether a change between out there and homeward is not told now, but with the next word.
    mutating func keepsQuiet(_ sortie: Sortie, from old: Sortie.State, at now: Timestamp) -> Bool {
        let isFlip = old.isFlying && sortie.state.isFlying
        guard isFlip, sortie.brokenOff?.isQuiet(at: now) == true else { return false }
        sorties.update(sortie.id) { $0.brokenOff?.isUntold = true }
        return true
    }

    /// What was kept quiet: how it stands now.
    mutating func tellHomeward(_ id: SortieID, _ turn: inout Turn) {
        guard let sortie = sorties[id], let told = sortie.brokenOff, told.isUntold,
            !told.isQuiet(at: turn.now)
        else { return }
        sorties.update(id) {
            $0.brokenOff?.isUntold = false
            $0.brokenOff?.toldAt = turn.now
        }
        if sortie.isInEmergency { return turn.tell(.sortieReturnBrokenOff, sortie.subject) }
        tell(sortie, sortie.returnReason, &turn)
    }
}

extension Sortie.State {
    /// Out there, or on its way home.
    fileprivate var isFlying: Bool { self == .airborne || self == .returning }
}
