// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import Testing

@Suite("The chart of a plan")
struct PlanChartTests {
    private static func run(
        _ dock: String,
        _ start: String,
        _ state: String,
        minutes: Int = 30
    ) -> RunResource {
        var run = RunResource(
            id: "",
            route: "R07",
            band: "midday",
            dock: dock,
            start: "",
            localStart: start,
            state: state
        )
        run.durationS = minutes * 60
        return run
    }

    @Test("a row a dock, the time from left to right, and the state in the mark")
    func rows() {
        let runs = [
            Self.run("D01", "06:00:00", "flown"), Self.run("D02", "07:00:00", "planned"),
            Self.run("D02", "07:40:00", "missed", minutes: 15),
            Self.run("D01", "07:30:00", "dropped"),
        ]
        let lines = PlanChart(runs, width: 44).lines
        #expect(
            lines == [
                "    6                   7                   ",
                "D01 R07########.........:...................",
                "D02 :...................R07========..R07xxx.",
            ]
        )
    }

    @Test(
        "whatever a day has, its chart fits the width",
        arguments: [40, 80, 100],
        [("00:00:00", "23:59:00"), ("23:50:00", "23:55:00"), ("12:00:00", "12:01:00")]
    )
    func fits(width: Int, times: (String, String)) {
        let runs = [
            Self.run("D01", times.0, "planned", minutes: 1),
            Self.run("DOCK-15", times.1, "airborne"),
        ]
        let lines = PlanChart(runs, width: width).lines
        #expect(lines.count == 3)
        for line in lines { #expect(line.count == width, "\(line)") }
    }

    @Test("a day without runs has no chart")
    func nothing() { #expect(PlanChart([]).lines.isEmpty) }
}
