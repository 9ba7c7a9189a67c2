// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// Who holds the control of a dock's aircraft (S17).
extension DockState {
    /// Whether the aircraft is on: one at rest is off, and nobody holds it.
    var isAircraftOn: Bool { linkedAircraft != nil || dock.isAircraftOn == true }

    /// Whether a controller in somebody's hands holds the aircraft, by its own word or its dock's; nil: it
    /// was not said since the aircraft came on.
    ///
    /// The dock itself is controller A, a person's is B (PROTOCOL §§ 12, 13). The word is sent on change: it
    /// holds for the aircraft's session.
    var isInHands: Bool? {
        guard times.control != nil else { return nil }
        return [aircraft.controlSource, dock.controlSource].contains("B")
    }

    /// The aircraft came on, or went off: who held it before holds it no more.
    mutating func forgetControl() {
        aircraft.controlSource = nil
        dock.controlSource = nil
        times.control = nil
    }
}

extension Fleet {
    /// Whether a person flies the aircraft of a dock: roost sends it nothing then but what a person asks.
    ///
    /// Between two docks the second source of control is a dock, and a person's controller is cut off
    /// (PROTOCOL § 12).
    public func isInHands(_ dock: DockID) -> Bool {
        guard docks.look(at: dock, { $0.isInHands }) == true else { return false }
        let sortie = openSortie(at: dock)
        return sortie?.relay == nil || sortie?.state.isInTheAir == false
    }

    /// Tells that somebody took an aircraft in the air over, or gave it back.
    func tellControl(of id: DockID, since was: Bool, _ turn: inout Turn) {
        let isInHands = isInHands(id)
        guard isInHands != was, let sortie = openSortie(at: id), sortie.state.isInTheAir else {
            return
        }
        turn.tell(isInHands ? .sortieTakenOver : .sortieGivenBack, sortie.subject)
    }
}

extension Bilingual {
    static let inHands = Bilingual(
        en: "a controller in somebody's hands flies it",
        zh: "遥控器正在手动控制"
    )
}
