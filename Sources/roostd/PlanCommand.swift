// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PatrolCore
import RoostModel

/// The command `roostd plan INSTANCE`.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plan an instance file, or check a plan of it.",
        discussion: """
            Examples:
              roostd plan instance.json > plan.json
              roostd plan instance.json --time-limit 10 --explain > plan.json
              roostd plan instance.json --iterations 20000 --seed 7 > plan.json
              roostd plan --check instance.json plan.json
            With --iterations the same instance, seed and number give the same bytes on any machine; a time \
            limit ends the search where the clock says.
            """
    )

    @Argument(help: "The instance, roost-instance/1.") var instance: String
    @Argument(help: "With --check: the plan, roost-plan/1.") var plan: String?
    @Flag(help: "Check PLAN instead of making one.") var check = false
    @Option(help: "Seed.") var seed: UInt64 = 1
    @Option(help: "Seconds to search; 1 where no limit is given.") var timeLimit: Double?
    @Option(help: "Steps to search.") var iterations: Int?
    @Flag(help: "Name what is not flown, and why, on standard error.") var explain = false

    func validate() throws {
        guard check == (plan != nil) else {
            throw ValidationError("--check wants INSTANCE and PLAN, planning INSTANCE alone")
        }
        guard timeLimit.map({ $0 >= 0 && $0 <= 86_400 }) ?? true else {
            throw ValidationError("--time-limit is 0 to 86400 s")
        }
        guard iterations.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--iterations is 0 or more")
        }
    }

    func run() throws {
        let problem = try JSONFile.read(PlanningProblem.self, instance)
        if let plan { return try judge(JSONFile.read(PlanFile.self, plan).plan, problem) }
        let made = search(problem)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(PlanFile(plan: made)), as: UTF8.self))
        if explain { Program.complain(UnservedTable(made, of: problem).text) }
    }

    private func judge(_ plan: RoostModel.Plan, _ problem: PlanningProblem) throws {
        let (findings, objective) = PlanCheck.check(plan, for: problem)
        for finding in findings { print(finding) }
        guard findings.isEmpty else {
            throw Program.Failure(code: 1, text: "\(findings.count) findings")
        }
        print("accepted: \(Self.words(objective))")
    }

    /// Searches until a limit, with a word every second on standard error.
    private func search(_ problem: PlanningProblem) -> RoostModel.Plan {
        let clock = ContinuousClock()
        let begin = clock.now
        let limit = timeLimit ?? (iterations == nil ? 1 : .infinity)
        var search = PlanSearch(problem, seed: seed)
        var reported = 1.0
        while !search.isFinished {
            let left = iterations.map { $0 - search.steps } ?? .max
            let seconds = (clock.now - begin) / .seconds(1)
            guard left > 0, seconds < limit else { break }
            if seconds >= reported {
                let worth = Self.words(search.objective)
                Program.complain("\(Int(seconds)) s, \(search.steps) steps: \(worth)")
                reported = seconds.rounded(.down) + 1
            }
            search.advance(steps: min(16, left))
        }
        return search.plan()
    }

    private static func words(_ objective: RoostModel.Plan.Objective) -> String {
        "served \(objective.servedWeight), reserve \(objective.reserve), "
            + "evenness \(objective.evenness), changes \(objective.changes)"
    }
}

/// The file form of a plan (plan.schema.json).
struct PlanFile: Codable {
    static let format = "roost-plan/1"

    var plan: RoostModel.Plan

    private enum CodingKeys: String, CodingKey { case format }

    init(plan: RoostModel.Plan) { self.plan = plan }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard try container.decode(String.self, forKey: .format) == Self.format else {
            throw DecodingError.dataCorruptedError(
                forKey: .format,
                in: container,
                debugDescription: "format is not \(Self.format)"
            )
        }
        plan = try RoostModel.Plan(from: decoder)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.format, forKey: .format)
        try plan.encode(to: encoder)
    }
}
