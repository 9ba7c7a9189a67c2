// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A large value that is kept apart: a copy of what holds it copies one reference, a change makes it anew.
///
/// For parts of a state that rarely change and are copied with it in every turn. Its stored form is that of
/// the value alone.
@propertyWrapper public struct Boxed<Value: Sendable>: Sendable {
    @usableFromInline final class Box: Sendable {
        @usableFromInline let value: Value

        @inlinable init(_ value: Value) { self.value = value }
    }

    @usableFromInline var box: Box

    /// The value.
    @inlinable public var wrappedValue: Value {
        get { box.value }
        set { box = Box(newValue) }
    }

    /// Keeps a value.
    @inlinable public init(wrappedValue: Value) { box = Box(wrappedValue) }
}

extension Boxed: Equatable where Value: Equatable {
    /// Equal values; one that is shared is not looked at.
    @inlinable public static func == (one: Boxed, other: Boxed) -> Bool {
        one.box === other.box || one.box.value == other.box.value
    }
}

extension Boxed: Encodable where Value: Encodable {
    /// Writes the value alone.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}

extension Boxed: Decodable where Value: Decodable {
    /// Reads the value alone.
    public init(from decoder: any Decoder) throws {
        self.init(wrappedValue: try decoder.singleValueContainer().decode(Value.self))
    }
}

extension KeyedEncodingContainer {
    /// What is nil has no member, as without a box.
    public mutating func encode<Value: Encodable>(_ boxed: Boxed<Value?>, forKey key: Key) throws {
        try encodeIfPresent(boxed.wrappedValue, forKey: key)
    }
}

extension KeyedDecodingContainer {
    /// What has no member is nil, as without a box.
    public func decode<Value: Decodable>(
        _ type: Boxed<Value?>.Type,
        forKey key: Key
    ) throws -> Boxed<Value?> {
        Boxed(wrappedValue: try decodeIfPresent(Value.self, forKey: key))
    }
}
