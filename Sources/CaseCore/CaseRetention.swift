// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How long closed cases and their pictures are kept (PIPELINE § 10).
public struct CaseRetention: Codable, Equatable, Sendable {
    /// 180 days with a notice, 7 days without.
    public static let standard = CaseRetention(noticed: .hours(180 * 24), others: .hours(7 * 24))

    /// After the end of a case of which a notice was issued.
    public var noticed: TimeSpan
    /// After the end of any other.
    public var others: TimeSpan

    /// A retention from its times.
    public init(noticed: TimeSpan, others: TimeSpan) {
        self.noticed = noticed
        self.others = others
    }
}

/// What is kept of a case: longer than the case is listed, as long as its pictures are in the vault.
struct Keeping: Codable, Equatable, Sendable {
    /// Cases that are kept at most; more are told of and never deleted.
    static let limit = 100_000

    /// When the case was opened, by our clock.
    var openedAt: Timestamp?
    /// When the case ended, by our clock; nil: it is open.
    var endedAt: Timestamp?
    /// Whether a notice was issued.
    var isNoticed = false
    /// SHA-256 of its pictures in the vault.
    var digests: [String] = []
    /// Whether they are being deleted.
    var isGoing = false
}
