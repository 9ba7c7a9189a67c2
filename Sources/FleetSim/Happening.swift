// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel
import SiteCore

/// What may happen in a world at an instant.
enum Happening {
    /// A message reaches the broker's other end.
    case toRoost(Incoming)
    /// A message reaches a dock.
    case toDock(Int, Departing)
    /// A download of a dock ends.
    case downloaded(Int, DownloadPurpose)
    /// A dock's link stands again.
    case linkUp(Int)
    /// A process of roost looks for silence and overdue answers.
    case watch(life: Int)
    /// A plan is ready in a process of roost.
    case planned(EffectID, Plan, life: Int)
    /// A person asks for something; tries so far.
    case ask(OperatorRequest, key: String, tries: Int)
    /// Roost is started again.
    case restart
    /// Roost's connection to the broker goes, or stands again.
    case broker(isUp: Bool)
}
