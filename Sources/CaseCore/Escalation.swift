// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Who is told of a notice that nobody acknowledges, and when (PIPELINE § 9).
public struct Escalation: Codable, Equatable, Sendable {
    /// One step of a round.
    public struct Step: Codable, Equatable, Sendable {
        /// From the beginning of the round.
        public var after: TimeSpan
        /// Who is told.
        public var receiver: ReceiverID

        /// A step from its parts.
        public init(after: TimeSpan, receiver: ReceiverID) {
            self.after = after
            self.receiver = receiver
        }
    }

    /// Rounds until nothing more is said (PIPELINE § 9).
    public static let rounds = 3

    /// Steps of a critical notice, by time.
    public var critical: [Step]
    /// Steps of a major notice, by time.
    public var major: [Step]

    /// An escalation from its parts.
    public init(critical: [Step], major: [Step]) {
        self.critical = critical
        self.major = major
    }

    /// The steps of a severity; others than critical and major have none.
    func steps(of severity: Severity) -> [Step] {
        switch severity {
        case .critical: critical
        case .major: major
        case .minor, .info: []
        }
    }

    /// When a step of all rounds is due, from the notice's issue; nil: there is none.
    func due(_ number: Int, of severity: Severity) -> (step: Step, after: TimeSpan, round: Int)? {
        let steps = steps(of: severity)
        guard let last = steps.last, number >= 0, number < steps.count * Self.rounds else {
            return nil
        }
        let round = number / steps.count
        let step = steps[number % steps.count]
        let begin = TimeSpan(milliseconds: last.after.milliseconds * Int64(round))
        return (step, begin + step.after, round + 1)
    }
}
