// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PatrolCore
import RoostModel

/// The command `roost-bench plan DIR`.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan every instance of a folder and say how good the plan is after how long.",
        discussion: """
            Seconds are those of the processor, on one core. An objective is served/reserve/evenness/changes. \
            Peak memory holds reading.
            Example: roost-bench plan instances --anchor cpsat.tsv --limit 10
            Exit codes: 0 every plan is valid, 1 one is not, 2 usage.
            """
    )

    @Argument(help: "A folder with instances, or one instance.") var folder: String
    @Option(help: "Results of another solver, cpsat.tsv.") var anchor: String?
    @Option(help: "Seconds of search for each instance and seed.") var limit = 10.0
    @Option(help: "First seed.") var seed: UInt64 = 1
    @Option(help: "How many seeds.") var seeds: UInt64 = 1

    func run() throws {
        let anchors = try anchor.map { try Anchor.read($0) } ?? [:]
        var isFine = true
        for file in try files() {
            ProcessFigures.forgetPeak()
            let begin = ProcessFigures.seconds
            let bytes = try Data(contentsOf: URL(filePath: file))
            let problem = try JSONDecoder().decode(PlanningProblem.self, from: bytes)
            let reading = ProcessFigures.seconds - begin
            for number in 0..<max(1, seeds) {
                let run = PlanTrial(problem, seed: seed &+ number, limit: limit)
                isFine = isFine && run.findings.isEmpty
                print(run.line(reading: reading))
                for finding in run.findings { print("  NOT VALID: \(finding)") }
                for (name, worth) in anchors[problem.id] ?? [] {
                    print("  \(name) \(worth.words): \(run.worth.comparison(with: worth))")
                }
            }
        }
        if !isFine { throw ExitCode(1) }
    }

    /// Instances, the smallest first, so that the peak of each is its own.
    private func files() throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw ValidationError("\(folder): cannot be read")
        }
        guard isFolder.boolValue else { return [folder] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }
        let sized = try names.map { name in
            let path = "\(folder)/\(name)"
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return (size: size ?? 0, path: path)
        }
        return sized.sorted { ($0.size, $0.path) < ($1.size, $1.path) }.map(\.path)
    }
}
