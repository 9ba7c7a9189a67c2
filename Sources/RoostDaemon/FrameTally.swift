// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI

/// What became of the frames of one delivery: the sender's answer, and what the counters get in one step, so
/// that `received = accepted + duplicate + quarantined + shed` holds whenever somebody looks (PIPELINE 1.1).
struct FrameTally {
    enum Outcome: String {
        case accepted, duplicate, quarantined, shed
    }

    var answer = FramesAnswer()
    private(set) var counts: [String: Int] = [:]

    /// Counts one frame in; a quarantined one with its reason.
    mutating func note(_ outcome: Outcome, _ reason: String? = nil) {
        counts["frames_received", default: 0] += 1
        counts["frames_\(outcome.rawValue)", default: 0] += 1
        if let reason { counts["frames_refused{reason=\"\(reason)\"}", default: 0] += 1 }
        switch outcome {
        case .accepted: answer.accepted += 1
        case .duplicate: answer.duplicate += 1
        case .quarantined, .shed: break
        }
    }
}
