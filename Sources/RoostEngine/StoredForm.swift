// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONText
import RoostModel
import SiteCore

/// How values are written to the store: JSON with sorted members, so that the same value always
/// gives the same bytes.
enum StoredForm {
    /// The bytes of an input, which are most of what is written.
    static func encode(_ input: Input) throws(StoreError) -> Data {
        if let bytes = StoredReadings.encode(input) ?? StoredFrames.encode(input)
            ?? StoredDeliveries.encode(input)
        {
            return bytes
        }
        return try encode(other: input)
    }

    /// The bytes of what is to be done.
    static func encode(_ action: Action) throws(StoreError) -> Data {
        if let bytes = StoredDeliveries.encode(action) { return bytes }
        return try encode(other: action)
    }

    /// The bytes of how an effect ended.
    static func encode(_ settlement: Settlement<EffectResult>) throws(StoreError) -> Data {
        if let bytes = StoredDeliveries.encode(settlement) { return bytes }
        return try encode(other: settlement)
    }

    /// The bytes of a fact.
    static func encode(_ fact: Fact) -> Data { StoredFacts.encode(fact) }

    static func encode(_ value: some Encodable) throws(StoreError) -> Data {
        try encode(other: value)
    }

    private static func encode(other value: some Encodable) throws(StoreError) -> Data {
        do { return try StoredEncoder.bytes(value) } catch {
            throw .refused("a \(type(of: value)) has no stored form")
        }
    }

    /// The input that was written.
    static func decodeInput(from bytes: Data) throws(StoreError) -> Input {
        if let view = try? reader.view(bytes), let input = StoredReadings.decode(view) {
            return input
        }
        return try decode(Input.self, from: bytes)
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: Data
    ) throws(StoreError) -> Value {
        do { return try Self.reader.view(bytes).decoded(as: type) } catch {
            throw .corrupt("a \(type) is not in the form that it was written in")
        }
    }

    /// A snapshot of a large site has some hundred megabytes; what Foundation wrote in older stores
    /// nests no deeper than the types do.
    private static let reader = JSONReader(
        maximumSize: 1 << 31,
        maximumDepth: 512,
        duplicates: .keep
    )
}
