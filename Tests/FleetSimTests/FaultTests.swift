// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetSim
import RoostModel
import Testing

@Suite("Faults that are asked for")
struct FaultTests {
    private static let calendar = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))]
    )

    @Test("an option names kind, dock, chance, hour, event or moment of the flight")
    func options() throws {
        let day = try #require(CalendarDate("2026-05-12"))
        func plan(_ text: String) throws -> MisbehaviourPlan? {
            try FaultOption(parsing: text).plan(on: day, Self.calendar)
        }
        let seven = try #require(Timestamp("2026-05-12T07:10:00+08:00"))
        #expect(try plan("F18") == MisbehaviourPlan(.commandIgnored, .between(.epoch, .never)))
        #expect(try plan("linkLost:D03:0.1") == MisbehaviourPlan(.linkLost, .chance(0.1)))
        #expect(
            try plan("F38:D03@07:10")
                == MisbehaviourPlan(.gust, .between(seven, seven + .minutes(10)))
        )
        #expect(
            try plan("F38@07:10-07:12")
                == MisbehaviourPlan(.gust, .between(seven, seven + .minutes(2)))
        )
        #expect(
            try plan("F18:*@flighttask_execute")
                == MisbehaviourPlan(.commandIgnored, .onMethod("flighttask_execute", times: 1))
        )
        #expect(
            try plan("F46:D01@flight+20")
                == MisbehaviourPlan(.returnsByItself, .inFlight(after: 20, lasting: 30))
        )
        #expect(try FaultOption(parsing: "F44:*:1").dock == nil)
        #expect(try FaultOption(parsing: "f61@08:00").kind == .world(.killed))
        #expect(try plan("F61@08:00") == nil)
    }

    @Test(
        "what is no fault is refused with what may be said",
        arguments: [
            "", "F99", "F18:", "F18:D03:2", "F18:D03:x", "F18:D03:1:1", "F18@", "F18@25:00",
            "F18:D03:0.5@07:00", "F18@flight+x", "F18@07:20-07:10",
        ]
    )
    func refused(text: String) {
        #expect(throws: FaultError.self) { try FaultOption(parsing: text) }
    }

    @Test("whatever goes wrong around docks, every promise holds", arguments: WorldFault.allCases)
    func world(fault: WorldFault) throws {
        var options = SeedTests.options(docks: 2)
        options.minutes = 5
        options.faults = .none
        options.orders = [try FaultOption(parsing: "\(fault.rawValue)@07:00-07:02")]
        var world = try World(seed: 7, options: options)
        let summary = try world.run()
        // The patrols of a small district are due in those two minutes: some faults bar them all.
        let bars: Set<WorldFault> = [.downwardCut, .diskSlow, .clockStep]
        #expect(summary.flights > 0 || bars.contains(fault))
        let isSeen = summary.faults.keys.contains { $0.hasPrefix(fault.rawValue.prefix(3)) }
        #expect(isSeen || fault == .reviewerDoubts || fault == .receiverFails)
    }

    @Test("whatever goes wrong at a dock, every promise holds", arguments: Misbehaviour.allCases)
    func dock(what: Misbehaviour) throws {
        var options = SeedTests.options(docks: 1)
        options.faults = .none
        options.orders = [try FaultOption(parsing: "\(what.rawValue):D01@07:00-07:02")]
        var world = try World(seed: 11, options: options)
        _ = try world.run()
    }
}
