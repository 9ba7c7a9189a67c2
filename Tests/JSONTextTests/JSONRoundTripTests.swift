// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import Testing

@Suite("JSON there and back")
struct JSONRoundTripTests {
    @Test("any value written is read back the same, in each form", arguments: 0..<100)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<20 {
            let value = random.value(depth: 4)
            for writer in [JSONWriter(), JSONWriter(isPretty: true)] {
                #expect(try JSONReader().read(writer.bytes(value)) == value, "seed \(seed)")
            }
            let sorted = try JSONReader().read(JSONWriter(sortsMembers: true).bytes(value))
            #expect(
                JSONWriter(sortsMembers: true).text(sorted)
                    == JSONWriter(sortsMembers: true).text(value),
                "seed \(seed)"
            )
        }
    }

    @Test("a damaged text is read or refused, never a crash", arguments: 0..<100)
    func damaged(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<50 {
            var bytes = JSONWriter().bytes(random.value(depth: 3))
            for _ in 0...random.below(3) {
                switch random.below(3) {
                case 0: bytes.insert(UInt8(random.below(256)), at: random.below(bytes.count + 1))
                case 1 where !bytes.isEmpty: bytes.remove(at: random.below(bytes.count))
                default:
                    if !bytes.isEmpty {
                        bytes[random.below(bytes.count)] = UInt8(random.below(256))
                    }
                }
            }
            // What is accepted must itself survive.
            guard let value = try? JSONReader(duplicates: .keep).read(bytes) else { continue }
            let again = try? JSONReader(duplicates: .keep).read(JSONWriter().bytes(value))
            #expect(again == value, "seed \(seed)")
        }
    }
}

/// A small seeded generator (SplitMix64) and the values it draws.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func string() -> String {
        var text = ""
        for _ in 0..<below(12) {
            let scalar =
                below(3) == 0
                ? Unicode.Scalar(UInt32(below(0x10FFFF))) ?? "?"
                : Unicode.Scalar(UInt8(below(128)))
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    mutating func value(depth: Int) -> JSONValue {
        switch below(depth == 0 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(below(2) == 0)
        case 2: return .int(Int(truncatingIfNeeded: next()))
        case 3: return .finite(Double(bitPattern: next()))
        case 4: return .string(string())
        case 5: return .array((0..<below(5)).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<below(6) { object[string()] = value(depth: depth - 1) }
            return .object(object)
        }
    }
}
