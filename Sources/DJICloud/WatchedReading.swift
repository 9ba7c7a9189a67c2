// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One reading that the gate watches: where it stands and what change of it counts.
struct WatchedReading: Sendable {
    /// Whether the reading is said at all.
    let isSaid: @Sendable (Readings) -> Bool
    /// Whether both say it and it moved by its quantum.
    let hasMoved: @Sendable (_ from: Readings, _ to: Readings) -> Bool

    /// A reading of which any change counts.
    private static func exact<Value: Equatable & Sendable>(
        _ read: @escaping @Sendable (Readings) -> Value?
    ) -> WatchedReading {
        WatchedReading(isSaid: { read($0) != nil }, hasMoved: { read($0) != read($1) })
    }

    /// A reading of which a change of at least `quantum` counts.
    private static func number(
        by quantum: Double,
        _ read: @escaping @Sendable (Readings) -> Double?
    ) -> WatchedReading {
        WatchedReading(isSaid: { read($0) != nil }) { from, to in
            guard let from = read(from), let to = read(to) else { return true }
            return !(abs(to - from) < quantum)
        }
    }

    /// A reading that only shifts a number on a screen: it passes by age alone.
    private static func byAge<Value: Sendable>(
        _ read: @escaping @Sendable (Readings) -> Value?
    ) -> WatchedReading {
        WatchedReading(isSaid: { read($0) != nil }, hasMoved: { _, _ in false })
    }

    /// Every reading of ``Readings``, at most 64.
    ///
    /// The quanta are ours: half a step of what the
    /// interlocks compare (wind in tenths against limits of 8 and 12 m/s, battery in percent).
    static let all: [WatchedReading] = [
        exact { $0.dock.mode },
        exact { $0.dock.cover },
        exact { $0.dock.isAircraftInDock },
        exact { $0.dock.chargePercent },
        exact { $0.dock.isCharging },
        number(by: 0.5) { $0.dock.wind?.value },
        exact { $0.dock.rainStep },
        number(by: 0.5) { $0.dock.temperature?.value },
        exact { $0.dock.isEmergencyStopPressed },
        exact { $0.dock.taskStep },
        exact { $0.dock.hasAlternateLanding },
        exact { $0.dock.isAircraftOn },
        exact { $0.dock.aircraftSerial },
        byAge { $0.dock.position },
        byAge { $0.dock.height },
        byAge { $0.dock.mediaToUpload },
        exact { $0.dock.firmware },
        byAge { $0.dock.networkQuality },
        byAge { $0.dock.storageUsedPercent },
        exact { $0.dock.flights },
        exact { $0.aircraft.mode },
        byAge { $0.aircraft.position },
        byAge { $0.aircraft.grid },
        byAge { $0.aircraft.height },
        byAge { $0.aircraft.elevation },
        byAge { $0.aircraft.heading },
        byAge { $0.aircraft.speed },
        exact { $0.aircraft.batteryPercent },
        exact { $0.aircraft.returnPercent },
        number(by: 1) { $0.aircraft.batteryTemperature?.value },
        byAge { $0.aircraft.gimbalPitch },
        byAge { $0.aircraft.gimbalYaw },
        byAge { $0.aircraft.gimbalRoll },
        exact { $0.aircraft.isFixed },
        byAge { $0.aircraft.homeDistance },
        exact { $0.aircraft.firmware },
    ]
}
