// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Decoding telemetry")
struct DecodeOsdTests {
    @Test("a dock's osd becomes readings")
    func dock() throws {
        guard case .readings(let readings) = try said("dock3/osd/osd") else {
            Issue.record("no readings")
            return
        }
        let dock = readings.dock
        #expect(dock.mode == 0)
        #expect(dock.cover == 0)
        #expect(dock.isAircraftInDock == true)
        #expect(dock.chargePercent == 87)
        #expect(dock.isCharging == true)
        #expect(dock.wind == 3.4)
        #expect(dock.rainStep == 0)
        #expect(dock.temperature == 28.5)
        #expect(dock.isEmergencyStopPressed == false)
        #expect(dock.hasAlternateLanding == true)
        #expect(dock.isAircraftOn == false)
        #expect(dock.position == Coordinate(latitude: 22.5431, longitude: 114.1312))
        #expect(dock.height == 34.2)
        #expect(dock.networkQuality == 0)
        #expect(dock.storageUsedPercent == 25)
        #expect(dock.taskStep == nil, "not said in this part")
        #expect(readings.aircraft == AircraftReadings())
    }

    @Test("the parts of an osd say different things, and merge")
    func parts() throws {
        var merged = DockReadings()
        for name in ["osd", "osd-2", "osd-3"] {
            guard case .readings(let part) = try said("dock3/osd/\(name)") else {
                Issue.record("no readings in \(name)")
                return
            }
            merged.merge(part.dock)
        }
        #expect(merged.flights == 492)
        #expect(merged.taskStep == 5)
        #expect(merged.mediaToUpload == 3)
        #expect(merged.chargePercent == 87)
    }

    @Test("an aircraft's osd becomes readings, its place on the grid")
    func aircraft() throws {
        let report = try #require(try decoded("dock3/osd/aircraft").report)
        #expect(report.dock == "D03")
        #expect(report.receivedAt == .noon)
        #expect(report.deviceTime == Timestamp(milliseconds: 1_778_571_000_123))
        #expect(report.replyTo == nil)
        guard case .readings(let readings) = report.said else {
            Issue.record("no readings")
            return
        }
        let aircraft = readings.aircraft
        #expect(aircraft.mode == 5)
        #expect(aircraft.height == 114.4)
        #expect(aircraft.elevation == 80.2)
        #expect(aircraft.heading == 12.1)
        #expect(aircraft.speed == 9.8)
        #expect(aircraft.batteryPercent == 71)
        #expect(aircraft.returnPercent == 18)
        #expect(aircraft.batteryTemperature == 37.9)
        #expect(aircraft.gimbalPitch == -45.1)
        #expect(aircraft.gimbalYaw == 12.5)
        #expect(aircraft.isFixed == true)
        #expect(aircraft.homeDistance == 151.7)
        let grid = try #require(aircraft.grid)
        #expect((200_000...260_000).contains(grid.eastMillimetres))
        #expect((440_000...470_000).contains(grid.northMillimetres))
        #expect(readings.dock == DockReadings())
    }

    @Test("a state that asks for an answer says where it goes")
    func state() throws {
        let report = try #require(try decoded("dock3/state/aircraft").report)
        #expect(report.replyTo?.channel == .state)
        #expect(report.replyTo?.serial == "1581F8AIR0003")
        #expect(report.replyTo?.method == nil)
    }

    @Test(
        "odd values are read, or are not said and noted",
        arguments: [
            Odd(#"{"mode_code":"4"}"#, 0) { $0.mode == 4 },
            Odd(#"{"mode_code":99}"#, 0) { $0.mode == 99 },
            Odd(#"{"mode_code":{}}"#, 1) { $0 == DockReadings() },
            Odd(#"{"wind_speed":"3.5"}"#, 0) { $0.wind == 3.5 },
            Odd(#"{"wind_speed":-1}"#, 0) { $0.wind == -1 },
            Odd(#"{"wind_speed":1e999}"#, 1) { $0.wind == nil },
            Odd(#"{"wind_speed":null,"rainfall":1}"#, 0) { $0.wind == nil && $0.rainStep == 1 },
            Odd(#"{"drone_in_dock":true}"#, 0) { $0.isAircraftInDock == true },
            Odd(#"{"drone_in_dock":2}"#, 1) { $0.isAircraftInDock == nil },
            Odd(#"{"drone_charge_state":{"capacity_percent":32767}}"#, 0) {
                $0.chargePercent == nil
            },
            Odd(#"{"drone_charge_state":{"capacity_percent":101}}"#, 1) { $0.chargePercent == nil },
            Odd(#"{"drone_charge_state":[]}"#, 1) { $0.chargePercent == nil },
            Odd(#"{"latitude":0,"longitude":0}"#, 0) { $0.position == nil },
            Odd(#"{"latitude":22.5}"#, 0) { $0.position == nil },
            Odd(#"{"brand_new":{"x":1}}"#, 0) { $0 == DockReadings() },
        ]
    )
    func odd(odd: Odd) throws {
        let decoded = try decode(
            topic: "thing/product/8UUXN00DOCK003/osd",
            payload: #"{"tid":"1","bid":"2","data":\#(odd.data)}"#.utf8,
            receivedAt: .noon,
            registry: .site
        )
        let report = try #require(decoded.report)
        var dock = DockReadings()
        if case .readings(let readings) = report.said { dock = readings.dock }
        #expect(odd.holds(dock))
        #expect(decoded.oddities.count == odd.oddities)
    }

    struct Odd: Sendable {
        let data: String
        let oddities: Int
        let holds: @Sendable (DockReadings) -> Bool

        init(
            _ data: String,
            _ oddities: Int,
            holds: @escaping @Sendable (DockReadings) -> Bool
        ) {
            self.data = data
            self.oddities = oddities
            self.holds = holds
        }
    }
}
