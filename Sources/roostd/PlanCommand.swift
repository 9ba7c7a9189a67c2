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
              roostd plan instance.json --check plan.json
            """
    )

    @Argument(help: "The instance, roost-instance/1.") var instance: String
    @Option(help: "Check this plan instead of making one.") var check: String?
    @Option(help: "Seed.") var seed: UInt64 = 1

    func run() throws {
        let problem = try read(PlanningProblem.self, instance)
        if let check {
            let plan = try read(PlanFile.self, check).plan
            let findings = PlanCheck.findings(plan, for: problem)
            for finding in findings { print(finding) }
            guard findings.isEmpty else {
                throw Program.Failure(code: 1, text: "\(findings.count) findings")
            }
            return print("accepted")
        }
        let plan = Planner.plan(problem, seed: seed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(PlanFile(plan: plan)), as: UTF8.self))
    }

    private func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Program.Failure(code: 2, text: "\(path): cannot be read")
        }
        do {
            return try JSONDecoder().decode(type, from: bytes)
        } catch let DecodingError.keyNotFound(key, context) {
            throw Program.Failure(
                code: 2,
                text: "\(path): \(Self.path(context)): \(key.stringValue) is missing"
            )
        } catch let DecodingError.typeMismatch(_, context) {
            throw Program.Failure(
                code: 2,
                text: "\(path): \(Self.path(context)): \(context.debugDescription)"
            )
        } catch let DecodingError.dataCorrupted(context) {
            throw Program.Failure(
                code: 2,
                text: "\(path): \(Self.path(context)): \(context.debugDescription)"
            )
        }
    }

    private static func path(_ context: DecodingError.Context) -> String {
        "$"
            + context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
            .joined()
    }
}

/// The file form of a plan (plan.schema.json).
struct PlanFile: Codable {
    var plan: RoostModel.Plan

    private enum CodingKeys: String, CodingKey { case format }

    init(plan: RoostModel.Plan) { self.plan = plan }

    init(from decoder: any Decoder) throws { plan = try RoostModel.Plan(from: decoder) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode("roost-plan/1", forKey: .format)
        try plan.encode(to: encoder)
    }
}
