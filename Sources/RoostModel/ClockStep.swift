// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The wall clock moved against the monotonic clock, or a person vouched for it.
public enum ClockStep: Codable, Equatable, Sendable {
    /// It was stepped by this much, forward or back: departures hold until confirmed (S26).
    case stepped(by: TimeSpan)
    /// It agrees with the docks again, or a person said so.
    case confirmed
}

/// How an effect ended.
public enum Settlement<Result: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// Done, with what came of it.
    case succeeded(Result)
    /// Not done, and why.
    case failed(FailureReason)
    /// Its time ran out before it was tried or answered with a no.
    case expired
    /// Performed? We cannot tell.
    case unknown
}
