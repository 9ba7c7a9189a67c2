// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// An edge box of a flood: a thousand frames a second to send, ten messages of a hundred.
///
/// What is not taken waits at the box, at most a second of it; then the oldest plain frames are dropped there.
/// Frames that decide stay.
struct FloodBox: Sendable {
    /// Messages a second.
    private static let pace = 10
    /// How long it waits when there was no room.
    private static let pause: UInt32 = 100_000

    /// A plain frame to write on.
    let text: [UInt8]
    /// Frames that decide, one each half second.
    let candidates: [[UInt8]]
    let seconds: Int

    /// Sends until its time is over and all that decides is taken.
    func send(_ sender: FrameSender) throws -> FloodCount {
        var count = FloodCount()
        var batch = try FloodBatch(text)
        let wire = try sender.connect()
        let begin = Clock.seconds
        var made = 0
        var posted = 0
        var waiting: [[UInt8]] = []
        while true {
            let passed = Int((Clock.seconds - begin) * Double(Self.pace))
            let due = min(passed, seconds * Self.pace)
            if made < due {
                count.offered += (due - made) * FloodBatch.size
                let fresh = made..<due
                waiting += candidates.enumerated().filter {
                    fresh.contains($0.offset * Self.pace / 2)
                }.map(\.element)
                let gone = max(0, due - Self.pace - posted)
                count.dropped += gone * FloodBatch.size
                posted += gone
                made = due
            }
            guard posted < made else {
                if made >= seconds * Self.pace { return count }
                usleep(2000)
                continue
            }
            let message = batch.message(with: waiting)
            while true {
                if let answer = try sender.post(message, over: wire) {
                    try count.take(answer, frames: FloodBatch.size)
                    break
                }
                count.refusals += 1
                usleep(Self.pause)
            }
            waiting = []
            posted += 1
        }
    }
}
