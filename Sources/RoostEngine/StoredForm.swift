// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How values are written to the store: JSON with sorted members, so that the same value always
/// gives the same bytes.
enum StoredForm {
    static func encode(_ value: some Encodable) throws(StoreError) -> Data {
        do { return try StoredEncoder.bytes(value) } catch {
            throw .refused("a \(type(of: value)) has no stored form")
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: Data
    ) throws(StoreError) -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        do { return try decoder.decode(type, from: bytes) } catch {
            throw .corrupt("a \(type) is not in the form that it was written in")
        }
    }
}
