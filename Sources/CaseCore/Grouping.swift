// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How long notices of one receiver, rule and zone wait for each other (PIPELINE § 7).
public struct Grouping: Codable, Equatable, Sendable {
    /// PIPELINE § 7: 0 s for critical notices, 10 s for others, then one message a minute; a reminder each
    /// 4 h while nobody acknowledges.
    public static let standard = Grouping(
        critical: .zero,
        others: .seconds(10),
        interval: .seconds(60),
        reminder: .hours(4)
    )

    /// The first critical notice of a group waits so long; zero: critical notices never wait.
    public var critical: TimeSpan
    /// The first other notice of a group waits so long; zero: none ever waits.
    public var others: TimeSpan
    /// Between two messages of a group.
    public var interval: TimeSpan
    /// A notice that nobody acknowledged is told again so often; nil: never.
    public var reminder: TimeSpan?

    /// A grouping from its times.
    public init(
        critical: TimeSpan,
        others: TimeSpan,
        interval: TimeSpan,
        reminder: TimeSpan? = nil
    ) {
        self.critical = critical
        self.others = others
        self.interval = interval
        self.reminder = reminder
    }

    /// How long the first notice of a group waits; nil: there are no groups of this severity.
    func wait(of severity: Severity) -> TimeSpan? {
        let wait = severity == .critical ? critical : others
        return wait > .zero ? wait : nil
    }
}

/// Notices that wait for one receiver, and leave together.
struct Batch: Codable, Equatable, Sendable {
    /// More notices do not wait: the batch leaves.
    static let sizeLimit = 100

    /// What its notices have in common.
    struct Key: Codable, Equatable, Sendable {
        var receiver: ReceiverID
        var rule: RuleID?
        var zone: AreaID?
        var isMute: Bool
    }

    let key: Key
    var dueAt: Timestamp
    var notices: [NoticeID]
    /// Whether they leave as one message.
    var isDigest: Bool
}
