// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Ten times the frames that a site is made for, with deciding frames among them: none of those may be lost,
/// every frame is counted, memory stays bounded.
struct Flood {
    /// Each has a thousand frames a second.
    private static let boxes = 20
    /// The first place of a frame that decides; plain frames show those before.
    private static let first = 400
    /// Megabytes.
    private static let memoryBar = 512

    let side: RoostSide
    let seconds: Int

    /// What the run showed, and what is not as it should be.
    func run() throws -> (lines: [String], misses: [String]) {
        let places = Self.first..<(Self.first + Self.boxes * seconds * 2)
        try side.prepare(places)
        let before = side.child.figures.megabytes
        let boxes = (0..<Self.boxes).map { box in
            let own = places.dropFirst(box * seconds * 2).prefix(seconds * 2)
            return FloodBox(
                text: FloodBatch.text(side, source: "box\(box)", first: box * 10),
                candidates: own.map { number in
                    let frame = side.frame("b\(number)", [side.thing(number, "car")])
                    return Array(frame.utf8)
                },
                seconds: seconds
            )
        }
        let state = State()
        let process = side.child.identifier
        let sender = side.sender
        try Crew.run(Self.boxes + 1) { number in
            if number == Self.boxes {
                while !state.isOver(boxes: Self.boxes) {
                    state.note(ChildProcess.figures(of: process).megabytes)
                    usleep(100_000)
                }
            } else {
                defer { state.end() }
                state.add(try boxes[number].send(sender))
            }
        }
        let lost = places.filter { side.catcher.time(of: side.name(of: $0), within: 30) == nil }
        return try report(state, places.count, lost.count, before)
    }

    private func report(
        _ state: State,
        _ candidates: Int,
        _ lost: Int,
        _ before: Int
    ) throws -> (lines: [String], misses: [String]) {
        let (count, peak) = (state.count, state.peak)
        let own = try counters()
        let lines = [
            "offered \(count.offered) in \(seconds) s, dropped at the boxes \(count.dropped), "
                + "messages told to wait \(count.refusals)",
            "received \(count.received) = accepted \(count.accepted) + duplicate \(count.duplicate) + "
                + "quarantined \(count.quarantined) + shed \(count.shed)",
            "roostd: received \(own.received) = accepted \(own.accepted) + duplicate \(own.duplicate) + "
                + "quarantined \(own.quarantined) + shed \(own.shed)",
            "deciding frames \(candidates), not told \(lost)",
            "memory \(before) MB before, at most \(peak) MB",
        ]
        var misses: [String] = []
        if !count.isWhole || !own.isWhole { misses.append("not every frame became one thing") }
        if lost > 0 { misses.append("\(lost) deciding frames not told") }
        if peak >= Self.memoryBar { misses.append("memory \(peak) MB, bar \(Self.memoryBar)") }
        return (lines, misses)
    }

    /// What roostd's own counters say.
    private func counters() throws -> FloodCount {
        let answer = try side.connect().ask("GET", "/metrics")
        var values: [Substring: Int] = [:]
        for line in String(decoding: answer.body, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let value = Int(words[1]) else { continue }
            values[words[0]] = value
        }
        var count = FloodCount()
        count.received = values["roost_frames_received_total"] ?? 0
        count.accepted = values["roost_frames_accepted_total"] ?? 0
        count.duplicate = values["roost_frames_duplicate_total"] ?? 0
        count.quarantined = values["roost_frames_quarantined_total"] ?? 0
        count.shed = values["roost_frames_shed_total"] ?? 0
        return count
    }

    /// A class because the boxes' threads share it.
    private final class State: Sendable {
        private let sum = Mutex(FloodCount())
        private let most = Mutex(0)
        private let ended = Mutex(0)

        var count: FloodCount { sum.withLock { $0 } }
        var peak: Int { most.withLock { $0 } }

        func add(_ count: FloodCount) { sum.withLock { $0.add(count) } }
        func note(_ megabytes: Int) { most.withLock { $0 = max($0, megabytes) } }
        func end() { ended.withLock { $0 += 1 } }
        func isOver(boxes: Int) -> Bool { ended.withLock { $0 >= boxes } }
    }
}
