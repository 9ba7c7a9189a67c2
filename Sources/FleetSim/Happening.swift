// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel
import SiteCore

/// What may happen in a world at an instant.
///
/// Indirect: what waits is moved about often, and some of it is large.
indirect enum Happening {
    /// A message reaches the broker's other end.
    case toRoost(Incoming)
    /// A message reaches a dock.
    case toDock(Int, Departing)
    /// A download of a dock ends.
    case downloaded(Int, DownloadPurpose)
    /// A dock's link stands again.
    case linkUp(Int)
    /// An analysed frame is handed in; tries of its picture so far.
    case picture(ScenePicture, tries: Int)
    /// A process of roost looks for silence and overdue answers.
    case watch(life: Int)
    /// A plan is ready in a process of roost.
    case planned(EffectID, Plan, life: Int)
    /// A receiver's answer reaches a process of roost, or its patience ends.
    case answered(NoticeAnswer, life: Int)
    /// A person asks for something; tries so far.
    case ask(OperatorRequest, key: String, tries: Int)
    /// The site's folder has changed and is read again.
    case configured(SiteConfiguration)
    /// Something goes wrong from now on, or no longer.
    case fault(WorldFault, begins: Bool)
    /// Roost is started again.
    case restart
    /// Roost's connection to the broker goes, or stands again.
    case broker(isUp: Bool)
}
