// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Rows ordered by id, bounded: what state is made of.
///
/// Rows lie in chunks, about as many as a chunk has rows, so that a copy of the site shares all that a
/// turn does not touch: a turn that changes one row copies one chunk and the list of chunks. At the limit
/// an insertion is refused, never grown past; the caller says so with a name.
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

    @usableFromInline static var chunkLimit: Int { 128 }

    @usableFromInline var chunks: [[Row]] = []
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
            guard let place = find(id).place else { return nil }
            return chunks[place.chunk][place.row].value
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
        let (place, slot) = find(id)
        if let place {
            chunks[place.chunk][place.row].value = value
            return true
        }
        guard count < limit else { return false }
        rowCount += 1
        guard !chunks.isEmpty else {
            chunks.append([Row(id: id, value: value)])
            return true
        }
        chunks[slot.chunk].insert(Row(id: id, value: value), at: slot.row)
        if isLarge(chunks[slot.chunk].count) {
            let half = chunks[slot.chunk].count / 2
            let upper = Array(chunks[slot.chunk][half...])
            chunks[slot.chunk].removeSubrange(half...)
            chunks.insert(upper, at: slot.chunk + 1)
        }
        return true
    }

    /// Whether a chunk of so many rows is split.
    @inlinable func isLarge(_ rows: Int) -> Bool {
        rows > Self.chunkLimit || rows > 4 && rows * rows > count
    }

    /// Changes a row in place; nil when there is none.
    @discardableResult @inlinable
    public mutating func update<Result>(_ id: ID, _ change: (inout Value) -> Result) -> Result? {
        guard let place = find(id).place else { return nil }
        return change(&chunks[place.chunk][place.row].value)
    }

    /// Looks at a row where it is; nil when there is none.
    ///
    /// The subscript copies the row, which costs more than the question where rows are large.
    @inlinable public func look<Result>(at id: ID, _ ask: (Value) -> Result) -> Result? {
        guard let place = find(id).place else { return nil }
        return ask(chunks[place.chunk][place.row].value)
    }

    /// Takes a row out and returns it; nil when there is none.
    @discardableResult @inlinable
    public mutating func remove(_ id: ID) -> Value? {
        guard let place = find(id).place else { return nil }
        let row = chunks[place.chunk].remove(at: place.row)
        if chunks[place.chunk].isEmpty { chunks.remove(at: place.chunk) }
        rowCount -= 1
        return row.value
    }

    /// Whether both hold the very same rows, as a copy does that was not changed since; false says nothing.
    @inlinable public func sharesRows(with other: Table) -> Bool {
        guard rowCount == other.rowCount, chunks.count == other.chunks.count else { return false }
        return zip(chunks, other.chunks).allSatisfy { one, other in
            one.withUnsafeBufferPointer { one in
                other.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress }
            }
        }
    }

    /// Whether a row is one of those; nothing is copied.
    @inlinable public func contains(where isOne: (ID, Value) -> Bool) -> Bool {
        chunks.contains { $0.contains { isOne($0.id, $0.value) } }
    }

    /// The ids in order.
    @inlinable public var ids: [ID] { chunks.flatMap { $0.map(\.id) } }
    /// The values in the order of their ids.
    @inlinable public var values: [Value] { chunks.flatMap { $0.map(\.value) } }
    /// The first row in the order of ids.
    @inlinable public var first: (id: ID, value: Value)? {
        chunks.first?.first.map { ($0.id, $0.value) }
    }
    /// The last row in the order of ids.
    @inlinable public var last: (id: ID, value: Value)? {
        chunks.last?.last.map { ($0.id, $0.value) }
    }

    @usableFromInline typealias Place = (chunk: Int, row: Int)

    /// Where the row of `id` is, and where it would go.
    @inlinable func find(_ id: ID) -> (place: Place?, slot: Place) {
        guard !chunks.isEmpty else { return (nil, (0, 0)) }
        // The last chunk that begins at or before the id.
        var low = 0
        var high = chunks.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if chunks[middle][0].id <= id { low = middle } else { high = middle }
        }
        let rows = chunks[low]
        var first = 0
        var last = rows.count
        while first < last {
            let middle = (first + last) / 2
            if rows[middle].id < id { first = middle + 1 } else { last = middle }
        }
        let isHere = first < rows.count && rows[first].id == id
        return (isHere ? (low, first) : nil, (low, first))
    }
}

extension Table: Sequence {
    /// Walks the rows in the order of their ids.
    public struct Iterator: IteratorProtocol {
        @usableFromInline let chunks: [[Row]]
        @usableFromInline var chunk = 0
        @usableFromInline var row = 0

        @inlinable init(_ chunks: [[Row]]) { self.chunks = chunks }

        /// The next row, nil at the end.
        @inlinable public mutating func next() -> (id: ID, value: Value)? {
            guard chunk < chunks.count else { return nil }
            let found = chunks[chunk][row]
            row += 1
            if row == chunks[chunk].count {
                chunk += 1
                row = 0
            }
            return (found.id, found.value)
        }
    }

    /// An iterator over the rows as they are now.
    @inlinable public func makeIterator() -> Iterator { Iterator(chunks) }
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
        try container.encode(chunks.flatMap(\.self), forKey: .rows)
    }
}
