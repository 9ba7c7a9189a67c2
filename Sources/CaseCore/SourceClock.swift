// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// How far a source's clock is off (PIPELINE 2.3): the least delay of its latest frames.
///
/// A frame cannot arrive before it was taken, so a least delay below -2 s is a clock that runs ahead.
/// Above 0, latency and a slow clock look alike: never corrected.
struct SourceClock: Codable, Equatable, Sendable {
    /// A delay that is the least of its window, or may become it when earlier ones leave.
    struct Mark: Codable, Equatable, Sendable {
        var frame: Int
        var receivedAt: Timestamp
        var delay: TimeSpan
    }

    /// Frames of the window (PIPELINE 2.3).
    static let frameWindow = 200
    /// Length of the window (PIPELINE 2.3).
    static let timeWindow = TimeSpan.minutes(10)
    /// A least delay below it is a clock ahead (PIPELINE 2.3).
    static let aheadLimit = TimeSpan.seconds(-2)
    /// A least delay above it makes a source stale: its frames only add evidence (PIPELINE 2.3).
    static let staleLimit = TimeSpan.seconds(300)

    private var frames = 0
    /// Delays ascending: the first is the least of the window.
    private var marks: [Mark] = []
    /// Whether operators were told.
    var isSkewed = false
    /// When it looked, for rules that count looks; nil: none does.
    var looks: FrameMarks?

    /// The least delay of the window; nil: no frame yet.
    var least: TimeSpan? { marks.first?.delay }

    /// Counts a frame in and returns the least delay of the window.
    mutating func note(capturedAt: Timestamp, receivedAt: Timestamp) -> TimeSpan {
        let delay = receivedAt - capturedAt
        frames += 1
        while let last = marks.last, last.delay >= delay { marks.removeLast() }
        marks.append(Mark(frame: frames, receivedAt: receivedAt, delay: delay))
        let oldest = receivedAt - Self.timeWindow
        let outdated = marks.prefix { mark in
            mark.frame <= frames - Self.frameWindow || mark.receivedAt < oldest
        }
        marks.removeFirst(min(outdated.count, marks.count - 1))
        return marks[0].delay
    }
}
