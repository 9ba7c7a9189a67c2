// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What moves a sortie from state to state.
enum SortieEvent: String, CaseIterable {
    /// The dock prepared it.
    case accepted
    /// The dock refused it, or the order never reached it.
    case refused
    /// Not started, by order.
    case cancelled
    /// The launch is ordered.
    case launched
    /// It is said to be in the air.
    case left
    /// It is said to be on its way home.
    case homeward
    /// The way home was broken off: it hovers.
    case hovering
    /// A deadline passed without an answer.
    case lost
    /// The dock says that it never left.
    case neverLeft
    /// The dock says that it is in the dock and at rest.
    case atRest
    /// It is down elsewhere, by the dock's or a person's word.
    case standingAway
}

extension Sortie.State {
    /// The state that follows; nil: the event changes nothing.
    ///
    /// Terminal states absorb.
    func next(after event: SortieEvent) -> Sortie.State? {
        switch self {
        case .preparing:
            switch event {
            case .accepted: .prepared
            case .refused: .failed
            case .cancelled: .cancelled
            case .left: .airborne
            case .homeward: .returning
            case .lost: .unknown
            case .launched, .hovering, .neverLeft, .atRest, .standingAway: nil
            }
        case .prepared:
            switch event {
            case .launched: .starting
            case .refused: .failed
            case .cancelled: .cancelled
            case .left: .airborne
            case .homeward: .returning
            case .lost: .unknown
            case .accepted, .hovering, .neverLeft, .atRest, .standingAway: nil
            }
        case .starting:
            switch event {
            case .refused, .neverLeft: .failed
            case .left: .airborne
            case .homeward: .returning
            case .lost: .unknown
            case .accepted, .cancelled, .launched, .hovering, .atRest, .standingAway: nil
            }
        case .airborne: airborne(after: event)
        case .returning:
            event == .hovering ? .airborne : airborne(after: event)
        case .unknown:
            switch event {
            case .refused, .neverLeft: .failed
            case .left, .hovering: .airborne
            case .homeward: .returning
            case .atRest: .docked
            case .standingAway: .landedAway
            case .accepted, .cancelled, .launched, .lost: nil
            }
        case .docked, .landedAway, .failed, .cancelled: nil
        }
    }

    private func airborne(after event: SortieEvent) -> Sortie.State? {
        switch event {
        case .homeward: self == .returning ? nil : .returning
        case .atRest: .docked
        case .standingAway: .landedAway
        case .lost: .unknown
        case .accepted, .refused, .cancelled, .launched, .left, .hovering, .neverLeft: nil
        }
    }

    /// What a recall tells the dock: it is accepted in every state.
    var recallOrders: (undo: Bool, returnHome: Bool) {
        switch self {
        case .preparing, .prepared: (true, false)
        // The launch may still wait in the lane: without its task, the dock refuses it.
        case .starting: (true, true)
        case .airborne, .returning, .unknown: (false, true)
        case .docked, .landedAway, .failed, .cancelled: (false, false)
        }
    }
}
