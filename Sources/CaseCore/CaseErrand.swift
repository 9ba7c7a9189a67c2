// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a case asked for in the world, and the answer.
public struct CaseErrand: Codable, Equatable, Sendable {
    /// Close shots that are asked for at most (PIPELINE § 6).
    static let closeShotLimit = 3
    /// The next one is asked for so long after (PIPELINE § 6).
    static let closeShotPause = TimeSpan.seconds(10)
    /// So long a warning is waited for (PIPELINE § 6).
    static let warningWait = TimeSpan.seconds(15)

    /// What was asked.
    public var errand: Errand
    /// When, by our clock.
    public var askedAt: Timestamp
    /// The answer; nil: none yet.
    public internal(set) var outcome: ErrandOutcome?

    /// When it was done; nil: it was not, or not yet.
    public var doneAt: Timestamp? {
        guard case .done(let at) = outcome else { return nil }
        return at
    }
}

extension Case {
    /// Close shots that were asked for.
    var closeShots: Int {
        errands.count { if case .closeShot = $0.errand.kind { true } else { false } }
    }

    /// The newest warning that was asked for.
    public var warning: CaseErrand? {
        errands.last { if case .warning = $0.errand.kind { true } else { false } }
    }

    /// Whether a close picture is there or on its way.
    var hasClosePicture: Bool { evidence.contains { $0.image.role == "zoom" && $0.isHopeful } }

    /// Whether a warning was played after it was given up: what is on record says otherwise until told.
    func wasWarnedLate(by errand: CaseErrand) -> Bool {
        guard state == .grace, errand.doneAt != nil, case .warning = errand.errand.kind else {
            return false
        }
        return true
    }

    /// Whether a picture that the rule asks for may be lacking: where the rule itself decides, a close picture
    /// that three tries did not bring (PIPELINE 5.4); a person decides with the gap named.
    func isExcused(_ role: String) -> Bool {
        role == "zoom" && review == .auto && !hasClosePicture && state != .evidenceRequested
            && closeShots >= CaseErrand.closeShotLimit
    }
}
