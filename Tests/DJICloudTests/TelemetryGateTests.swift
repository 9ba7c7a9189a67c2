// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel
import Testing

@Suite("Telemetry gate")
struct TelemetryGateTests {
    static func report(
        _ seconds: Double,
        dock: DockID = "D03",
        _ change: (inout Readings) -> Void
    ) -> DockReport {
        var readings = Readings()
        change(&readings)
        return said(seconds, .readings(readings), dock: dock)
    }

    static func said(_ seconds: Double, _ said: Said, dock: DockID = "D03") -> DockReport {
        DockReport(
            dock: dock,
            receivedAt: .noon + .milliseconds(Int(seconds * 1000)),
            deviceTime: nil,
            said: said
        )
    }

    @Test(
        "a reading passes when it moved by its quantum or is half-way to stale",
        arguments: [
            (8.0, 8.0, 2.9, true, false), (8.0, 8.0, 3.0, true, true),
            (8.0, 8.0, 14.9, false, false), (8.0, 8.0, 15.0, false, true),
            (8.0, 8.4, 1.0, false, false), (8.0, 8.5, 1.0, false, true),
            (8.0, 7.5, 1.0, true, true), (8.0, .nan, 1.0, false, true),
        ] as [(Double, Double, Double, Bool, Bool)]
    )
    func wind(first: Double, second: Double, after: Double, isWatched: Bool, passes: Bool) {
        var gate = TelemetryGate()
        let one = Self.report(0) { $0.dock.wind = MetresPerSecond(first) }
        let two = Self.report(after) { $0.dock.wind = MetresPerSecond(second) }
        #expect(gate.admit(one, isWatched: isWatched) == one, "the first always passes")
        #expect((gate.admit(two, isWatched: isWatched) != nil) == passes)
    }

    @Test("any change of a state passes at once; a position only by age")
    func kinds() {
        let changes: [(Bool, @Sendable (inout Readings, Int) -> Void)] = [
            (true, { $0.dock.mode = $1 }), (true, { $0.dock.cover = $1 }),
            (true, { $0.dock.isAircraftInDock = $1 == 0 }), (true, { $0.dock.chargePercent = $1 }),
            (true, { $0.dock.rainStep = $1 }), (true, { $0.dock.taskStep = $1 }),
            (true, { $0.dock.isEmergencyStopPressed = $1 == 1 }),
            (true, { $0.aircraft.mode = $1 }), (true, { $0.aircraft.batteryPercent = $1 }),
            (false, { $0.dock.mediaToUpload = $1 }),
            (false, { $0.aircraft.elevation = Metres(Double($1) * 50) }),
            (false, { $0.aircraft.heading = Degrees(Double($1) * 90) }),
            (
                false,
                { $0.aircraft.position = Coordinate(latitude: 22 + Double($1), longitude: 114) }
            ),
        ]
        for (index, (passes, change)) in changes.enumerated() {
            var gate = TelemetryGate()
            _ = gate.admit(Self.report(0) { change(&$0, 0) }, isWatched: true)
            let next = Self.report(1) { change(&$0, 1) }
            #expect((gate.admit(next, isWatched: true) != nil) == passes, "change \(index)")
        }
    }

    @Test("parts with other keys do not keep a frozen part fresh")
    func parts() {
        var gate = TelemetryGate()
        _ = gate.admit(Self.report(0) { $0.dock.wind = 5 }, isWatched: true)
        _ = gate.admit(Self.report(0) { $0.dock.taskStep = 5 }, isWatched: true)
        let late = gate.admit(Self.report(4) { $0.dock.taskStep = 5 }, isWatched: true)
        guard case .readings(let readings)? = late?.said else {
            Issue.record("held back")
            return
        }
        #expect(readings.dock.wind == nil, "what was not said now is not passed now")
        #expect(gate.snapshot(of: "D03")?.dock.wind == 5)
    }

    @Test("docks do not disturb each other, and a clock that went back passes")
    func docks() {
        var gate = TelemetryGate()
        _ = gate.admit(Self.report(0) { $0.dock.wind = 5 }, isWatched: true)
        let other = Self.report(0, dock: "D01") { $0.dock.wind = 5 }
        #expect(gate.admit(other, isWatched: true) == other)
        let earlier = Self.report(-60) { $0.dock.wind = 5 }
        #expect(gate.admit(earlier, isWatched: true) == earlier)
        gate.forget("D01")
        #expect(gate.admit(other, isWatched: true) == other)
    }

    @Test("what was held back is released with its own time, once")
    func release() {
        var gate = TelemetryGate()
        _ = gate.admit(Self.report(0) { $0.dock.wind = 5 }, isWatched: false)
        _ = gate.admit(Self.report(0) { $0.dock.taskStep = 5 }, isWatched: false)
        let wind1 = Self.report(1) { $0.dock.wind = 5.1 }
        let step = Self.report(2) { $0.dock.taskStep = 5 }
        let wind2 = Self.report(3) { $0.dock.wind = 5.2 }
        for report in [wind1, step, wind2] { #expect(gate.admit(report, isWatched: false) == nil) }
        let released = gate.release("D03")
        #expect(released.map(\.said) == [step.said, wind2.said])
        #expect(released.map(\.deviceTime) == [step.deviceTime, wind2.deviceTime])
        #expect(gate.release("D03") == [])
        #expect(
            gate.admit(Self.report(17.9) { $0.dock.wind = 5.2 }, isWatched: false) == nil,
            "what was released counts as passed"
        )
    }

    @Test("an older word is never released after a newer one on the same reading")
    func overlap() {
        var gate = TelemetryGate()
        let both: (inout Readings) -> Void = {
            $0.dock.wind = 5
            $0.dock.rainStep = 0
        }
        _ = gate.admit(Self.report(0, both), isWatched: false)
        #expect(gate.admit(Self.report(1, both), isWatched: false) == nil)
        let gust = Self.report(2) { $0.dock.wind = 11 }
        #expect(gate.admit(gust, isWatched: false) == gust)
        #expect(gate.release("D03") == [])
    }

    @Test(
        "an older word never undoes one that is held back (S29)"
    )
    func lateWord() {
        var gate = TelemetryGate()
        let both: (inout Readings) -> Void = {
            $0.dock.wind = 5
            $0.aircraft.batteryPercent = 60
        }
        func timed(_ seconds: Double, _ change: (inout Readings) -> Void) -> DockReport {
            var report = Self.report(seconds, change)
            report.deviceTime = report.receivedAt
            return report
        }
        _ = gate.admit(timed(0, both), isWatched: false)
        let held = timed(3, both)
        #expect(gate.admit(held, isWatched: false) == nil)
        var late = timed(2) {
            $0.dock.wind = 11
            $0.dock.taskStep = 5
            $0.aircraft.batteryPercent = 90
        }
        late.receivedAt = held.receivedAt + .seconds(1)
        var rest = late
        rest.said = timed(0) { $0.dock.taskStep = 5 }.said
        #expect(gate.admit(late, isWatched: false) == rest)
        #expect(gate.release("D03") == [held])
        // A clock that was set far back is no late word.
        _ = gate.admit(timed(200, both), isWatched: false)
        #expect(gate.admit(timed(201, both), isWatched: false) == nil)
        var set = timed(81) { $0.dock.wind = 11 }
        set.receivedAt = .noon + .seconds(202)
        #expect(gate.admit(set, isWatched: false) == set)
    }

    @Test("events pass, repeated lists and unused methods do not, questions always do")
    func others() {
        var gate = TelemetryGate()
        let alarm = HealthAlarm(level: 2, code: "0x1", deviceType: "3-3-0")
        #expect(gate.admit(Self.said(0, .alarmed([], ofAircraft: false)), isWatched: true) != nil)
        #expect(gate.admit(Self.said(2, .alarmed([], ofAircraft: false)), isWatched: true) == nil)
        #expect(gate.admit(Self.said(2, .alarmed([], ofAircraft: true)), isWatched: true) != nil)
        #expect(
            gate.admit(Self.said(3, .alarmed([alarm], ofAircraft: false)), isWatched: true) != nil
        )
        #expect(
            gate.admit(Self.said(18, .alarmed([alarm], ofAircraft: false)), isWatched: true) != nil
        )
        let homing = Said.homing(Homing(isBrokenOff: false, reason: nil))
        #expect(gate.admit(Self.said(0, homing), isWatched: true) != nil)
        #expect(gate.admit(Self.said(2, homing), isWatched: true) == nil)
        let broken = Said.homing(Homing(isBrokenOff: true, reason: 3))
        #expect(gate.admit(Self.said(3, broken), isWatched: true) != nil)
        let other = Self.said(0, .other(method: "track"))
        #expect(gate.admit(other, isWatched: true) == nil)
        var asking = other
        asking.replyTo = EncodeReplyTests.address(.events, "track")
        #expect(gate.admit(asking, isWatched: true) == asking)
        let topology = Self.said(0, .topology(Topology(aircraftSerial: nil)))
        for _ in 0..<2 { #expect(gate.admit(topology, isWatched: false) == topology) }
    }

    @Test("the snapshot is the merge of all that came, in any split", arguments: 0..<50)
    func snapshot(seed: UInt64) {
        var random = SeededGenerator(seed)
        var gate = TelemetryGate()
        var expected = Readings()
        for step in 0..<60 {
            let number = Int(random.next() % 100)
            let report = Self.report(Double(step)) { readings in
                if random.next() % 2 == 0 { readings.dock.wind = MetresPerSecond(Double(number)) }
                if random.next() % 2 == 0 { readings.dock.chargePercent = number }
                if random.next() % 2 == 0 { readings.aircraft.batteryPercent = number }
                if random.next() % 2 == 0 { readings.aircraft.elevation = Metres(Double(number)) }
            }
            guard case .readings(let readings) = report.said else { continue }
            if let wind = readings.dock.wind { expected.dock.wind = wind }
            if let charge = readings.dock.chargePercent { expected.dock.chargePercent = charge }
            if let level = readings.aircraft.batteryPercent {
                expected.aircraft.batteryPercent = level
            }
            if let height = readings.aircraft.elevation { expected.aircraft.elevation = height }
            _ = gate.admit(report, isWatched: random.next() % 2 == 0)
            #expect(gate.snapshot(of: "D03") ?? Readings() == expected, "seed \(seed)")
        }
    }

    @Test("no reading of Readings is forgotten by the gate")
    func complete() {
        var gate = TelemetryGate()
        var dock = Readings()
        dock.dock.flights = 1
        #expect(gate.admit(Self.said(0, .readings(dock)), isWatched: true) != nil)
        // One row for each stored property of the two structs.
        let count =
            Mirror(reflecting: DockReadings()).children.count
            + Mirror(reflecting: AircraftReadings()).children.count
        #expect(TelemetryGate.readingCount == count)
    }
}
