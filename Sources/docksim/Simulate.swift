// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FleetSim
import RoostModel
import Foundation

/// `docksim simulate`: seeded worlds in memory, with everything that can go wrong.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fly seeded worlds in memory and check every promise at each step.",
        discussion: """
            A world is the production core, engine, store and codecs with simulated docks and a bad
            network, on a clock that jumps. The same seed gives the same world. Exit codes: 0 every
            promise held, 1 one did not: its seed and the last 50 lines are printed.
            """
    )

    @Option(help: "The first world's seed.")
    var seed: UInt64 = 1

    @Option(help: "How many worlds, with seeds that follow each other.")
    var count = 1

    @Option(help: "Docks in each world, 1 to 8.")
    var docks = 3

    @Option(help: "Minutes of site time in which things go wrong, 2 to 600.")
    var minutes = 40

    @Option(help: "File for the transcript of the last world.")
    var transcript: String?

    @Option(help: .hidden)
    var sabotage: String?

    private var options: WorldOptions {
        var options = WorldOptions()
        options.docks = docks
        options.minutes = minutes
        options.keepsTranscript = transcript != nil
        options.sabotage = sabotage.flatMap { Sabotage(rawValue: $0) }
        return options
    }

    func validate() throws {
        guard options.isValid, count > 0, count <= 1_000_000 else {
            throw ValidationError("--docks is 1 to 8, --minutes 2 to 600, --count at least 1")
        }
        guard sabotage == nil || options.sabotage != nil else {
            let names = Sabotage.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--sabotage is one of \(names)")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let began = clock.now
        var total = SimulationTotal()
        for number in 0..<count {
            let seed = seed &+ UInt64(number)
            do {
                var world = try World(seed: seed, options: options)
                let summary = try world.run()
                total.add(summary)
                if let transcript { try keep(summary.transcript, in: transcript) }
            } catch let failure as WorldFailure {
                if let transcript { try keep(failure.transcript, in: transcript) }
                say("\n")
                print(failure)
                print(
                    "again: docksim simulate --seed \(seed) --docks \(docks) --minutes \(minutes)"
                )
                throw ExitCode(1)
            }
            if count > 1 { say("\r\(number + 1) of \(count) worlds, seed \(seed) holds") }
        }
        if count > 1 { say("\n") }
        print(total.text(in: clock.now - began))
    }

    private func keep(_ lines: [String], in file: String) throws {
        let text = lines.joined(separator: "\n") + "\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// Progress, apart from what scripts read.
    private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// What all worlds of a run came to.
private struct SimulationTotal {
    private var worlds = 0
    private var sum = WorldSummary()

    mutating func add(_ world: WorldSummary) {
        worlds += 1
        sum.simulated = sum.simulated + world.simulated
        sum.turns += world.turns
        sum.inputs += world.inputs
        sum.flights += world.flights
        sum.sorties.merge(world.sorties, uniquingKeysWith: +)
        sum.faults.merge(world.faults, uniquingKeysWith: +)
        sum.digest = world.digest
    }

    func text(in took: Duration) -> String {
        let seconds = max(0.001, took / .seconds(1))
        let speed = Int(sum.simulated.seconds / seconds)
        func list(_ counts: [String: Int]) -> String {
            let words = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            return words.isEmpty ? "none" : words.joined(separator: ", ")
        }
        return """
            worlds     \(worlds), every promise held
            simulated  \(sum.simulated), \(speed) x real time
            turns      \(sum.turns) with \(sum.inputs) inputs
            flights    \(sum.flights); \(list(sum.sorties))
            faults     \(list(sum.faults))
            digest     \(sum.digest)
            """
    }
}
