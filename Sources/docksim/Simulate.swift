// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FleetSim
import Foundation
import RoostModel

/// `docksim simulate`: seeded worlds in memory, with everything that can go wrong.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fly seeded worlds in memory and check every promise at each step.",
        discussion: """
            A world is the production core, engine, store and codecs with simulated docks and a bad
            network, on a clock that jumps. The same seed gives the same world. Exit codes: 0 every
            promise held, 1 one did not: its seed and the last 50 lines are printed.

            --fault F38:D03@07:10      a gust at D03 from ten past seven on
            --fault F18:*:0.1          of all docks' commands one of ten is ignored
            --fault F61@08:00          the daemon is killed at eight
            """
    )

    @Option(help: "The first world's seed.")
    var seed: UInt64 = 1

    @Option(help: "How many worlds, with seeds that follow each other.")
    var count = 1

    @Option(help: "How many worlds fly at once, 1 to 256; all processors unless said.")
    var workers: Int?

    @Option(help: "Docks of the made-up row, 1 to 8; a site has its own.")
    var docks = 3

    @Option(help: "Hours of site time in which things go wrong, 0.05 to 336.")
    var hours: Double?

    @Option(help: .hidden)
    var minutes: Int?

    @Option(help: "What goes wrong by itself: none, light, heavy or bad-hour.")
    var faults = "heavy"

    @Option(help: "KIND[:DOCK[:PROBABILITY]][@WHEN], such as F38:D03@07:10; may be repeated.")
    var fault: [String] = []

    @Option(help: "A site's folder to play, such as config/luohu; else a made-up row of docks.")
    var site: String?

    @Flag(help: "A dock at rest that nobody waits for reports each 10 s: worlds fly by faster.")
    var sparse = false

    @Option(help: "File for the transcript of the last world.")
    var transcript: String?

    @Flag(help: "Print what is checked and what can go wrong, and fly nothing.")
    var catalogue = false

    @Option(help: .hidden)
    var sabotage: String?

    func validate() throws {
        guard let level = FaultLevel(rawValue: faults) else {
            let names = FaultLevel.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--faults is one of \(names)")
        }
        var options = WorldOptions()
        (options.docks, options.minutes, options.faults) = (docks, length, level)
        guard options.isValid, count > 0, count <= 1_000_000 else {
            throw ValidationError("--docks is 1 to 8, --hours 0.05 to 336, --count at least 1")
        }
        guard (1...256).contains(workers ?? 1) else {
            throw ValidationError("--workers is 1 to 256")
        }
        for text in fault {
            do { _ = try FaultOption(parsing: text) } catch { throw ValidationError("\(error)") }
        }
        guard sabotage == nil || sabotage.flatMap(Sabotage.init) != nil else {
            let names = Sabotage.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--sabotage is one of \(names)")
        }
    }

    func run() throws {
        if catalogue { return print(Catalogue.text, terminator: "") }
        let workers = min(workers ?? ProcessInfo.processInfo.activeProcessorCount, count)
        var simulation = Simulation(try options(), seed: seed, count: count, workers: workers)
        let clock = ContinuousClock()
        let began = clock.now
        do {
            while let summary = try simulation.next() {
                if let transcript { try keep(summary.transcript, in: transcript) }
                if count > 1 {
                    say(
                        "\r\(simulation.total.worlds) of \(count) worlds, seed \(summary.seed) holds"
                    )
                }
            }
        } catch let failure as WorldFailure {
            if let transcript { try keep(failure.transcript, in: transcript) }
            say("\n")
            print(failure)
            print("again: \(again(failure.seed))")
            throw ExitCode(1)
        }
        if count > 1 { say("\n") }
        print(simulation.total.text(in: clock.now - began, by: workers))
    }

    /// Minutes of site time.
    private var length: Int { minutes ?? hours.map { Int(($0 * 60).rounded()) } ?? 120 }

    private func options() throws -> WorldOptions {
        var options = WorldOptions()
        options.docks = docks
        options.minutes = length
        options.faults = FaultLevel(rawValue: faults) ?? .heavy
        options.orders = try fault.map { try FaultOption(parsing: $0) }
        options.isSparse = sparse
        options.keepsTranscript = transcript != nil
        options.sabotage = sabotage.flatMap { Sabotage(rawValue: $0) }
        if let site {
            options.site = try SimulatedSite.load(folder: site)
        }
        return options
    }

    /// The command that shows a seed again.
    private func again(_ seed: UInt64) -> String {
        var words = ["docksim simulate --seed \(seed)"]
        words.append(site.map { "--site \($0)" } ?? "--docks \(docks)")
        words.append(minutes.map { "--minutes \($0)" } ?? "--hours \(hours ?? 2)")
        words.append("--faults \(faults)")
        words += fault.map { "--fault '\($0)'" }
        if sparse { words.append("--sparse") }
        if let sabotage { words.append("--sabotage \(sabotage)") }
        return words.joined(separator: " ")
    }

    private func keep(_ lines: [String], in file: String) throws {
        let text = lines.joined(separator: "\n") + "\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    /// Progress, apart from what scripts read.
    private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
