// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@Suite("Members of readings")
struct ReadingTests {
    /// Names of the members that are said.
    private func said(_ readings: Any) -> Set<String> {
        let pairs = Mirror(reflecting: readings).children.compactMap { child -> String? in
            let value = Mirror(reflecting: child.value)
            return value.displayStyle == .optional && value.children.isEmpty ? nil : child.label
        }
        return Set(pairs)
    }

    /// Every member of a dock's readings.
    private static var dock: DockReadings {
        var all = DockReadings()
        all.mode = 0
        all.cover = 0
        all.isAircraftInDock = true
        all.chargePercent = 90
        all.isCharging = false
        all.wind = 3
        all.rainStep = 0
        all.temperature = 20
        all.isEmergencyStopPressed = false
        all.taskStep = 5
        all.hasAlternateLanding = true
        all.isAircraftOn = false
        all.aircraftSerial = "AIR1"
        all.position = Coordinate(latitude: 22.5, longitude: 114)
        all.height = 20
        all.mediaToUpload = 0
        all.firmware = "1"
        all.networkQuality = 5
        all.storageUsedPercent = 10
        all.flights = 3
        all.controlSource = "A"
        return all
    }

    /// Every member of an aircraft's readings.
    private static var aircraft: AircraftReadings {
        var all = AircraftReadings()
        all.mode = 5
        all.position = Coordinate(latitude: 22.5, longitude: 114)
        all.grid = GridPoint(eastMillimetres: 1, northMillimetres: 2)
        all.height = 80
        all.elevation = 60
        all.heading = 10
        all.speed = 8
        all.batteryPercent = 70
        all.returnPercent = 20
        all.batteryTemperature = 30
        all.gimbalPitch = -90
        all.gimbalYaw = 0
        all.gimbalRoll = 0
        all.isFixed = true
        all.homeDistance = 100
        all.firmware = "1"
        all.controlSource = "A"
        return all
    }

    @Test("each member of a dock's and an aircraft's readings has its own bit, left out alone")
    func members() {
        check(Self.dock)
        check(Self.aircraft)
        #expect(DockReadings().members == 0)
        #expect(AircraftReadings().members == 0)
    }

    /// Looks at readings that say every member.
    private func check(_ all: some PartialReadings) {
        let names = Set(Mirror(reflecting: all).children.compactMap(\.label))
        #expect(said(all) == names, "the sample of this test says every member")
        var left: Set<String> = []
        for bit in 0..<names.count {
            var some = all
            #expect(some.leaveOut(1 << bit) == all.members)
            let gone = names.subtracting(said(some))
            #expect(gone.count == 1)
            #expect(some.members == all.members & ~(1 << bit))
            left.formUnion(gone)
        }
        #expect(left == names)
    }
}
