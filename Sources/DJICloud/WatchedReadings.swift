// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Which readings a report says, and which of them moved by their quantum: a bit each, in one order.
struct WatchedReadings {
    /// How many readings there are, at most 64: one for each of ``Readings``.
    static let count = WatchedReadings(Readings(), since: Readings()).next.trailingZeroBitCount

    /// Readings that are said.
    private(set) var said: UInt64 = 0
    /// Those of them that moved since they were last passed.
    private(set) var moved: UInt64 = 0
    private var next: UInt64 = 1

    /// Compares what a report says with what was passed before.
    ///
    /// The quanta are ours: half a step of what the interlocks compare (wind in tenths against limits of
    /// 8 and 12 m/s, battery in percent).
    init(_ new: Readings, since old: Readings) {
        compare(new.dock, old.dock)
        compare(new.aircraft, old.aircraft)
    }

    private mutating func compare(_ new: DockReadings, _ old: DockReadings) {
        exact(new.mode, old.mode)
        exact(new.cover, old.cover)
        exact(new.isAircraftInDock, old.isAircraftInDock)
        exact(new.chargePercent, old.chargePercent)
        exact(new.isCharging, old.isCharging)
        number(new.wind?.value, old.wind?.value, by: 0.5)
        exact(new.rainStep, old.rainStep)
        number(new.temperature?.value, old.temperature?.value, by: 0.5)
        exact(new.isEmergencyStopPressed, old.isEmergencyStopPressed)
        exact(new.taskStep, old.taskStep)
        exact(new.hasAlternateLanding, old.hasAlternateLanding)
        exact(new.isAircraftOn, old.isAircraftOn)
        exact(new.aircraftSerial, old.aircraftSerial)
        byAge(new.position)
        byAge(new.height)
        byAge(new.mediaToUpload)
        exact(new.firmware, old.firmware)
        byAge(new.networkQuality)
        byAge(new.storageUsedPercent)
        exact(new.flights, old.flights)
        exact(new.controlSource, old.controlSource)
    }

    private mutating func compare(_ new: AircraftReadings, _ old: AircraftReadings) {
        exact(new.mode, old.mode)
        byAge(new.position)
        byAge(new.grid)
        byAge(new.height)
        byAge(new.elevation)
        byAge(new.heading)
        byAge(new.speed)
        exact(new.batteryPercent, old.batteryPercent)
        exact(new.returnPercent, old.returnPercent)
        number(new.batteryTemperature?.value, old.batteryTemperature?.value, by: 1)
        byAge(new.gimbalPitch)
        byAge(new.gimbalYaw)
        byAge(new.gimbalRoll)
        exact(new.isFixed, old.isFixed)
        byAge(new.homeDistance)
        exact(new.firmware, old.firmware)
        exact(new.controlSource, old.controlSource)
    }

    /// A reading of which any change counts.
    private mutating func exact<Value: Equatable>(_ new: Value?, _ old: Value?) {
        note(isSaid: new != nil, hasMoved: new != old)
    }

    /// A reading of which a change of at least a quantum counts.
    private mutating func number(_ new: Double?, _ old: Double?, by quantum: Double) {
        guard let new, let old else { return note(isSaid: new != nil, hasMoved: true) }
        note(isSaid: true, hasMoved: !(abs(new - old) < quantum))
    }

    /// A reading that only shifts a number on a screen: it passes by age alone.
    private mutating func byAge<Value>(_ new: Value?) {
        note(isSaid: new != nil, hasMoved: false)
    }

    private mutating func note(isSaid: Bool, hasMoved: Bool) {
        if isSaid {
            said |= next
            if hasMoved { moved |= next }
        }
        next <<= 1
    }
}
