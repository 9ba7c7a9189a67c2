// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Who could go to a place now: looked at before the word to launch, and nothing is sent.
public struct DispatchResource: Codable, Equatable, Sendable {
    /// Every dock, those that may go first, then by arrival.
    public var offers: [Offer]
    /// What is wrong with the place, the height or the dock that was named; nil: nothing.
    public var problem: Problem?

    /// One dock's answer.
    public struct Offer: Codable, Equatable, Sendable {
        /// `D03`.
        public var dock: String
        /// Seconds until its aircraft is there.
        public var seconds: Int
        /// Battery on arrival; nil: not known.
        public var batteryPercent: Int?
        /// Whether it may go now.
        public var isReady: Bool
        /// The patrol that would give way, `M-12`.
        public var givesWay: String?
        /// Everything against it; empty when it may go.
        public var reasons: [TextResource]

        /// An answer from its parts.
        public init(
            dock: String,
            seconds: Int,
            batteryPercent: Int?,
            isReady: Bool,
            reasons: [TextResource]
        ) {
            self.dock = dock
            self.seconds = seconds
            self.batteryPercent = batteryPercent
            self.isReady = isReady
            self.reasons = reasons
        }
    }

    /// An answer from its parts.
    public init(offers: [Offer], problem: Problem? = nil) {
        self.offers = offers
        self.problem = problem
    }
}
