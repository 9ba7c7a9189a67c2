// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

@testable import PatrolCore

/// Files of `Fixtures`, and the independent checker among them.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// Instances of the open set that every build plans.
    static let instances = ["tiny-2", "small-5", "luohu-15-workday", "luohu-15-replan"]

    static func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    static func problem(_ name: String) throws -> PlanningProblem {
        try JSONDecoder().decode(PlanningProblem.self, from: bytes("\(name).json"))
    }

    /// Whether the independent checker can run on this machine.
    static var hasPython: Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", ""]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    /// A plan to be checked.
    struct Case: Encodable {
        struct File: Encodable {
            var format = "roost-plan/1"
            var instance: String
            var sorties: [Plan.Item]
            var unserved: [Plan.Unserved]
            var objective: Plan.Objective
        }

        var instance: String
        var plan: File

        init(_ instance: String, _ plan: Plan) {
            self.instance = "\(instance).json"
            self.plan = File(
                instance: plan.instance,
                sorties: plan.sorties,
                unserved: plan.unserved,
                objective: plan.objective
            )
        }
    }

    /// What `check_plan.py` says of a plan.
    struct Verdict: Decodable {
        var errors: [String]
        var objective: Plan.Objective
    }

    /// Runs `check_plan.py` over all cases in one process.
    static func check(_ cases: [Case]) throws -> [Verdict] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-plans-\(UUID().uuidString).json")
        try JSONEncoder().encode(cases).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-B", folder.appendingPathComponent("check_many.py").path, file.path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([Verdict].self, from: output)
    }
}
