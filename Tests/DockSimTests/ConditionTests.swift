// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock keeps conditional tasks")
struct ConditionTests {
    /// A task that waits for its battery, from and until so long from now.
    private static func task(
        _ cloud: ScriptedCloud,
        battery: Int,
        from: TimeSpan = .zero,
        until: TimeSpan = .hours(1)
    ) -> JSONValue {
        var task = cloud.task("flight-1")
        task["task_type"] = 2
        task["execute_time"] = nil
        task["ready_conditions"] = [
            "battery_capacity": .int(battery),
            "begin_time": .int(Int((cloud.now + from).milliseconds)),
            "end_time": .int(Int((cloud.now + until).milliseconds)),
        ]
        return task
    }

    private static func online(permille: Int) throws -> ScriptedCloud {
        var setup = Example.setup()
        setup.batteryPermille = permille
        return try Example.online(setup)
    }

    private static func words(_ cloud: ScriptedCloud) -> [JSONValue?] {
        cloud.events("flighttask_ready").map { $0.message.data?["flight_ids"] }
    }

    @Test(
        "it says so when the battery is above the figure, refuses a launch before, and then flies"
    )
    func battery() throws {
        var cloud = try Self.online(permille: 700)
        #expect(cloud.result("flighttask_prepare", Self.task(cloud, battery: 75)) == 0)
        #expect(Self.words(cloud).isEmpty)
        #expect(cloud.result("flighttask_execute", ["flight_id": "flight-1"]) == 319009)
        cloud.run(.minutes(4))
        #expect(Self.words(cloud).first == .some(["flight-1"]))
        #expect(cloud.dock.battery.percent > 75)
        #expect(cloud.result("flighttask_execute", ["flight_id": "flight-1"]) == 0)
        #expect(cloud.run(atMost: .minutes(3)) { $0.dock.flights == 1 })
    }

    @Test("it says so again while it holds, and an empty list when its window is over")
    func window() throws {
        var cloud = try Self.online(permille: 900)
        let task = Self.task(cloud, battery: 50, from: .minutes(1), until: .minutes(3))
        #expect(cloud.result("flighttask_prepare", task) == 0)
        cloud.run(.seconds(40))
        #expect(Self.words(cloud).isEmpty)
        cloud.run(.minutes(3))
        #expect(Self.words(cloud).count >= 3 && Self.words(cloud).last == .some([]))
        #expect(cloud.result("flighttask_execute", ["flight_id": "flight-1"]) == 319009)
    }

    @Test("a conditional task without conditions is none")
    func without() throws {
        var cloud = try Self.online(permille: 900)
        var task = Self.task(cloud, battery: 50)
        task["ready_conditions"] = nil
        #expect(cloud.result("flighttask_prepare", task) == 314001)
    }
}
