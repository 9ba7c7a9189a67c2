// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension JSONView {
    /// A value of a type that was written as JSON.
    ///
    /// As Foundation's decoder reads it, with the words `inf`, `-inf` and `nan` for numbers that are
    /// none, in a fraction of its time.
    ///
    /// - Throws: `DecodingError`, without the path: what a program wrote itself needs none.
    public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try Value(from: ViewDecoder(view: self))
    }

    fileprivate func scalar<Value>(_ value: Value?) throws -> Value {
        if let value { return value }
        throw Self.mismatch(Value.self)
    }

    fileprivate static func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(
            type,
            DecodingError.Context(codingPath: [], debugDescription: "it is of another kind")
        )
    }

    fileprivate var double: Double? {
        if let number { return number.double }
        switch string {
        case "inf": return .infinity
        case "-inf": return -.infinity
        case "nan": return .nan
        default: return nil
        }
    }

    /// A whole number of any width.
    fileprivate func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        // Above `Int.max` the text alone tells.
        try scalar(number.flatMap { Number($0.text) ?? $0.int.flatMap { Number(exactly: $0) } })
    }
}

/// Reads one value.
private struct ViewDecoder: Decoder {
    let view: JSONView

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard view.isObject else { throw JSONView.mismatch([String: JSONView].self) }
        return KeyedDecodingContainer(ViewMembers<Key>(view: view))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard view.isArray else { throw JSONView.mismatch([JSONView].self) }
        return ViewElements(view)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { ViewSingle(view: view) }
}

/// The members of an object.
private struct ViewMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let view: JSONView

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] {
        view.members.compactMap { name, _ in name.string.flatMap { Key(stringValue: $0) } }
    }

    private func find(_ key: Key) -> JSONView? { view.member(named: key.stringValue) }

    private func member(_ key: Key) throws -> JSONView {
        if let member = find(key) { return member }
        throw DecodingError.keyNotFound(
            key,
            DecodingError.Context(codingPath: [], debugDescription: "there is no such member")
        )
    }

    /// A member that is there and not null.
    private func said(_ key: Key) -> JSONView? {
        guard let member = find(key), !member.isNull else { return nil }
        return member
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
        let member = try member(key)
        return try member.scalar(member.bool)
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String {
        let member = try member(key)
        return try member.scalar(member.string)
    }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        let member = try member(key)
        return try member.scalar(member.double)
    }

    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try member(key).whole(type)
    }

    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
        try member(key).whole(type)
    }

    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        try member(key).whole(type)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: ViewDecoder(view: member(key)))
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        guard let member = said(key) else { return nil }
        return try member.scalar(member.bool)
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        guard let member = said(key) else { return nil }
        return try member.scalar(member.string)
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        try said(key)?.whole(type)
    }

    func decodeIfPresent<Value: Decodable>(
        _ type: Value.Type,
        forKey key: Key
    ) throws -> Value? {
        try said(key).map { try Value(from: ViewDecoder(view: $0)) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try ViewDecoder(view: member(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try ViewDecoder(view: member(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        ViewDecoder(view: view.member(named: "super") ?? view)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { ViewDecoder(view: try member(key)) }
}

/// The elements of an array, one after the other.
private struct ViewElements: UnkeyedDecodingContainer {
    private var rest: JSONView.Elements
    private var following: JSONView?
    let count: Int?
    private(set) var currentIndex = 0

    init(_ view: JSONView) {
        count = view.elements.reduce(0) { count, _ in count + 1 }
        rest = view.elements
        following = rest.next()
    }

    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { following == nil }

    private mutating func next() throws -> JSONView {
        guard let view = following else {
            throw DecodingError.valueNotFound(
                JSONView.self,
                DecodingError.Context(codingPath: [], debugDescription: "the array has ended")
            )
        }
        following = rest.next()
        currentIndex += 1
        return view
    }

    mutating func decodeNil() throws -> Bool {
        guard following?.isNull == true else { return false }
        _ = try next()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: ViewDecoder(view: next()))
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try ViewDecoder(view: next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try ViewDecoder(view: next()).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { ViewDecoder(view: try next()) }
}

/// A value that is no object and no array, or stands for another.
private struct ViewSingle: SingleValueDecodingContainer {
    let view: JSONView

    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { view.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try view.scalar(view.bool) }
    func decode(_ type: String.Type) throws -> String { try view.scalar(view.string) }
    func decode(_ type: Double.Type) throws -> Double { try view.scalar(view.double) }
    func decode(_ type: Float.Type) throws -> Float {
        Float(try view.scalar(view.double))
    }
    func decode(_ type: Int.Type) throws -> Int { try view.whole(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try view.whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try view.whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try view.whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try view.whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try view.whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try view.whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try view.whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try view.whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try view.whole(type) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: ViewDecoder(view: view))
    }
}
