// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What can go wrong between docks and people, besides the docks; the raw value begins with its number
/// in SAFETY § F.
public enum WorldFault: String, CaseIterable, Sendable {
    /// A message that the broker kept from earlier comes as if it were new.
    case retained = "F15"
    /// The broker restarts and remembers who listens to what.
    case brokerRestarts = "F53"
    /// The broker restarts and has forgotten what it kept.
    case brokerForgets = "F53b"
    /// The broker says nothing and takes everything; the connection seems to stand.
    case brokerPaused = "F54"
    /// Nothing of the docks comes, though the connection stands.
    case upwardCut = "F55"
    /// Nothing comes to the docks, though what they say does.
    case downwardCut = "F55b"
    /// What was acknowledged comes once more, all at once.
    case redelivery = "F56"
    /// Two seconds of delay, one message of ten is lost.
    case poorNetwork = "F57"
    /// A third of the docks vanish and come back together.
    case thirdVanishes = "F60"
    /// The process is killed.
    case killed = "F61"
    /// The process stands still for a while.
    case stopped = "F62"
    /// The disk is full: no commit goes through.
    case diskFull = "F63"
    /// Commits fail: before, after or in doubt.
    case diskFails = "F64"
    /// Each commit takes two seconds.
    case diskSlow = "F65"
    /// The wall clock is set forward or back.
    case clockStep = "F66"
    /// The wall clock runs 500 millionths too fast.
    case clockSlew = "F67"
    /// Each frame comes three times.
    case frameTripled = "F71"
    /// What was found in a frame comes before its picture.
    case pictureLate = "F72"
    /// A frame names a flight that nobody knows.
    case flightUnknown = "F73"
    /// A confidence is no number.
    case confidenceOdd = "F74"
    /// A picture is not the one whose digest the frame names.
    case pictureWrong = "F75"
    /// A receiver answers 500, late, or not at all, and may have taken the notice.
    case receiverFails = "F77"
    /// A reviewer decides twice, or both ways at once.
    case reviewerDoubts = "F78"

    /// Its number in SAFETY § F.
    var number: Substring { rawValue.prefix(3) }

    /// How long it lasts when nobody says.
    var usualSpan: TimeSpan {
        switch self {
        case .redelivery, .killed, .clockStep: .zero
        case .brokerRestarts, .brokerForgets: .seconds(8)
        case .retained, .brokerPaused, .stopped, .diskSlow: .seconds(30)
        case .upwardCut, .downwardCut, .poorNetwork, .thirdVanishes, .diskFull, .diskFails:
            .minutes(2)
        case .clockSlew, .frameTripled, .pictureLate, .flightUnknown, .confidenceOdd,
            .pictureWrong, .receiverFails, .reviewerDoubts:
            .minutes(10)
        }
    }
}
