// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Random bits that depend on the seed alone: SplitMix64 (Steele, Lea and Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator, Codable, Equatable, Sendable {
    @usableFromInline var state: UInt64

    /// The generator that starts at `seed`.
    @inlinable public init(_ seed: UInt64) { state = seed }

    /// The next 64 bits.
    @inlinable public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }

    /// A number in 0 ..< 1, the same on any machine.
    @inlinable public mutating func fraction() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }

    /// Whether an event of this probability (from 0 to 1) happens now.
    @inlinable public mutating func happens(_ probability: Double) -> Bool {
        fraction() < probability
    }

    /// A whole number in a closed range.
    @inlinable public mutating func pick(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}
