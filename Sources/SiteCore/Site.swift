// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import CaseCore
public import FleetCore
public import PatrolCore
public import RoostModel

/// One site: the whole state that decisions depend on.
///
/// A value; copying it is the snapshot.
public struct Site: Codable, Equatable, Sendable {
    /// Which core asked for an effect.
    enum Core: String, Codable, Sendable { case fleet, cases, patrols }

    /// The configuration in force; nil before the first.
    public internal(set) var configuration: SiteConfiguration?
    /// Docks, missions and sorties.
    public internal(set) var fleet = Fleet()
    /// Cases and notices.
    public internal(set) var cases = CaseBook()
    /// The plan in force.
    public internal(set) var patrols = PatrolBook()
    /// The instant of the latest input; goes back only by the input `.clock`.
    public internal(set) var now = Timestamp.epoch
    /// Dates that count as another type of day by a person's word, the newest first; nil: none.
    public internal(set) var dayChanges: [DayCalendar.Exception]?
    /// Which promised places are out of reach; nil: nothing is promised, or it was not looked at yet.
    public internal(set) var reachWatch: ReachWatch?
    /// The counters of every id.
    public internal(set) var issuer: Issuer
    /// Effects without a settlement, by the core that asked for them.
    ///
    /// The bound is far above what the cores' own tables allow to be open at once.
    var pending = Table<EffectID, Core>(limit: 1_000_000)

    /// Errands that are effects, on a site that has no fleet.
    var errands = Table<EffectID, ErrandID>(limit: 50_000)

    /// A site to which nothing has happened yet.
    public init(siteKey: UInt64) { issuer = Issuer(siteKey: siteKey) }

    /// The only place where state changes.
    ///
    /// Total: every input in every state has an answer.
    public mutating func apply(_ input: Input, at clock: Timestamp) -> Outcome {
        let before = now
        var input = input
        switch input {
        case .clock(.stepped(let span)):
            // A clock that began before what the journal knows, as gateways boot in 1970, stood
            // still for us until now: only what is new of the step moves what we know.
            input = .clock(.stepped(by: min(span, clock - before)))
            now = clock
        case .clock(.confirmed): now = clock
        case .tick, .started, .controller, .configure, .dock, .frame, .request, .settled:
            now = max(now, clock)
        }
        var outcome = Outcome()
        route(input, into: &outcome)
        return outcome
    }

    /// When the site next needs a `.tick` though nothing happens.
    ///
    /// There are no timers in the shell.
    public var nextWake: Timestamp? {
        [fleet.nextWake, cases.nextWake, patrols.nextWake, reachWatch?.dueAt].compactMap(\.self)
            .min()
    }

    /// Since when the audit must stay though its time is over: something is preserved; nil: nothing is.
    public var preservedSince: Timestamp? { cases.preservedSince }

    /// Never issues an effect number at or below `highest` again (ARCHITECTURE § 6).
    public mutating func skipEffects(through highest: EffectID) {
        issuer.skipEffects(through: highest.value)
    }
}
