// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A confirmed case holds back what it explains (PIPELINE § 7).
extension CaseBook {
    /// A case was confirmed: it inhibits what its rule says.
    mutating func fire(_ violation: Case, _ turn: inout Turn) {
        let inhibitions = active(violation.rule)?.rule.inhibitions ?? []
        guard !inhibitions.isEmpty else { return }
        let firing = Firing(
            inhibitions: inhibitions,
            from: turn.now,
            zone: violation.zone,
            ground: violation.ground
        )
        guard firings.insert(firing, for: violation.id) else {
            return tellFull("no room for another inhibition (limit \(firings.limit))", &turn)
        }
        let wake = Wake(at: firing.end, kind: .firing, number: violation.id.value)
        wakes.insert(true, for: wake)
    }

    /// A case was closed: what it asked for is needed no more, what it held is sent.
    mutating func end(_ id: CaseID, _ turn: inout Turn) {
        recallErrands(of: id, &turn)
        douse(id, &turn)
    }

    /// A case that inhibited was closed, or its time is over: what it held is sent.
    mutating func douse(_ id: CaseID, _ turn: inout Turn) {
        guard let firing = firings.remove(id) else { return }
        wakes.remove(Wake(at: firing.end, kind: .firing, number: id.value))
        release(records.map(\.id), joins: true, &turn) {
            $0.state == .inhibited && $0.inhibitor == id
        }
    }
}
