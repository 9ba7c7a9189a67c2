// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension Fleet {
    /// A case needs an errand no more: it waits no longer, and a flight that was to be sent for it is not.
    ///
    /// What an aircraft has begun it ends by itself.
    mutating func withdraw(_ id: ErrandID, _ turn: inout Turn) {
        guard let waiting = work.errands.remove(id), let mission = waiting.mission else { return }
        let person = Person(name: id.description, role: .dispatcher)
        answer(.cancel(mission), by: person, &turn)
        // Nobody asked: a flight that cannot be cancelled flies.
        turn.outcome.refusal = nil
        turn.outcome.mission = nil
    }
}
