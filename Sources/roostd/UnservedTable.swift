// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel

/// What a plan does not fly and why, for people: one line a demand and reason.
struct UnservedTable {
    private var lines: [[String]] = [["DEMAND", "NOT FLOWN", "WEIGHT", "WINDOW", "REASON"]]
    private let total: String

    init(_ plan: RoostModel.Plan, of problem: PlanningProblem) {
        total = "\(plan.unserved.count) of \(problem.repetitions) repetitions are not flown"
        for demand in problem.demands {
            let left = plan.unserved.filter { $0.demand == demand.id }
            for reason in Set(left.map(\.reason)).sorted() {
                lines.append([
                    demand.id,
                    "\(left.count { $0.reason == reason }) of \(demand.reps)",
                    "\(demand.weight)",
                    "\(Self.clock(demand.window.from))-\(Self.clock(demand.window.to))",
                    reason,
                ])
            }
        }
    }

    var text: String {
        guard lines.count > 1 else { return total }
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        let rows = lines.map { line in
            zip(line, widths)
                .map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ")
        }
        return (rows + [total]).joined(separator: "\n")
    }

    private static func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }
}
