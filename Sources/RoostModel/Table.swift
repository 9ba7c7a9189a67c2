// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Rows ordered by id, bounded: what state is made of.
///
/// Rows lie in chunks and chunks in groups, so that a copy of the site shares all that a turn does not touch: a
/// turn that changes one row copies its chunk, the list of its group's chunks and the list of groups, some
/// hundred entries of a hundred thousand. At the limit an insertion is refused, never grown past; the caller
/// says so with a name.
public struct Table<ID: Hashable & Comparable & Codable & Sendable, Value: Codable & Sendable>:
    Sendable
{
    @usableFromInline struct Row: Codable, Sendable {
        @usableFromInline var id: ID
        @usableFromInline var value: Value

        @usableFromInline init(id: ID, value: Value) {
            self.id = id
            self.value = value
        }
    }

    /// Rows of a chunk: what they hold is counted one by one when the chunk is copied.
    @usableFromInline static var chunkLimit: Int { 32 }
    /// Chunks of a group.
    @usableFromInline static var groupLimit: Int { 64 }

    /// No chunk and no group is empty.
    @usableFromInline var groups: [[[Row]]] = []
    /// Rows in the table.
    @inlinable public var count: Int { rowCount }
    @usableFromInline var rowCount = 0
    /// Rows that it may hold at most.
    public let limit: Int

    /// An empty table of at most `limit` rows.
    @inlinable public init(limit: Int) {
        precondition(limit > 0, "a table holds at least one row")
        self.limit = limit
    }

    /// Whether another id would be refused.
    @inlinable public var isFull: Bool { count >= limit }
    /// Whether it has no rows.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// The row of an id; setting nil removes it.
    ///
    /// A new id over the limit is dropped: ask ``isFull`` first, or use ``insert(_:for:)``.
    @inlinable public subscript(id: ID) -> Value? {
        get {
            let (isHere, place) = find(id)
            guard isHere else { return nil }
            return groups[place.group][place.chunk][place.row].value
        }
        set {
            guard let newValue else {
                remove(id)
                return
            }
            insert(newValue, for: id)
        }
    }

    /// Puts a row in or replaces it; false when the id is new and the table full.
    @discardableResult @inlinable
    public mutating func insert(_ value: Value, for id: ID) -> Bool {
        let (isHere, place) = find(id)
        if isHere {
            groups[place.group][place.chunk][place.row].value = value
            return true
        }
        guard count < limit else { return false }
        rowCount += 1
        guard !groups.isEmpty else {
            groups.append([[Row(id: id, value: value)]])
            return true
        }
        groups[place.group][place.chunk].insert(Row(id: id, value: value), at: place.row)
        if isLarge(groups[place.group][place.chunk].count) { split(place.group, place.chunk) }
        return true
    }

    /// Halves a chunk, and its group when that has too many chunks then.
    @inlinable mutating func split(_ group: Int, _ chunk: Int) {
        let rows = groups[group][chunk].count / 2
        let upper = Array(groups[group][chunk][rows...])
        groups[group][chunk].removeSubrange(rows...)
        groups[group].insert(upper, at: chunk + 1)
        guard groups[group].count > Self.groupLimit else { return }
        let chunks = groups[group].count / 2
        let rest = Array(groups[group][chunks...])
        groups[group].removeSubrange(chunks...)
        groups.insert(rest, at: group + 1)
    }

    /// Whether a chunk of so many rows is split.
    @inlinable func isLarge(_ rows: Int) -> Bool {
        rows > Self.chunkLimit || rows > 4 && rows * rows > count
    }

    /// Changes a row in place; nil when there is none.
    @discardableResult @inlinable
    public mutating func update<Result>(_ id: ID, _ change: (inout Value) -> Result) -> Result? {
        let (isHere, place) = find(id)
        guard isHere else { return nil }
        return change(&groups[place.group][place.chunk][place.row].value)
    }

    /// Looks at a row where it is; nil when there is none.
    ///
    /// The subscript copies the row, which costs more than the question where rows are large.
    @inlinable public func look<Result>(at id: ID, _ ask: (Value) -> Result) -> Result? {
        let (isHere, place) = find(id)
        guard isHere else { return nil }
        return ask(groups[place.group][place.chunk][place.row].value)
    }

    /// Takes a row out and returns it; nil when there is none.
    @discardableResult @inlinable
    public mutating func remove(_ id: ID) -> Value? {
        let (isHere, place) = find(id)
        guard isHere else { return nil }
        let row = groups[place.group][place.chunk].remove(at: place.row)
        if groups[place.group][place.chunk].isEmpty {
            groups[place.group].remove(at: place.chunk)
            if groups[place.group].isEmpty { groups.remove(at: place.group) }
        }
        rowCount -= 1
        return row.value
    }

    /// Whether both hold the very same rows, as a copy does that was not changed since; false says nothing.
    @inlinable public func sharesRows(with other: Table) -> Bool {
        guard rowCount == other.rowCount, groups.count == other.groups.count else { return false }
        return zip(groups, other.groups).allSatisfy { one, other in
            Self.isSame(one, other)
                || one.count == other.count && zip(one, other).allSatisfy { Self.isSame($0, $1) }
        }
    }

    /// Whether two arrays are one in memory.
    @inlinable static func isSame<Element>(_ one: [Element], _ other: [Element]) -> Bool {
        one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress }
        }
    }

    /// Whether a row is one of those; nothing is copied.
    @inlinable public func contains(where isOne: (ID, Value) -> Bool) -> Bool {
        groups.contains { $0.contains { $0.contains { isOne($0.id, $0.value) } } }
    }

    /// Shows every row in the order of ids; nothing is copied.
    @inlinable public func forEach(_ show: (ID, Value) throws -> Void) rethrows {
        for group in groups {
            for chunk in group {
                for index in chunk.indices { try show(chunk[index].id, chunk[index].value) }
            }
        }
    }

    /// The id of the first row that is one of those; no row is copied.
    @inlinable public func firstID(where isOne: (ID, Value) -> Bool) -> ID? {
        for chunks in groups {
            for rows in chunks {
                if let place = rows.firstIndex(where: { isOne($0.id, $0.value) }) {
                    return rows[place].id
                }
            }
        }
        return nil
    }

    /// The ids in order.
    @inlinable public var ids: [ID] { groups.flatMap { $0.flatMap { $0.map(\.id) } } }
    /// The values in the order of their ids.
    @inlinable public var values: [Value] { groups.flatMap { $0.flatMap { $0.map(\.value) } } }
    /// The first row in the order of ids.
    @inlinable public var first: (id: ID, value: Value)? {
        groups.first?.first?.first.map { ($0.id, $0.value) }
    }
    /// The last row in the order of ids.
    @inlinable public var last: (id: ID, value: Value)? {
        groups.last?.last?.last.map { ($0.id, $0.value) }
    }

    @usableFromInline typealias Place = (group: Int, chunk: Int, row: Int)

    /// Where the row of `id` is, or where it would go.
    @inlinable func find(_ id: ID) -> (isHere: Bool, place: Place) {
        guard !groups.isEmpty else { return (false, (0, 0, 0)) }
        // The last group, and in it the last chunk, that begins at or before the id.
        var low = 0
        var high = groups.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if groups[middle][0][0].id <= id { low = middle } else { high = middle }
        }
        let group = low
        low = 0
        high = groups[group].count
        while low + 1 < high {
            let middle = (low + high) / 2
            if groups[group][middle][0].id <= id { low = middle } else { high = middle }
        }
        let chunk = low
        low = 0
        high = groups[group][chunk].count
        while low < high {
            let middle = (low + high) / 2
            if groups[group][chunk][middle].id < id { low = middle + 1 } else { high = middle }
        }
        let isHere =
            low < groups[group][chunk].count && groups[group][chunk][low].id == id
        return (isHere, (group, chunk, low))
    }
}

extension Table: Sequence {
    /// Walks the rows in the order of their ids.
    public struct Iterator: IteratorProtocol {
        @usableFromInline let groups: [[[Row]]]
        @usableFromInline var group = 0
        @usableFromInline var chunk = 0
        @usableFromInline var row = 0

        @inlinable init(_ groups: [[[Row]]]) { self.groups = groups }

        /// The next row, nil at the end.
        @inlinable public mutating func next() -> (id: ID, value: Value)? {
            guard group < groups.count else { return nil }
            let found = groups[group][chunk][row]
            row += 1
            if row == groups[group][chunk].count {
                chunk += 1
                row = 0
            }
            if chunk == groups[group].count {
                group += 1
                chunk = 0
            }
            return (found.id, found.value)
        }
    }

    /// An iterator over the rows as they are now.
    @inlinable public func makeIterator() -> Iterator { Iterator(groups) }
}

extension Table: Equatable where Value: Equatable {
    /// Equal rows and an equal limit; how rows are chunked does not matter.
    @inlinable public static func == (one: Table, other: Table) -> Bool {
        one.limit == other.limit && one.count == other.count
            && zip(one, other).allSatisfy { $0.id == $1.id && $0.value == $1.value }
    }
}

extension Table: Codable {
    private enum CodingKeys: String, CodingKey { case limit, rows }

    /// Reads the limit and the rows; rows out of order are put in order.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let limit = try container.decode(Int.self, forKey: .limit)
        self.init(limit: limit > 0 ? limit : 1)
        for row in try container.decode([Row].self, forKey: .rows) {
            insert(row.value, for: row.id)
        }
    }

    /// Writes the limit and the rows in the order of their ids.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(limit, forKey: .limit)
        try container.encode(groups.flatMap { $0.flatMap(\.self) }, forKey: .rows)
    }
}
