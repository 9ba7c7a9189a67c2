// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock misbehaves on request")
struct MisbehaviourTests {
    private func online(_ plans: MisbehaviourPlan...) throws -> ScriptedCloud {
        var setup = Example.setup()
        setup.misbehaviours = plans
        return try Example.online(setup)
    }

    private static let always = MisbehaviourPlan.Trigger.between(.epoch, .never)

    @Test("answers are lost, doubled, mixed up, late or refusals, for as often as told")
    func replies() throws {
        func replies(_ what: Misbehaviour, wait: TimeSpan = .seconds(5)) throws -> [Int?] {
            var cloud = try online(
                MisbehaviourPlan(what, .onMethod("debug_mode_open", times: 1))
            )
            let tid = cloud.command("debug_mode_open", [:])
            cloud.run(wait)
            return cloud.replies(tid).map(\.message.result)
        }
        #expect(try replies(.commandIgnored) == [])
        #expect(try replies(.replyLost) == [])
        #expect(try replies(.replyDoubled) == [0, 0])
        #expect(try replies(.replyMixedUp) == [])
        #expect(try replies(.replyLate) == [])
        #expect(try replies(.replyLate, wait: .seconds(100)) == [0])
        #expect(try replies(.commandRefused) == [319002])

        var cloud = try online(
            MisbehaviourPlan(.commandIgnored, .onMethod("debug_mode_open", times: 1))
        )
        #expect(cloud.result("debug_mode_open", [:]) == nil)
        #expect(!cloud.dock.isDebugging)
        #expect(cloud.result("debug_mode_open", [:]) == 0, "once, as told")
        var lost = try online(MisbehaviourPlan(.replyLost, .onMethod("debug_mode_open", times: 1)))
        #expect(lost.result("debug_mode_open", [:]) == nil)
        #expect(lost.dock.isDebugging, "done though not answered")
    }

    @Test("telemetry stops, freezes, doubles or cannot be read")
    func telemetry() throws {
        func heard(_ what: Misbehaviour) throws -> (osd: Int, unreadable: Int) {
            var cloud = try online(MisbehaviourPlan(what, Self.always))
            cloud.hearsTelemetry = true
            cloud.run(.seconds(60))
            return (cloud.heard.filter { $0.topic.kind == .osd }.count, cloud.unreadable)
        }
        var normal = try Example.online()
        normal.hearsTelemetry = true
        normal.run(.seconds(60))
        let count = normal.heard.filter { $0.topic.kind == .osd }.count
        #expect(try heard(.telemetryStops) == (0, 0))
        #expect(try heard(.telemetryDoubled) == (2 * count, 0))
        #expect(try heard(.payloadTruncated) == (0, count))
        #expect(try heard(.payloadHuge) == (0, count))
        #expect(try heard(.payloadGarbled).unreadable > 0)
        #expect(try heard(.fieldMissing) == (count, 0))
        #expect(try heard(.telemetryFrozen) == (count, 0))
    }

    @Test("a cover that jams closed keeps the aircraft in; it never left")
    func coverJamsClosed() throws {
        var cloud = try online(
            MisbehaviourPlan(.coverJamsClosed, .onMethod("flighttask_execute", times: 1))
        )
        #expect(cloud.launch() == [0, 0])
        cloud.run(.minutes(1))
        #expect(cloud.statuses.last == "failed")
        #expect(cloud.events("flighttask_progress").last?.message.data?["result"] == 514107)
        #expect(cloud.dock.isAircraftInDock && cloud.dock.flights == 0)
    }

    @Test("a launch that was accepted and never takes off ends after ten minutes")
    func neverTakesOff() throws {
        var cloud = try online(MisbehaviourPlan(.neverTakesOff, .chance(1)))
        #expect(cloud.launch() == [0, 0])
        cloud.run(.minutes(5))
        #expect(cloud.events("flighttask_progress").isEmpty && cloud.dock.isAircraftInDock)
        #expect(cloud.dock.flightID == "flight-1")
        cloud.run(.minutes(6))
        #expect(cloud.statuses == ["failed"])
        #expect(cloud.dock.flightID == nil)
    }

    @Test(
        "a start that waits for its home point says so each 2 minutes where that is documented, then fails",
        arguments: [true, false]
    )
    func homePointWaits(says: Bool) throws {
        var setup = Example.setup()
        setup.site.envelope.abortsSetup = says
        setup.misbehaviours = [MisbehaviourPlan(.homePointWaits, .chance(1))]
        var cloud = try Example.online(setup)
        #expect(cloud.launch() == [0, 0])
        cloud.run(.minutes(5))
        let words = cloud.events("flight_setup_exception_notify").map(\.message.data)
        #expect(words.map { $0?["timeout_time"] } == (says ? [2, 4] : []))
        #expect(words.allSatisfy { $0?["flight_type"] == 1 } && cloud.dock.isAircraftInDock)
        cloud.run(.minutes(6))
        #expect(cloud.statuses.last == "failed" && cloud.dock.flightID == nil)
        #expect(cloud.dock.flights == 0)
    }

    @Test("an aircraft lands beside its dock and is put back by a person")
    func landsElsewhere() throws {
        var cloud = try online(MisbehaviourPlan(.landsElsewhere, .chance(1)))
        #expect(cloud.launch() == [0, 0])
        #expect(cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil })
        #expect(!cloud.dock.isAircraftInDock)
        #expect(cloud.statuses.last == "failed")
        cloud.hearsTelemetry = true
        cloud.run(.seconds(10))
        let step = cloud.heard.last { $0.message.data?["flighttask_step_code"] != nil }
        #expect(step?.message.data?["flighttask_step_code"] == 255)
        _ = cloud.dock.putBack(at: cloud.now)
        #expect(cloud.dock.isAircraftInDock)
    }

    @Test("an aircraft with too little left comes home by itself")
    func drains() throws {
        var setup = Example.setup()
        setup.batteryPermille = 310
        setup.site.aircraft.envelope.enduranceSeconds = 700
        setup.site.envelope.chargePermillePerMinute = 0
        var cloud = try Example.online(setup)
        #expect(cloud.launch() == [0, 0])
        #expect(cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil })
        #expect(cloud.dock.isAircraftInDock)
        #expect(cloud.dock.battery.permille > 0)
        #expect(cloud.events("flighttask_progress").last?.message.data?["result"] == 321773)
    }

    @Test("a dock that restarts in flight drops the link; the flight goes on and is told later")
    func reboots() throws {
        var cloud = try online(
            MisbehaviourPlan(.dockReboots, .inFlight(after: 20, lasting: 1))
        )
        #expect(cloud.launch() == [0, 0])
        #expect(cloud.run(atMost: .minutes(3)) { !$0.dock.isLinked })
        let count = cloud.heard.count
        let place = cloud.dock.aircraft.place
        cloud.run(.minutes(1))
        #expect(cloud.heard.count == count)
        #expect(cloud.dock.aircraft.place != place)
        cloud.start()
        #expect(cloud.run(atMost: .minutes(15)) { $0.dock.flightID == nil })
        #expect(cloud.statuses.last == "ok")
    }

    @Test("a restart that is ordered is told as done before the link drops")
    func rebootsWhenTold() throws {
        var cloud = try Example.online()
        #expect(cloud.result("debug_mode_open", [:]) == 0)
        #expect(cloud.result("device_reboot", [:]) == 0)
        #expect(cloud.run(atMost: .minutes(1)) { !$0.events("device_reboot").isEmpty })
        #expect(cloud.run(atMost: .minutes(1)) { !$0.dock.isLinked })
        let told = cloud.events("device_reboot").compactMap {
            $0.message.data?["output"]?["status"]?.string
        }
        #expect(told == ["in_progress", "ok"])
    }

    @Test("a return that stops is told as critical, and goes on when ordered again")
    func hovers() throws {
        var cloud = try online(
            MisbehaviourPlan(.hovers, .inFlight(after: 200, lasting: 100))
        )
        #expect(cloud.launch() == [0, 0])
        let stops = cloud.run(atMost: .minutes(15)) {
            !$0.events("device_exit_homing_notify").isEmpty
        }
        #expect(stops)
        cloud.run(.minutes(2))
        #expect(!cloud.dock.isAircraftInDock)
        #expect(cloud.result("return_home", [:]) == 0)
        #expect(cloud.run(atMost: .minutes(5)) { $0.dock.isAircraftInDock })
    }

    @Test("whatever goes wrong, by chance or at once, no call ends the dock", arguments: 0..<3)
    func everything(seed: Int) throws {
        var setup = Example.setup(seed: UInt64(seed))
        setup.misbehaviours = Misbehaviour.allCases.map {
            MisbehaviourPlan($0, .chance($0 == .payloadHuge ? 0.001 : 0.08))
        }
        var cloud = ScriptedCloud(setup)
        cloud.file = try WaylineKMZ.write(Example.wayline)
        cloud.start()
        for round in 0..<1 {
            cloud.run(.seconds(20))
            _ = cloud.launch("f-\(round)")
            cloud.run(.minutes(4))
            if !cloud.dock.isLinked { cloud.start() }
            _ = cloud.result("return_home", [:])
            cloud.run(.minutes(2))
            _ = cloud.dock.putBack(at: cloud.now)
        }
        #expect((0...1000).contains(cloud.dock.battery.permille))
        #expect(cloud.dock.errands.count < 100)
    }
}
