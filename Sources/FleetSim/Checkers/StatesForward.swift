// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// Sorties move as SAFETY's table has it: terminal states absorb, nothing falls back to the ground by
/// itself, and unknown ends by a dock's or a person's word alone (S19, S29, S30).
struct StatesForward: Checker {
    static let name = "states forward"
    static let promises = ["S19", "S29", "S30"]
    private var ended: Set<SortieID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight, !turned.taken.isEmpty else { return nil }
        let before = turned.before.fleet.sorties
        let after = turned.after.fleet.sorties
        guard !before.sharesRows(with: after) else { return nil }
        for (id, sortie) in after {
            if ended.contains(id) { return "\(id) is back after its end" }
            guard let old = before[id], old.state != sortie.state else { continue }
            guard Self.allows(old.state, sortie.state) else {
                return "\(id) goes from \(old.state) to \(sortie.state)"
            }
            if old.state == .returning, sortie.state == .airborne, sortie.hoverUntil == nil,
                !Self.isTurnedRound(id, turned)
            {
                return "\(id) was on its way home and is out there again, and nobody said so"
            }
            if old.state == .unknown, !Self.hasWord(of: sortie.dock, turned) {
                return "\(id) is \(sortie.state), and nobody said so"
            }
        }
        for (id, old) in before where after[id] == nil {
            ended.insert(id)
            if old.state == .unknown, !Self.hasWord(of: old.dock, turned) {
                return "\(id) was unknown and ended, and nobody said so"
            }
        }
        return nil
    }

    /// Whether a state may follow another within one turn, which may hold several words.
    private static func allows(_ old: Sortie.State, _ new: Sortie.State) -> Bool {
        switch old {
        case .preparing: true
        case .prepared: new != .preparing
        case .starting, .airborne, .returning, .unknown:
            new != .preparing && new != .prepared && (new != .starting || old == .starting)
        case .docked, .landedAway, .failed, .cancelled: false
        }
    }

    /// Whether an aircraft or a person broke a way home off, or nobody knew of it meanwhile.
    private static func isTurnedRound(_ id: SortieID, _ turned: Turned) -> Bool {
        turned.taken.contains { input, receipt in
            let isLost = receipt.facts.contains {
                $0.fact.code == .sortieUnknown && $0.fact.subject.sortie == id
            }
            return isLost || turnsRound(input)
        }
    }

    private static func turnsRound(_ input: Input) -> Bool {
        switch input {
        case .dock(let report):
            if case .homing(let word) = report.said { word.isBrokenOff } else { false }
        case .settled, .request: true
        case .tick, .started, .clock, .configure, .controller, .frame: false
        }
    }

    private static func hasWord(of dock: DockID, _ turned: Turned) -> Bool {
        turned.taken.contains { input, _ in
            switch input {
            case .dock(let report): report.dock == dock
            // The settlement of its launch is the dock's answer.
            case .settled, .request, .configure: true
            case .tick, .started, .clock, .controller, .frame: false
            }
        }
    }
}
