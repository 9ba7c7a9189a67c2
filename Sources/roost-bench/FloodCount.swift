// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the boxes of a flood saw.
struct FloodCount {
    /// The answer to a message that was taken.
    struct Answer: Decodable {
        struct Refused: Decodable { var reason: String }
        var accepted: Int
        var duplicate: Int
        var quarantined: [Refused]
    }

    /// Frames that there were to send.
    var offered = 0
    /// Frames in messages that were taken.
    var received = 0
    /// Frames that were dropped at the box.
    var dropped = 0
    /// Messages for which there was no room, each time.
    var refusals = 0
    var accepted = 0
    var duplicate = 0
    var quarantined = 0
    var shed = 0

    /// A message of so many frames was taken.
    mutating func take(_ body: [UInt8], frames: Int) throws {
        let answer = try JSONDecoder().decode(Answer.self, from: Data(body))
        received += frames
        accepted += answer.accepted
        duplicate += answer.duplicate
        let gone = answer.quarantined.filter { $0.reason == "shed" }.count
        shed += gone
        quarantined += answer.quarantined.count - gone
    }

    /// Adds what another box saw.
    mutating func add(_ other: FloodCount) {
        offered += other.offered
        received += other.received
        dropped += other.dropped
        refusals += other.refusals
        accepted += other.accepted
        duplicate += other.duplicate
        quarantined += other.quarantined
        shed += other.shed
    }

    /// Whether each frame became one thing.
    var isWhole: Bool { received == accepted + duplicate + quarantined + shed }
}
