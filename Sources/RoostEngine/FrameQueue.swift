// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Frames that wait for a turn, and the order in which they go overboard (PIPELINE § 1,
/// backpressure).
struct FrameQueue {
    struct Entry {
        var frame: PostedFrame
        var answer: @Sendable (FrameVerdict) -> Void
    }

    let frameLimit: Int
    let byteLimit: Int
    private(set) var entries: [Entry] = []
    private(set) var bytes = 0
    private(set) var shedBySource: [String: Int] = [:]

    init(frameLimit: Int = 2000, byteLimit: Int = 64 << 20) {
        self.frameLimit = frameLimit
        self.byteLimit = byteLimit
    }

    /// Over 80 % senders are told to wait.
    var isCongested: Bool {
        entries.count * 5 > frameLimit * 4 || bytes / 4 * 5 > byteLimit
    }

    /// Takes a frame, and gives back what must be answered now: frames that were shed for it, or
    /// itself.
    mutating func admit(_ entry: Entry) -> [(Entry, FrameVerdict)] {
        var answers: [(Entry, FrameVerdict)] = []
        let source = entry.frame.sightings.source
        while !hasRoom(for: entry.frame) {
            let isGreedy = share(of: source) * 2 >= frameLimit
            guard let victim = victim(of: isGreedy ? source : nil) else {
                let verdict: FrameVerdict = entry.frame.isSheddable ? .shed : .refused(.busy)
                if verdict == .shed { shedBySource[source, default: 0] += 1 }
                return answers + [(entry, verdict)]
            }
            answers.append((remove(at: victim), .shed))
        }
        bytes += entry.frame.bytes
        entries.append(entry)
        return answers
    }

    /// Takes out the oldest, at most `count`.
    mutating func take(_ count: Int) -> [Entry] {
        let taken = Array(entries.prefix(count))
        entries.removeFirst(taken.count)
        bytes -= taken.reduce(0) { $0 + $1.frame.bytes }
        return taken
    }

    private func hasRoom(for frame: PostedFrame) -> Bool {
        entries.count < frameLimit && bytes + frame.bytes <= byteLimit
            && share(of: frame.sightings.source) * 2 < frameLimit
    }

    /// Asked only when at least half of the queue is taken, so a walk is rare.
    private func share(of source: String) -> Int {
        guard entries.count * 2 >= frameLimit else { return 0 }
        return entries.reduce(0) { $0 + ($1.frame.sightings.source == source ? 1 : 0) }
    }

    /// First the oldest video without candidates, then the older of two of one source in one
    /// second.
    private func victim(of source: String?) -> Int? {
        func isOpen(_ entry: Entry) -> Bool {
            entry.frame.isSheddable && (source == nil || entry.frame.sightings.source == source)
        }
        if let empty = entries.firstIndex(where: {
            isOpen($0) && $0.frame.sightings.detections.isEmpty
        }) {
            return empty
        }
        var later: Set<SourceSecond> = []
        var found: Int?
        for index in entries.indices.reversed() {
            let isDoubled = !later.insert(SourceSecond(entries[index].frame.sightings)).inserted
            if isDoubled, isOpen(entries[index]) { found = index }
        }
        return found
    }

    private mutating func remove(at index: Int) -> Entry {
        let entry = entries.remove(at: index)
        bytes -= entry.frame.bytes
        shedBySource[entry.frame.sightings.source, default: 0] += 1
        return entry
    }
}

/// A source in one second of its own clock.
private struct SourceSecond: Hashable {
    let source: String
    let second: Int64

    init(_ sightings: FrameSightings) {
        source = sightings.source
        second = sightings.capturedAt.milliseconds / 1000
    }
}
