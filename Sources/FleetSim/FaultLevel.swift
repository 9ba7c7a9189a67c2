// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// How much goes wrong in a world by itself.
public enum FaultLevel: String, CaseIterable, Sendable {
    /// Nothing; nobody asks for anything either.
    case none
    /// What a duty room sees in an ordinary week: late and lost messages, a dock that fails.
    case light
    /// Everything that the seed can think of.
    case heavy
    /// The story of FEATURES, "A bad hour": the same at each seed.
    case badHour = "bad-hour"
}
