// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Differences of slots that two options of different docks forbid (H11), computed once for a pair.
///
/// Distances are taken to the full metre, so that a plan is stricter than the check, which forgives 0.5 m.
struct SeparationTable: Sendable {
    /// Another dock whose sorties an option may meet, and where what they forbid it is kept.
    struct Row: Sendable {
        var dock: Int
        /// First cell of the option among the dock's options.
        var cell: Int
    }

    /// Docks whose sorties may come near those of a dock, ascending.
    let near: [[Int]]
    /// By option.
    let rows: [[Row]]
    /// An option's place among those of its dock.
    let places: [Int]
    private let step: Int
    /// Options of each dock.
    let members: [[Int]]
    /// By pair: 0 not yet computed, 1 nothing is forbidden, else the number of a list of spans, plus 2.
    private var cells: [Int32]
    private var lists: [Range<Int>] = []
    /// Forbidden differences, both ends inclusive.
    private var spans: [ClosedRange<Int>] = []

    init(_ ground: PlanningGround, _ options: [FlightOption], step: Int) {
        self.step = step
        var members = ground.docks.map { _ in [Int]() }
        var places: [Int] = []
        for (number, option) in options.enumerated() {
            places.append(members[option.dock].count)
            members[option.dock].append(number)
        }
        let boxes = members.map { numbers in
            numbers.dropFirst().reduce(into: numbers.first.map { options[$0].box }) {
                $0?.join(options[$1].box)
            }
        }
        let gap = ground.problem.params.separationHorizontalMetres
        let near = Self.near(boxes, gap: gap)
        var cell = 0
        rows = options.map { option in
            var row: [Row] = []
            for other in near[option.dock] {
                guard let box = boxes[other], !box.isFar(from: option.box, gap: gap) else {
                    continue
                }
                row.append(Row(dock: other, cell: cell))
                cell += members[other].count
            }
            return row
        }
        self.near = near
        self.members = members
        self.places = places
        cells = Array(repeating: 0, count: cell)
    }

    /// The list of spans `slot - slot of the other` that an option may not have to another dock's option, or nil
    /// where it is not yet known: the row is the other's dock among those that the option may meet, the
    /// place that of the other among the options there.
    @inline(__always)
    func list(_ row: Row, _ place: Int) -> Range<Int>? {
        let number = cells[row.cell + place]
        if number > 1 { return lists[Int(number) - 2] }
        return number == 1 ? 0..<0 : nil
    }

    @inline(__always)
    func span(_ index: Int) -> ClosedRange<Int> { spans[index] }

    /// Finds out what is not yet known.
    mutating func fill(_ option: Int, _ row: Row, _ place: Int, in table: FlightTable) {
        let (cell, other) = (row.cell + place, members[row.dock][place])
        let (one, two) = (table.options[other], table.options[option])
        let limit = table.ground.problem.params.separationHorizontalMetres
        let found = table.ground.forbidden(one, two, limit: limit)
            .compactMap { slots($0) }
        store(found, cell)
        guard let back = rows[other].first(where: { $0.dock == two.dock }) else { return }
        store(found.map { -$0.upperBound ... -$0.lowerBound }, back.cell + places[option])
    }

    private mutating func store(_ found: [ClosedRange<Int>], _ cell: Int) {
        guard !found.isEmpty else {
            cells[cell] = 1
            return
        }
        lists.append(spans.count..<spans.count + found.count)
        spans += found
        cells[cell] = Int32(lists.count + 1)
    }

    /// Differences in slots inside an open span of seconds.
    private func slots(_ span: OpenSpan) -> ClosedRange<Int>? {
        let low = (Double(span.low) / Double(step)).rounded(.down) + 1
        let high = (Double(span.high) / Double(step)).rounded(.up) - 1
        return low <= high ? Int(low)...Int(high) : nil
    }

    private static func near(_ boxes: [PlaneBox?], gap: Double) -> [[Int]] {
        boxes.indices.map { one in
            guard let box = boxes[one] else { return [] }
            return boxes.indices.filter { other in
                guard one != other, let theirs = boxes[other] else { return false }
                return !box.isFar(from: theirs, gap: gap)
            }
        }
    }
}
