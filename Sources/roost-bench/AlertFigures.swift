// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What one side did.
struct AlertFigures {
    var latencies: [Double] = []
    /// Things taken a second, by batch size.
    var rates: [Int: Double] = [:]
    /// Processor milliseconds of a thing from its message to its web hook, by batch size: steadier than rates
    /// where others use the machine.
    var costs: [Int: Double] = [:]
    var lost = 0

    /// A percentile of the latencies in milliseconds.
    func latency(_ share: Double) -> Double {
        let sorted = latencies.sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 1000
    }

    /// Posts one by one and waits for each, then in batches as fast as they are taken.
    static func measure(
        _ side: some AlertSide,
        count: Int,
        batches: [Int],
        size: Int
    ) throws -> AlertFigures {
        var figures = AlertFigures()
        var next = 0
        let wire = try side.connect()
        try side.prepare(next..<(next + count + 20))
        // The first ones open connections and warm caches on both sides.
        for number in next..<(next + count + 20) {
            let message = side.message(of: number..<(number + 1))
            let begin = Clock.seconds
            try side.post(message, over: wire)
            guard let end = side.catcher.time(of: side.name(of: number), within: 10) else {
                figures.lost += 1
                continue
            }
            if number >= next + 20 { figures.latencies.append(end - begin) }
        }
        next += count + 20
        for batch in batches {
            let all = max(batch, batch == 1 ? size / 4 : size)
            try side.prepare(next..<(next + all))
            let messages = stride(from: next, to: next + all, by: batch).map {
                side.message(of: $0..<min($0 + batch, next + all))
            }
            let used = side.child.figures.seconds
            let begin = Clock.seconds
            for message in messages { try side.post(message, over: wire) }
            figures.rates[batch] = Double(all) / (Clock.seconds - begin)
            // All that were asked for, not the last alone: who comes first is the program's own affair.
            for number in next..<(next + all)
            where side.catcher.time(of: side.name(of: number), within: 60) == nil {
                figures.lost += 1
            }
            figures.costs[batch] = (side.child.figures.seconds - used) / Double(all) * 1000
            next += all
        }
        return figures
    }
}
