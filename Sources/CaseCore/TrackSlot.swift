// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where and when a piece of a track begins or ends, so that the next one is found without a search.
struct TrackSlot: Codable, Hashable, Comparable, Sendable {
    /// 2^13 ms, about 8 s: twice the gap over which pieces are linked.
    private static let timeShift = 13
    /// 2^17 mm, about 131 m: twice as far as the fastest thing goes in that gap.
    private static let placeShift = 17

    var bucket: Int
    var column: Int
    var row: Int

    init(at: Timestamp, ground: GridPoint) {
        bucket = Int(at.milliseconds >> Int64(Self.timeShift))
        column = ground.eastMillimetres >> Self.placeShift
        row = ground.northMillimetres >> Self.placeShift
    }

    static func < (one: TrackSlot, other: TrackSlot) -> Bool {
        (one.bucket, one.column, one.row) < (other.bucket, other.column, other.row)
    }

    /// The slots of a span of time within so many metres of a place.
    static func around(
        _ ground: GridPoint,
        within metres: Double,
        from start: Timestamp,
        to end: Timestamp
    ) -> [TrackSlot] {
        let reach = Int(metres * 1000)
        func corner(_ at: Timestamp, _ sign: Int) -> TrackSlot {
            TrackSlot(
                at: at,
                ground: GridPoint(
                    eastMillimetres: ground.eastMillimetres + sign * reach,
                    northMillimetres: ground.northMillimetres + sign * reach
                )
            )
        }
        let (low, high) = (corner(start, -1), corner(end, 1))
        var slots: [TrackSlot] = []
        for bucket in low.bucket...high.bucket {
            for column in low.column...high.column {
                for row in low.row...high.row {
                    var slot = low
                    (slot.bucket, slot.column, slot.row) = (bucket, column, row)
                    slots.append(slot)
                }
            }
        }
        return slots
    }
}
