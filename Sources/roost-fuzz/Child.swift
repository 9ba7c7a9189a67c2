// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz

/// One child process with its batch.
///
/// A class, because it owns the process and two files.
final class Child {
    enum State {
        case running
        case done(Tally)
        case broken(number: Int, what: String)
    }

    /// Position of its surface.
    let surface: Int
    /// Its inputs.
    let numbers: Range<Int>
    private let began = ContinuousClock.now
    private var ended: ContinuousClock.Instant?
    private let process = Process()
    private let progress: String
    private let answer: String
    private var last = (number: -1, at: ContinuousClock.now)

    /// An input under way for so long hangs: the largest take a second.
    private static let patience = Duration.seconds(30)

    init?(_ options: FuzzOptions, surface: Int, named name: String, numbers: Range<Int>) {
        self.surface = surface
        self.numbers = numbers
        let files = FileManager.default
        let stem = "\(options.out)/child-\(getpid())-\(name)-\(numbers.lowerBound)"
        progress = stem + ".number"
        answer = stem + ".answer"
        _ = files.createFile(atPath: progress, contents: Data(count: 8))
        _ = files.createFile(atPath: answer, contents: nil)
        guard let output = FileHandle(forWritingAtPath: answer) else { return nil }
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--surface", name, "--seed", String(options.seed), "--root", options.root,
            "--progress", progress, "--first", String(numbers.lowerBound),
            "--count", String(numbers.count),
        ]
        // The parent makes the report: a backtrace of each child takes seconds.
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SWIFT_BACKTRACE": "enable=no"]
        ) { $1 }
        process.standardOutput = output
        process.standardError = output
        do { try process.run() } catch { return nil }
    }

    /// Time that it has run.
    var age: Duration { (ended ?? ContinuousClock.now) - began }

    func state() -> State {
        let number = numberUnderWay
        if process.isRunning {
            if number != last.number { last = (number, ContinuousClock.now) }
            guard ContinuousClock.now - last.at > Self.patience else { return .running }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return end(.broken(number: number, what: "it hangs: no end after \(Self.patience)"))
        }
        ended = ContinuousClock.now
        let text = FileManager.default.contents(atPath: answer) ?? Data()
        if process.terminationReason == .exit, process.terminationStatus == 0,
            let tally = try? JSONDecoder().decode(Tally.self, from: text)
        {
            return end(.done(tally))
        }
        let said = String(decoding: text.prefix(2000), as: UTF8.self)
        let how =
            process.terminationReason == .exit
            ? "" : "ended by signal \(process.terminationStatus) "
        return end(.broken(number: number, what: how + said))
    }

    private var numberUnderWay: Int {
        guard let bytes = FileManager.default.contents(atPath: progress), bytes.count == 8 else {
            return numbers.lowerBound
        }
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: Int.self) }
    }

    private func end(_ state: State) -> State {
        for file in [progress, answer] { try? FileManager.default.removeItem(atPath: file) }
        return state
    }
}
