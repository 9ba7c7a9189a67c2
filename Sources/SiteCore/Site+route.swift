// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import PatrolCore
import RoostModel

/// The one table of what passes between the cores.
extension Site {
    /// Brings an input to the cores that it concerns.
    mutating func route(_ input: Input, into outcome: inout Outcome) {
        switch input {
        case .tick:
            toFleet(.tick, &outcome)
            toCases(.tick, &outcome)
            toPatrols(.tick(docks: fleet.availability(at: now)), &outcome)
            watchReach(&outcome)
        case .started:
            outcome.facts.append(Fact(.siteStarted))
            toFleet(.started, &outcome)
            toCases(.started, &outcome)
        case .clock(let step):
            if case .stepped(let span) = step {
                outcome.facts.append(Fact(.siteClockStepped, Subject(), [FactValue("step", span)]))
            }
            toFleet(.clock(step), &outcome)
        case .controller(let health):
            toFleet(.controller(health), &outcome)
        case .configure(let configuration):
            configure(configuration, &outcome)
        case .dock(let report):
            toFleet(.report(report), &outcome)
        case .frame(let frame):
            toCases(.frame(frame), &outcome)
        case .request(let request):
            switch request.verb {
            case .fleet(let verb): toFleet(.request(verb, by: request.person), &outcome)
            case .cases(let verb): toCases(.request(verb, by: request.person), &outcome)
            case .patrols(let verb):
                let docks = fleet.availability(at: now)
                toPatrols(.request(verb, by: request.person, docks: docks), &outcome)
            case .site(let verb): outcome.facts += Fact.told(of: verb, by: request.person)
            }
        case .settled(let id, let settlement):
            settle(id, settlement, &outcome)
        }
    }

    private mutating func configure(_ new: SiteConfiguration, _ outcome: inout Outcome) {
        configuration = new
        outcome.facts.append(
            Fact(
                .siteConfigured,
                Subject(),
                [
                    FactValue("docks", new.fleet.docks.count),
                    FactValue("routes", new.fleet.routes.count),
                    FactValue("rules", new.cases.rules.count),
                ]
            )
        )
        bring(new.with(dayChanges ?? []), &outcome)
    }

    /// Brings a configuration to every core.
    private mutating func bring(_ new: SiteConfiguration, _ outcome: inout Outcome) {
        toFleet(.configure(new.fleet), &outcome)
        toCases(.configure(new.cases), &outcome)
        toPatrols(.configure(new.patrols), &outcome)
        toPatrols(.tick(docks: fleet.availability(at: now)), &outcome)
        // Places are known by their number.
        reachWatch = nil
        watchReach(&outcome)
    }

    /// A date counts as another type of day from now on, for every core.
    private mutating func change(_ day: DayChange, _ outcome: inout Outcome) {
        guard let configuration else { return }
        let today = configuration.patrols.serviceDate(at: now)
        var days = (dayChanges ?? []).filter { $0.date != day.date && $0.date >= today }
        if let type = day.type {
            days.insert(DayCalendar.Exception(date: day.date, type: type, name: day.why), at: 0)
        }
        dayChanges = days.isEmpty ? nil : days
        bring(configuration.with(days), &outcome)
    }

    /// A settlement goes to the core that asked for the effect; a second one of the same effect to nobody.
    private mutating func settle(
        _ id: EffectID,
        _ settlement: Settlement<EffectResult>,
        _ outcome: inout Outcome
    ) {
        if let errand = errands.remove(id) {
            return toCases(.errand(errand, ErrandOutcome(settlement, at: now)), &outcome)
        }
        guard let core = pending.remove(id) else { return }
        switch core {
        case .fleet:
            toFleet(
                .settled(
                    id,
                    settlement.narrowed { if case .fleet(let it) = $0 { it } else { nil } }
                ),
                &outcome
            )
        case .cases:
            toCases(
                .settled(
                    id,
                    settlement.narrowed { if case .cases(let it) = $0 { it } else { nil } }
                ),
                &outcome
            )
        case .patrols:
            toPatrols(
                .settled(
                    id,
                    settlement.narrowed { if case .plan(let it) = $0 { it } else { nil } }
                ),
                &outcome
            )
        }
    }

    private mutating func toFleet(_ input: FleetInput, _ outcome: inout Outcome) {
        let result = fleet.apply(input, at: now, issuer: &issuer)
        take(
            result.effects.map { effect in
                effect.map { action in
                    switch action {
                    case .command(let command): Action.command(command)
                    case .reply(let reply): Action.reply(reply)
                    }
                }
            },
            from: .fleet,
            &outcome
        )
        outcome.facts += result.facts
        outcome.refusal = outcome.refusal ?? result.refusal
        outcome.mission = outcome.mission ?? result.mission
        for end in result.ended { toPatrols(.ended(end), &outcome) }
        for end in result.errands {
            toPatrols(.lookEnded(end.errand), &outcome)
            toCases(.errand(end.errand, end.outcome), &outcome)
        }
        for fact in result.facts {
            guard let trigger = PlanTrigger(fact), !isWayHomeOfCall(trigger) else { continue }
            toPatrols(.disturbed(trigger), &outcome)
            reachWatch?.hurry(at: now)
        }
    }

    /// Whether an aircraft comes home that was not out for the plan: its end tells, not its way home.
    private func isWayHomeOfCall(_ trigger: PlanTrigger) -> Bool {
        guard trigger.kind == .aborted, let dock = trigger.dock,
            let mission = fleet.openSortie(at: dock)?.mission
        else { return false }
        return fleet.missions[mission]?.run == nil
    }

    private mutating func toCases(_ input: CaseInput, _ outcome: inout Outcome) {
        let result = cases.apply(input, at: now, issuer: &issuer)
        take(
            result.effects.map { effect in
                effect.map { action in
                    switch action {
                    case .deliver(let delivery): Action.deliver(delivery)
                    case .seal(let request): Action.seal(request)
                    case .discard(let removal): Action.discard(removal)
                    }
                }
            },
            from: .cases,
            &outcome
        )
        outcome.facts += result.facts
        outcome.refusal = outcome.refusal ?? result.refusal
        for errand in result.errands { bring(errand, &outcome) }
        for errand in result.withdrawn { recall(errand, &outcome) }
    }

    /// What a case needs no more is neither waited for nor planned.
    mutating func recall(_ errand: ErrandID, _ outcome: inout Outcome) {
        toFleet(.withdraw(errand), &outcome)
        toPatrols(.lookEnded(errand), &outcome)
    }

    /// What a case asks for goes to the fleet, a second look to the plan too; on a site that has no docks
    /// it is an effect.
    mutating func bring(_ errand: Errand, _ outcome: inout Outcome) {
        guard configuration?.fleet.docks.isEmpty == true else {
            toFleet(.errand(errand, needed: patrols.docksNeeded), &outcome)
            let look = configuration.flatMap {
                SecondLook(errand, docks: $0.fleet.docks, grid: $0.grid)
            }
            if let look { toPatrols(.look(look), &outcome) }
            return
        }
        let effect = issuer.effect(
            Action.errand(errand),
            at: now,
            lifetime: max(errand.until - now, .milliseconds(1)),
            retry: .untilExpiry
        )
        errands[effect.id] = errand.id
        outcome.effects.append(effect)
    }

    private mutating func toPatrols(_ input: PatrolInput, _ outcome: inout Outcome) {
        let result = patrols.apply(input, at: now, issuer: &issuer)
        take(
            result.effects.map { $0.map { problem in Action.plan(problem) } },
            from: .patrols,
            &outcome
        )
        outcome.facts += result.facts
        outcome.refusal = outcome.refusal ?? result.refusal
        for run in result.takenBack { toFleet(.takeBack(run), &outcome) }
        for run in result.calledOff { toFleet(.callOff(run), &outcome) }
        for departure in result.departures { toFleet(.depart(departure), &outcome) }
        if let day = result.dayChange { change(day, &outcome) }
    }

    private mutating func take(
        _ effects: [Effect<Action>],
        from core: Core,
        _ outcome: inout Outcome
    ) {
        for effect in effects { pending[effect.id] = core }
        outcome.effects += effects
    }
}

extension Fact {
    /// What was done outside the cores, for the record.
    fileprivate static func told(of request: SiteRequest, by person: Person) -> [Fact] {
        let subject = Subject(person: person.name)
        switch request {
        case .reloaded(let changes):
            return [Fact(.siteReloaded, subject, [FactValue("changes", changes)])]
        case .tokenAdded(let name, let role):
            let values = [FactValue("name", name), FactValue("role", role.rawValue)]
            return [Fact(.tokenAdded, subject, values)]
        case .tokenRevoked(let name):
            return [Fact(.tokenRevoked, subject, [FactValue("name", name)])]
        case .pictureKept: return []
        }
    }
}

extension ErrandOutcome {
    /// What the end of an errand's effect means for its case.
    fileprivate init(_ settlement: Settlement<EffectResult>, at now: Timestamp) {
        switch settlement {
        case .succeeded(.errand(let outcome)): self = outcome
        case .failed(let reason): self = .failed(reason)
        case .succeeded, .expired, .unknown:
            let reason = Bilingual(en: "nobody did it in time", zh: "未在时限内完成")
            self = .failed(FailureReason(code: "expired", reason))
        }
    }
}

extension Settlement {
    /// The same settlement in a narrower vocabulary; a result of another core's kind is a failure.
    func narrowed<Narrow>(_ pick: (Result) -> Narrow?) -> Settlement<Narrow>
    where Narrow: Codable & Equatable & Sendable {
        switch self {
        case .succeeded(let result):
            guard let narrow = pick(result) else {
                return .failed(
                    FailureReason(code: "mismatch", text: "the result is of another kind of effect")
                )
            }
            return .succeeded(narrow)
        case .failed(let reason): return .failed(reason)
        case .expired: return .expired
        case .unknown: return .unknown
        }
    }
}
