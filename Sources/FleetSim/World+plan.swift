// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostModel
import SiteCore

// Dispatchers who change the day's plan: they take runs out, put them back and move them, also runs that have
// left and runs that are not.
extension World {
    /// Draws who changes which run when, before the calm.
    mutating func inviteToPlan() {
        // Of its own dice: whoever asks for something else asks as ever.
        var dice = SeededGenerator(seed ^ 0x706C_616E)
        let seconds = (calmAt - now).wholeSeconds
        let most = options.faults == .light ? 1 + seconds / 7200 : 2 + seconds / 1200
        for number in 0..<dice.pick(0...most) {
            let first = dice.pick(10...seconds - 1)
            guard let run = drawRun(in: first, &dice) else { continue }
            let change = drawChange(&dice)
            changePlan(
                dice.happens(0.7) ? .skip(run, why: "drawn") : .move(run, change, why: "drawn"),
                key: "p\(number)",
                in: first
            )
            // Twice: the second finds it put back, or never taken out.
            for again in 0..<dice.pick(0...2) {
                let change = dice.happens(0.5) ? RunChange() : change
                let later = first + dice.pick(1...1800)
                guard later < seconds else { continue }
                changePlan(
                    .restore(run, change, why: "drawn"),
                    key: "p\(number)-\(again)",
                    in: later
                )
            }
        }
    }

    private mutating func changePlan(_ request: PatrolRequest, key: String, in seconds: Int) {
        let person = Person(name: "lin", role: .dispatcher)
        let request = OperatorRequest(person: person, verb: .patrols(request))
        agenda.add(.ask(request, key: key, tries: 0), at: now + .seconds(seconds))
    }

    /// A run that the rules ask for on the day of that instant; nil: they ask for none.
    private func drawRun(in seconds: Int, _ dice: inout SeededGenerator) -> PlannedRun? {
        let patrols = ground.configuration.patrols
        let date = patrols.serviceDate(at: now + .seconds(seconds))
        let demands = patrols.demands(on: date)
        guard !demands.isEmpty else { return nil }
        let demand = demands[dice.pick(0...demands.count - 1)].demand
        return PlannedRun(
            date: date,
            demand: demand.id,
            repetition: dice.pick(0...demand.reps)
        )
    }

    private func drawChange(_ dice: inout SeededGenerator) -> RunChange {
        let docks = ground.configuration.fleet.docks
        return RunChange(
            dock: dice.happens(0.5) ? docks[dice.pick(0...docks.count - 1)].id : nil,
            startSeconds: dice.happens(0.5) ? 600 * dice.pick(0...143) : nil
        )
    }
}
