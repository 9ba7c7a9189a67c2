// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz

/// The parent: gives each surface its share of the time in batches, each in a child process.
final class Campaign {
    // A class, because it owns the children that are running.
    private let options: FuzzOptions
    private let surfaces: [Surface]
    private var lines: [Line]
    private var children: [Child] = []
    private let began = ContinuousClock.now

    /// How one surface stands.
    private struct Line {
        var next = 0
        var batch = 2000
        var spent = Duration.zero
        var tally = Tally()
        var found = 0
    }

    init(_ options: FuzzOptions, _ surfaces: [Surface]) {
        self.options = options
        self.surfaces = surfaces
        lines = surfaces.map { _ in Line() }
    }

    /// Runs until the time is over; the exit code.
    func run() -> Int32 {
        try? FileManager.default.createDirectory(
            atPath: options.out,
            withIntermediateDirectories: true
        )
        for surface in surfaces {
            say("surface \(surface.name): \(surface.documents) documents")
        }
        var told = began
        while true {
            let isOver = ContinuousClock.now - began > .seconds(options.seconds)
            while !isOver, children.count < options.workers { startNext() }
            if isOver, children.isEmpty { break }
            usleep(20_000)
            children.removeAll { settle($0) }
            guard ContinuousClock.now - told > .seconds(1) else { continue }
            told = ContinuousClock.now
            progress()
        }
        return summary()
    }

    /// The surface that has had the least time so far.
    private func startNext() {
        let free = lines.indices.filter { index in
            !children.contains { $0.surface == index } || options.workers > surfaces.count
        }
        guard let index = free.min(by: { lines[$0].spent < lines[$1].spent }) ?? lines.indices.first
        else { return }
        let line = lines[index]
        guard
            let child = Child(
                options,
                surface: index,
                named: surfaces[index].name,
                numbers: line.next..<line.next + line.batch
            )
        else {
            print("a child cannot be started")
            exit(4)
        }
        lines[index].next += line.batch
        children.append(child)
    }

    /// Takes the answer of a child that ended; false while it runs.
    private func settle(_ child: Child) -> Bool {
        let index = child.surface
        switch child.state() {
        case .running: return false
        case .done(let tally):
            lines[index].tally.add(tally)
            // Batches of some seconds: starting a child costs little beside them.
            let seconds = child.age / .seconds(1)
            let wanted = Double(tally.inputs) / max(0.01, seconds) * 4
            lines[index].batch = min(400_000, max(200, Int(wanted)))
        case .broken(let number, let what):
            keep(number, of: index, what)
            // What comes after the input that ended the child is still wanted.
            lines[index].tally.inputs += number - child.numbers.lowerBound + 1
            lines[index].next = min(lines[index].next, max(number + 1, child.numbers.lowerBound))
        }
        lines[index].spent += child.age
        return true
    }

    private func keep(_ number: Int, of index: Int, _ what: String) {
        let surface = surfaces[index]
        lines[index].found += 1
        let file = "\(options.out)/\(surface.name)-\(options.seed)-\(number).bin"
        let input = surface.input(number, seed: options.seed)
        _ = FileManager.default.createFile(atPath: file, contents: Data(input))
        say(
            """

            FOUND surface \(surface.name) seed \(options.seed) input \(number): \(what)
              kept in \(file) (\(input.count) bytes)
              again: roost-fuzz --surface \(surface.name) --input \(file)
            """
        )
    }

    /// A finding must not wait in a buffer.
    private func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private var inputs: Int { lines.reduce(0) { $0 + $1.tally.inputs } }
    private var found: Int { lines.reduce(0) { $0 + $1.found } }

    private func progress() {
        let seconds = Int((ContinuousClock.now - began) / .seconds(1))
        let text = "\r\(seconds) s, \(inputs) inputs, \(found) found "
        FileHandle.standardError.write(Data(text.utf8))
    }

    private func summary() -> Int32 {
        FileHandle.standardError.write(Data("\n".utf8))
        for (surface, line) in zip(surfaces, lines) {
            print("\(surface.name) \(line.tally.summary)")
            print("    longest \(line.tally.longest) us, memory \(line.tally.mebibytes) MiB")
        }
        let seconds = max(0.001, (ContinuousClock.now - began) / .seconds(1))
        print(
            "seed \(options.seed): \(inputs) inputs, \(found) crashes, "
                + "\(Int(Double(inputs) / seconds)) inputs/s"
        )
        return found == 0 ? 0 : 1
    }
}
