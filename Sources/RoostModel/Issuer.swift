// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The counters of a site: every id it will ever give out, with its wire face.
public struct Issuer: Codable, Equatable, Sendable {
    /// Drawn once with the store; part of every wire face.
    public let siteKey: UInt64
    private var missions = 0
    private var sorties = 0
    private var cases = 0
    private var notices = 0
    private var effects = 0
    private var holds = 0

    /// The counters of a new site.
    public init(siteKey: UInt64) { self.siteKey = siteKey }

    /// The next mission, with its wire face.
    public mutating func mission(at now: Timestamp) -> (MissionID, WireID) {
        missions += 1
        return (MissionID(missions), wire(1, missions, now))
    }

    /// The next sortie, with its wire face: the dock's `flight_id`.
    public mutating func sortie(at now: Timestamp) -> (SortieID, WireID) {
        sorties += 1
        return (SortieID(sorties), wire(2, sorties, now))
    }

    /// The next case, with its wire face.
    public mutating func violation(at now: Timestamp) -> (CaseID, WireID) {
        cases += 1
        return (CaseID(cases), wire(3, cases, now))
    }

    /// The next notice, with its wire face.
    public mutating func notice(at now: Timestamp) -> (NoticeID, WireID) {
        notices += 1
        return (NoticeID(notices), wire(4, notices, now))
    }

    /// The next effect, with its wire face: the `tid` on a dock's wire.
    public mutating func effect(at now: Timestamp) -> (EffectID, WireID) {
        effects += 1
        return (EffectID(effects), wire(5, effects, now))
    }

    /// The next hold.
    public mutating func hold() -> HoldID {
        holds += 1
        return HoldID(holds)
    }

    /// Never issues an effect number at or below `highest` again: the store knows effects that a replay
    /// by another build may not have asked for.
    public mutating func skipEffects(through highest: Int) { effects = max(effects, highest) }

    private func wire(_ kind: UInt8, _ counter: Int, _ now: Timestamp) -> WireID {
        WireID(at: now, siteKey: siteKey, kind: kind, counter: counter)
    }
}
