// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import PatrolCore
import RoostModel

/// One search of one instance, measured.
struct PlanTrial {
    /// When the objective is noted, seconds.
    private static let marks = [0.1, 1, 2, 5, 10]

    let problem: PlanningProblem
    let seed: UInt64
    /// Seconds until the first valid plan.
    private(set) var first = 0.0
    /// The objective at each mark.
    private(set) var noted: [(seconds: Double, worth: Plan.Objective)] = []
    /// The objective at the end.
    let worth: Plan.Objective
    let steps: Int
    /// Most memory of the process since the instance was begun, megabytes.
    let peak: Int
    /// What is wrong with the plan, an objective that is not true included.
    let findings: [PlanFinding]

    init(_ problem: PlanningProblem, seed: UInt64, limit: Double) {
        self.problem = problem
        self.seed = seed
        let begin = ProcessFigures.seconds
        var search = PlanSearch(problem, seed: seed)
        first = ProcessFigures.seconds - begin
        noted.append((first, search.objective))
        var marks = Self.marks.filter { $0 <= limit }
        while !search.isFinished {
            let seconds = ProcessFigures.seconds - begin
            while let mark = marks.first, seconds >= mark {
                noted.append((mark, search.objective))
                marks.removeFirst()
            }
            guard seconds < limit else { break }
            search.advance(steps: 16)
        }
        let plan = search.plan()
        peak = ProcessFigures.peakMegabytes
        worth = plan.objective
        steps = search.steps
        findings = PlanCheck.findings(plan, for: problem)
    }

    /// One line of the report.
    func line(reading: Double) -> String {
        let head =
            "\(problem.id) seed \(seed): \(problem.docks.count) docks, "
            + "\(problem.repetitions) repetitions, read \(Self.text(reading)) s"
        let values = noted.enumerated()
            .map { number, note in
                let at = number == 0 ? "first \(Self.text(note.seconds))" : "\(note.seconds)"
                return "\(at) s \(note.worth.words)"
            }
        return "\(head); \(values.joined(separator: ", ")); \(steps) steps, \(peak) MB"
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.4f", seconds) }
}
