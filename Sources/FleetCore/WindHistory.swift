// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// The strongest wind of the last minute (S03): only samples that can still become the maximum are
/// kept.
public struct WindHistory: Codable, Equatable, Sendable {
    struct Sample: Codable, Equatable, Sendable {
        var wind: MetresPerSecond
        var at: Timestamp
    }

    /// How long a sample counts (S03).
    static let span = TimeSpan.seconds(60)
    /// A bound of ours: above it, two samples become the worse of both.
    static let limit = 64

    /// By time, falling.
    private(set) var samples: [Sample] = []

    /// No wind was measured.
    init() {}

    /// Takes a sample that is finite and not negative.
    mutating func add(_ wind: MetresPerSecond, at now: Timestamp) {
        samples.removeAll { $0.at + Self.span < now }
        while let last = samples.last, last.wind <= wind { samples.removeLast() }
        samples.append(Sample(wind: wind, at: now))
        if samples.count > Self.limit {
            samples[1].wind = samples[0].wind
            samples.removeFirst()
        }
    }

    /// The strongest wind of the minute before `now`; nil when none was measured.
    public func maximum(at now: Timestamp) -> MetresPerSecond? {
        samples.first { $0.at + Self.span >= now }?.wind
    }
}
