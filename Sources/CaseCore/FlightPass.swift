// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One source's flight past some places, and how far its positions are off from those of earlier passes
/// (PIPELINE 3.7).
///
/// The bias of a position is nearly constant within a pass and differs between passes.
struct FlightPass: Codable, Equatable, Sendable {
    /// One thing that an earlier pass knew by the same plate.
    struct Tie: Codable, Equatable, Sendable {
        var place: Int
        var east: [Int]
        var north: [Int]
    }

    /// So many things tied by their plates make an offset (PIPELINE 3.7).
    static let tieNeed = 3
    /// An offset from here on is an error of another kind, metres (PIPELINE 3.7).
    static let offsetLimit = 8.0
    /// Things that are kept a pass, and readings of one: the first say enough; our choice.
    static let tieLimit = 16
    static let readingLimit = 8
    /// Passes of a source that are kept: the lateness of a frame and a pass before; our choice.
    static let passLimit = 3

    private(set) var firstAt: Timestamp
    private(set) var lastAt: Timestamp
    private(set) var ties: [Tie] = []
    /// From its positions to those of earlier passes; nil: too few ties, or too far.
    private(set) var offset: GridOffset?

    init(at instant: Timestamp) {
        firstAt = instant
        lastAt = instant
    }

    /// Whether an instant belongs to it: within the gap that ends a pass for a place (PIPELINE 5.5).
    func holds(_ instant: Timestamp) -> Bool {
        firstAt - Timeline.passGap <= instant && instant <= lastAt + Timeline.passGap
    }

    mutating func extend(to instant: Timestamp) {
        firstAt = min(firstAt, instant)
        lastAt = max(lastAt, instant)
    }

    /// A thing known at one place is seen at another.
    mutating func tie(_ place: Int, known: GridPoint, seen: GridPoint) {
        let (east, north) = (
            known.eastMillimetres - seen.eastMillimetres,
            known.northMillimetres - seen.northMillimetres
        )
        if let index = ties.firstIndex(where: { $0.place == place }) {
            guard ties[index].east.count < Self.readingLimit else { return }
            ties[index].east.append(east)
            ties[index].north.append(north)
        } else {
            guard ties.count < Self.tieLimit else { return }
            ties.append(Tie(place: place, east: [east], north: [north]))
        }
        guard ties.count >= Self.tieNeed else { return }
        let next = GridOffset(
            east: Self.median(ties.map { Self.median($0.east) }),
            north: Self.median(ties.map { Self.median($0.north) })
        )
        offset = next.length < Self.offsetLimit ? next : nil
    }

    private static func median(_ values: [Int]) -> Int {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
        return (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// So many millimetres east and north.
struct GridOffset: Codable, Equatable, Sendable {
    var east: Int
    var north: Int

    /// Metres.
    var length: Double {
        (Double(east) * Double(east) + Double(north) * Double(north)).squareRoot() / 1000
    }
}

extension GridPoint {
    /// Moved by an offset; nil: not at all.
    func moved(by offset: GridOffset?) -> GridPoint {
        guard let offset else { return self }
        return GridPoint(
            eastMillimetres: eastMillimetres + offset.east,
            northMillimetres: northMillimetres + offset.north
        )
    }
}
