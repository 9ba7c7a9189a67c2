// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The command `roost-bench alerts`.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "From frames to web hooks: through HTTP, journal with fsync, outbox, HTTP out.",
        discussion: """
            Starts a roostd of its own in a temporary folder, and with --against alertmanager a Prometheus \
            Alertmanager beside it, one after the other, under the same client and the same catcher.
            Example: roost-bench alerts --against alertmanager
            Exit codes: 0 the bars are met, 1 one is not, 2 usage.
            """
    )

    enum Reference: String, ExpressibleByArgument { case alertmanager }

    @Option(help: "The program that is measured.") var roostd = ".build/release/roostd"
    @Option(help: "The folder of hardware files.") var hardware = "hardware"
    @Option(help: "What to measure beside it.") var against: Reference?
    @Option(help: "The reference's program.") var program = "prometheus-alertmanager"
    @Option(help: "Deciding frames that are posted one by one.") var count = 200
    @Option(help: "Deciding frames of each batch size.") var size = 1000
    @Option(help: "Seconds of plain frames.") var seconds = 10.0
    @Option(help: "Open places for the memory.") var places = 100_000

    @Option(parsing: .upToNextOption, help: "Batch sizes.") var batches = [1, 10, 100]
    @Option(help: "Only a flood of ten times 2,000 frames a second, for so many seconds.")
    var flood: Int?

    func run() throws {
        if let flood { return try self.flood(seconds: flood) }
        let fsync = try Self.fsyncMilliseconds()
        let roost = try RoostSide(
            roostd: roostd,
            hardware: URL(filePath: hardware).standardizedFileURL.path
        )
        defer { roost.child.end() }
        let own = try AlertFigures.measure(roost, count: count, batches: batches, size: size)
        show(roost.name, own)
        // A deciding frame is committed when it is taken, and the delivery is marked before it leaves.
        let share = 2 * fsync / own.latency(0.5)
        say("fsync: \(fsync.short) ms, two commits are \((share * 100).short) % of p50")
        let plain = try roost.ingest(seconds: seconds, batch: 100)
        say(
            "frames of 10 detections: \(plain.rate.short)/s at \((plain.load * 100).short) % of a core"
        )
        let paced = try roost.pace(rate: 2000, seconds: seconds)
        say(
            "frame to commit at 2000 frames/s: p50 \(paced.p50.short) ms, "
                + "p99 \(paced.p99.short) ms"
        )
        let memory = try roost.memory(places: places)
        say("memory: \(memory.before) MB, with \(places) open places \(memory.after) MB")
        var misses: [String] = []
        if plain.rate < 2000 { misses.append("frames/s \(plain.rate.short), bar 2000") }
        if paced.p99 > 50 { misses.append("frame to commit p99 \(paced.p99.short) ms, bar 50") }
        if memory.after >= 512 { misses.append("memory \(memory.after) MB, bar 512") }
        if own.lost > 0 { misses.append("\(own.lost) not told") }
        if against != nil { misses += try compare(own) }
        try end(misses)
    }

    private func end(_ misses: [String]) throws {
        for miss in misses { say("NOT MET: \(miss)") }
        if !misses.isEmpty { throw ExitCode(1) }
    }

    private func flood(seconds: Int) throws {
        let roost = try RoostSide(
            roostd: roostd,
            hardware: URL(filePath: hardware).standardizedFileURL.path
        )
        defer { roost.child.end() }
        let flood = Flood(side: roost, seconds: seconds)
        let outcome = try flood.run()
        for line in outcome.lines { say(line) }
        try end(outcome.misses)
    }

    private func compare(_ own: AlertFigures) throws -> [String] {
        let other = try AlertmanagerSide(program: program)
        defer { other.child.end() }
        let figures = try AlertFigures.measure(
            other,
            count: count,
            batches: batches,
            size: size
        )
        show(other.name, figures)
        var misses: [String] = []
        let bars = [(name: "p50", share: 0.5, bar: 2.0), (name: "p99", share: 0.99, bar: 1.0)]
        for (name, share, bar) in bars {
            let ratio = own.latency(share) / figures.latency(share)
            say("ratio \(name): \(ratio.short) x (bar \(bar.short))")
            if ratio > bar { misses.append("\(name) \(ratio.short) x, bar \(bar.short)") }
        }
        for batch in batches {
            let ratio = (own.rates[batch] ?? 0) / (figures.rates[batch] ?? 1)
            say("ratio of frames/s in batches of \(batch): \(ratio.short) x (bar 1.0)")
            if ratio < 1 { misses.append("batches of \(batch) \(ratio.short) x, bar 1.0") }
        }
        return misses
    }

    /// A line at once, also into a pipe: each is worth having when a later step hangs.
    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private func show(_ name: String, _ figures: AlertFigures) {
        let (half, high) = (figures.latency(0.5).short, figures.latency(0.99).short)
        say("\(name): deciding frame to web hook p50 \(half) ms, p99 \(high) ms")
        for batch in batches {
            let (rate, cost) = (figures.rates[batch] ?? .nan, figures.costs[batch] ?? .nan)
            say(
                "\(name): batches of \(batch): \(rate.short)/s taken, "
                    + "\(cost.short) ms of processor each"
            )
        }
    }

    /// The median of 100 appends of a page with fsync, where roostd keeps its data.
    private static func fsyncMilliseconds() throws -> Double {
        let folder = try ChildProcess.folder("fs")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = open(folder.appending(path: "page").path, O_CREAT | O_WRONLY, 0o600)
        guard file >= 0 else { throw BenchError.system("open") }
        defer { close(file) }
        let page = [UInt8](repeating: 1, count: 4096)
        var times: [Double] = []
        for _ in 0..<100 {
            let begin = Clock.seconds
            guard write(file, page, page.count) == page.count, fsync(file) == 0 else {
                throw BenchError.system("fsync")
            }
            times.append(Clock.seconds - begin)
        }
        return times.sorted()[50] * 1000
    }
}

extension Double {
    /// With three digits that count.
    fileprivate var short: String {
        self >= 100 ? String(format: "%.0f", self) : String(format: "%.3g", self)
    }
}
