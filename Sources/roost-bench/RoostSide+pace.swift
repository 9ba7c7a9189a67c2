// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

extension RoostSide {
    /// Edge boxes that send at once.
    private static let boxes = 4
    /// Frames of one message.
    private static let gathered = 10

    /// Plain frames of ten detections at a steady rate; milliseconds from when a frame was to be sent until it
    /// was known to be committed.
    ///
    /// A message that waits for the one before it counts from its own time, so that a stall counts for each.
    func pace(rate: Int, seconds: Double) throws -> (p50: Double, p99: Double) {
        let interval = Double(Self.boxes * Self.gathered) / Double(rate)
        let count = max(1, Int(seconds / interval))
        let first = Date()
        let messages = (0..<Self.boxes).map { box in
            (0..<count).map { number in
                body(
                    (0..<Self.gathered).map { index in
                        let instant = first + Double(number) * interval + Double(index) / 1000
                        return frame(
                            "p\(number)-\(index)",
                            (0..<10).map { thing(box * 10 + $0, "van") },
                            at: instant,
                            source: "box\(box)"
                        )
                    }
                )
            }
        }
        let waits = Waits()
        let begin = Clock.seconds + 0.1
        let sender = sender
        try Crew.run(Self.boxes) { box in
            let wire = try sender.connect()
            // The boxes do not send in one instant.
            let start = begin + interval * Double(box) / Double(Self.boxes)
            for (number, message) in messages[box].enumerated() {
                let due = start + Double(number) * interval
                let rest = due - Clock.seconds
                if rest > 0 { usleep(UInt32(rest * 1_000_000)) }
                try sender.send(message, over: wire)
                waits.add(Clock.seconds - due)
            }
        }
        return (waits.share(0.5) * 1000, waits.share(0.99) * 1000)
    }

    /// A class because threads share it.
    private final class Waits: Sendable {
        private let all = Mutex<[Double]>([])

        func add(_ seconds: Double) { all.withLock { $0.append(seconds) } }

        func share(_ part: Double) -> Double {
            let sorted = all.withLock { $0.sorted() }
            guard !sorted.isEmpty else { return .nan }
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
        }
    }
}
