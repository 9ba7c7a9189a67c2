// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel

/// What checkers are shown, in the order in which it happens.
///
/// Indirect: each of many checkers is handed it, and some of it is large.
indirect enum Sight {
    /// Roost is about to apply these; whether the turn comes to disk is not known yet.
    case tried([Posting])
    /// A turn is on disk.
    case turned(Turned)
    /// Effects that the flight lane may begin, in its order.
    case ready([PendingEffect])
    /// A message is handed to the network; the fleet is as of the last commit.
    case sent(Departing)
    /// A command reaches a dock.
    case delivered(Departing)
    /// Messages of docks are acknowledged to the broker.
    case acknowledged([Int])
    /// A notice is handed to a receiver, and what it makes of it.
    case posted(Delivery, SimulatedReceiver.Answer)
    /// A picture is in the vault.
    case sealed(String)
    /// Roost's wall clock was stepped.
    case stepped
    /// A new process took the store over.
    case restarted
    /// A dock did something: its flights so far, and the wire id of the one under way.
    case dock(DockID, flights: Int, flight: String?)
}
