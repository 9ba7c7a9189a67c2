// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A call that asks for a look: the camera turns to its place once the aircraft is there.
extension Fleet {
    /// Begins the look that was asked for with a call, once, when the payload is free for it.
    ///
    /// What cannot be looked at is told: the flight goes on all the same.
    mutating func lookWhenThere(at id: DockID, _ turn: inout Turn) {
        guard docks.look(at: id, { $0.sortie != nil }) == true else { return }
        guard let dock = docks[id], let sortie = dock.sortie.flatMap({ sorties[$0] }),
            sortie.isFree, work.tasks[id] == nil, dock.isInHands != true,
            let call = sortie.reachedCall.flatMap({ missions[$0] }), call.looks == true,
            case .point(let place, let grid) = call.purpose
        else { return }
        missions.update(call.id) { $0.looks = nil }
        let request = PayloadRequest.look(place, grid)
        let by = call.by ?? "roost"
        switch steps(request, dock, turn.now) {
        case .success(let steps): begin(steps, at: id, for: sortie.id, (request.text, by), &turn)
        case .failure(let reason):
            work.count += 1
            let task = DockTask(
                number: work.count,
                what: request.text,
                by: by,
                sortie: sortie.id,
                steps: []
            )
            tell(.taskFailed, task, id, [FactValue("reason", reason.bilingual)], &turn)
        }
    }
}

extension Sortie {
    /// The call at whose place it is; nil: at none.
    var reachedCall: MissionID? {
        guard let diversion else { return hasArrived ? mission : nil }
        return diversion.stage == .there ? diversion.mission : nil
    }
}
