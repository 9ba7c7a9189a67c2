// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Telemetry of docks and aircraft.
extension Fleet {
    mutating func read(_ readings: Readings, _ report: DockReport, _ turn: inout Turn) {
        let wasInHands = isInHands(report.dock)
        if readings.dock != DockReadings() { readDock(readings.dock, report, &turn) }
        if readings.aircraft != AircraftReadings() {
            readAircraft(readings.aircraft, report, &turn)
        }
        tellControl(of: report.dock, since: wasInHands, &turn)
    }

    private mutating func readDock(
        _ said: DockReadings,
        _ report: DockReport,
        _ turn: inout Turn
    ) {
        let at = min(report.receivedAt, turn.now)
        let isTaken = docks.update(report.dock) { dock in
            dock.order = dock.order ?? ReadingOrder()
            let place = dock.order?.take(said.members, saidAt: report.deviceTime) ?? .init()
            var said = said
            said.leaveOut(place.overtaken)
            // A word from far back is a doubt about the dock's clock, whatever it says.
            if !place.isLate || place.isFarBack {
                dock.note(clockLead: report.deviceTime.map { $0 - report.receivedAt }, at: at)
            }
            guard said != DockReadings() else { return place.isFarBack }
            let receipt = at
            let at = place.isLate ? dock.saying(of: report, at: receipt) : receipt
            dock.times.dock = max(dock.times.dock ?? at, at)
            if let wind = said.wind {
                // NaN or a negative speed is a broken sensor: the wind is missing, not old (S03).
                if wind.value.isFinite, wind.value >= 0 {
                    dock.winds.add(wind, at: receipt)
                } else {
                    said.wind = nil
                    dock.dock.wind = nil
                    dock.times.wind = nil
                }
            }
            if let temperature = said.temperature, !temperature.value.isFinite {
                said.temperature = nil
                dock.times.temperature = nil
            }
            if let height = said.height, !height.value.isFinite { said.height = nil }
            if let place = said.position, !place.isPlausible { said.position = nil }
            dock.times.note(said, at: at)
            if said.controlSource != nil { dock.tellsControl = true }
            dock.dock.merge(said)
            return true
        }
        guard isTaken == true else { return }
        weather(report.dock, &turn)
        watchPresence(report.dock, &turn)
        compareClocks(&turn)
    }

    private mutating func readAircraft(
        _ said: AircraftReadings,
        _ report: DockReport,
        _ turn: inout Turn
    ) {
        let at = min(report.receivedAt, turn.now)
        let taken = docks.update(report.dock) { dock in
            let isRepeated = dock.repeatsControl(report)
            dock.aircraftOrder = dock.aircraftOrder ?? ReadingOrder()
            let place = dock.aircraftOrder?.take(said.members, saidAt: report.deviceTime) ?? .init()
            var said = said
            said.leaveOut(place.overtaken)
            if isRepeated { said.controlSource = nil }
            guard said != AircraftReadings() else { return said }
            let at = place.isLate ? dock.saying(of: report, at: at) : at
            said = said.finite
            dock.times.note(said, at: at)
            if said.controlSource != nil { dock.tellsControl = true }
            dock.times.aircraft = max(dock.times.aircraft ?? at, at)
            dock.aircraft.merge(said)
            return said
        }
        guard let mode = taken?.mode else { return }
        flies(mode, at: docks[report.dock]?.saying(of: report, at: at) ?? at, report.dock, &turn)
    }

    /// The aircraft's own mode is evidence of where it is.
    private mutating func flies(_ mode: Int, at: Timestamp, _ id: DockID, _ turn: inout Turn) {
        guard let flight = AircraftMode(mode) else { return }
        guard let dock = docks[id], let sortie = dock.sortie else {
            // A reading that was held back, or came late, tells of the flight that has ended since.
            guard docks[id]?.lastSortie.map({ at > $0.since }) ?? true else { return }
            return adopt(at: id, isHomeward: flight == .homeward, &turn)
        }
        // Before its launch the aircraft of another dock is not heard by the one that will take it.
        if isWaitingForIt(id, sortie), sorties[sortie]?.state.isInTheAir != true { return }
        heardInTheAir(sortie, at: at)
        switch flight {
        case .flying:
            // A late word of the way home that a person broke off is overtaken by this one.
            let isBrokenOff =
                sorties[sortie]?.hoverUntil != nil && sorties[sortie]?.returnOrder == nil
            move(sortie, isBrokenOff ? .hovering : .left, &turn)
        case .homeward: move(sortie, .homeward, sorties[sortie]?.returnReason, &turn)
        }
    }

    /// The aircraft is said to be in the air.
    mutating func heardInTheAir(_ id: SortieID, at: Timestamp) {
        sorties.update(id) {
            $0.airWordAt = max($0.airWordAt ?? at, at)
            $0.wordAt = max($0.wordAt, at)
            $0.isTelemetryLost = false
        }
    }

    /// An aircraft in the air that nobody sent becomes a foreign sortie, unless the dock freshly
    /// says that its aircraft is in it.
    mutating func adopt(at id: DockID, isHomeward: Bool, _ turn: inout Turn) {
        guard let dock = docks[id], dock.sortie == nil, !sorties.isFull,
            dock.fresh(dock.dock.isAircraftInDock, dock.times.presence, now: turn.now) != true
        else { return }
        let (sortieID, wire) = turn.issuer.sortie(at: turn.now)
        var sortie = Sortie(
            id: sortieID,
            wire: wire,
            mission: nil,
            dock: id,
            assignment: .foreign,
            profile: nil,
            start: turn.now,
            state: isHomeward ? .returning : .airborne,
            since: turn.now,
            wordAt: turn.now
        )
        sortie.launchedAt = turn.now
        sortie.leftAt = turn.now
        sortie.airWordAt = turn.now
        sorties[sortieID] = sortie
        docks.update(id) { $0.sortie = sortieID }
        turn.tell(.sortieForeign, sortie.subject)
    }

    /// Words on one thing apply in the order of the dock's clock; a jump far back is a clock that was set,
    /// not a late message (S29).
    static func isInOrder(_ said: Timestamp?, after last: inout Timestamp?) -> Bool {
        guard let said else { return true }
        if let last, said < last, last - said < DockReport.clockReset { return false }
        last = said
        return true
    }
}

extension DockState {
    /// When a report was said, by our clock: it came later than the dock's others by what its clock lead lacks.
    ///
    /// What came late counts from when it was said: its age is not that of its receipt (S02).
    fileprivate func saying(of report: DockReport, at receipt: Timestamp) -> Timestamp {
        guard let said = report.deviceTime, let clockLead else { return receipt }
        return receipt - max(.zero, clockLead - (said - report.receivedAt))
    }

    /// Whether a report repeats the word on who holds the aircraft though its session has changed since.
    fileprivate func repeatsControl(_ report: DockReport) -> Bool {
        guard times.control == nil, let at = report.deviceTime else { return false }
        return aircraftOrder?.says(AircraftReadings.controlMember, at: at) ?? false
    }
}

/// What the aircraft's `mode_code` says of where it is; nil: nothing (standby, not connected,
/// unknown).
enum AircraftMode {
    case flying, homeward

    /// Modes of the aircraft properties page: 3 to 8, 15 to 18 and 20 fly; 9 to 12 come home or
    /// land.
    ///
    /// 21 of the M4D is a way out or back (DOCK3): it flies, and which way is not said.
    init?(_ mode: Int) {
        switch mode {
        case 3...8, 15...18, 20, 21: self = .flying
        case 9...12: self = .homeward
        default: return nil
        }
    }
}

extension AircraftReadings {
    /// Without numbers that are none: a snapshot could not hold them.
    fileprivate var finite: AircraftReadings {
        var out = self
        if let place = position, !place.isPlausible {
            out.position = nil
            out.grid = nil
        }
        if height?.value.isFinite == false { out.height = nil }
        if elevation?.value.isFinite == false { out.elevation = nil }
        if heading?.value.isFinite == false { out.heading = nil }
        if speed?.value.isFinite == false { out.speed = nil }
        if batteryTemperature?.value.isFinite == false { out.batteryTemperature = nil }
        if gimbalPitch?.value.isFinite == false { out.gimbalPitch = nil }
        if gimbalYaw?.value.isFinite == false { out.gimbalYaw = nil }
        if gimbalRoll?.value.isFinite == false { out.gimbalRoll = nil }
        if homeDistance?.value.isFinite == false { out.homeDistance = nil }
        return out
    }
}
