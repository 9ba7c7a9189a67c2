// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What can go wrong with a simulated dock; the raw value begins with its number in SAFETY § F.
public enum Misbehaviour: String, Codable, CaseIterable, Sendable {
    /// Telemetry stops.
    case telemetryStops = "F01"
    /// Telemetry repeats old values with fresh timestamps.
    case telemetryFrozen = "F02"
    /// Telemetry comes 1 to 60 s late.
    case telemetryLate = "F03"
    /// Telemetry comes twice.
    case telemetryDoubled = "F04"
    /// Telemetry comes out of order.
    case telemetryReordered = "F05"
    /// Telemetry is held back and then comes all at once.
    case telemetryBursts = "F06"
    /// A field is missing.
    case fieldMissing = "F07"
    /// A field is null or text instead of a number.
    case fieldOdd = "F08"
    /// A field has a value of no list.
    case enumUnknown = "F09"
    /// Five members come that no document has, as a new firmware may bring.
    case membersAdded = "F09b"
    /// Battery 200 %, place 0/0.
    case valueAbsurd = "F10"
    /// A payload of 1 MB.
    case payloadHuge = "F11"
    /// JSON breaks off.
    case payloadTruncated = "F12"
    /// Bytes that are no UTF-8.
    case payloadGarbled = "F13"
    /// Another dock's serial number inside the message.
    case serialWrong = "F14"
    /// The dock's clock is an hour ahead.
    case clockAhead = "F16"
    /// The dock's clock is an hour behind.
    case clockBehind = "F16b"
    /// The dock's clock says 1970.
    case clockLost = "F16c"
    /// Timestamps go backwards.
    case clockBackwards = "F17"
    /// A command is neither done nor answered.
    case commandIgnored = "F18"
    /// A command is answered after 90 s.
    case replyLate = "F19"
    /// A command is answered twice.
    case replyDoubled = "F20"
    /// A command is answered with another exchange's id.
    case replyMixedUp = "F21"
    /// A command is refused.
    case commandRefused = "F22"
    /// A launch is accepted, and nothing takes off.
    case neverTakesOff = "F23"
    /// Progress stays at one percentage.
    case progressStuck = "F24"
    /// Progress jumps back.
    case progressBack = "F25"
    /// A command is done and not answered.
    case replyLost = "F26"
    /// A text is taken and not played: the loudspeaker says that it failed.
    case speechFails = "F23b"
    /// A text is taken, and the loudspeaker never says that it was played.
    case speechSilent = "F23c"
    /// Two times ok, then failed.
    case progressContradicts = "F27"
    /// The cover jams closed.
    case coverJamsClosed = "F28"
    /// The cover jams open.
    case coverJamsOpen = "F29"
    /// The cover's state is unknown.
    case coverUnknown = "F30"
    /// The emergency stop is pressed.
    case emergencyStop = "F31"
    /// Mains are gone; the backup battery feeds the dock.
    case powerLost = "F32"
    /// The battery is not charged.
    case chargingStops = "F33"
    /// The battery charges at a third of the speed.
    case chargingSlow = "F34"
    /// The battery overheats.
    case batteryHot = "F35"
    /// No aircraft in the dock, says the dock.
    case aircraftMissing = "F36"
    /// Wind and rain are not reported.
    case weatherDead = "F37"
    /// Wind rises over every limit.
    case gust = "F38"
    /// The dock restarts in flight: the link is gone for a minute.
    case dockReboots = "F39"
    /// The dock upgrades itself and takes no task meanwhile.
    case upgrades = "F40"
    /// Pictures are not uploaded.
    case mediaStuck = "F41"
    /// The aircraft does not take the flight areas.
    case areasFail = "F41b"
    /// The dock says that the flight areas are there, and keeps the old ones.
    case areasOld = "F41c"
    /// The dock never says what became of the flight areas.
    case areasSilent = "F41d"
    /// The battery drains twice as fast.
    case drainsFast = "F42"
    /// No position fix.
    case fixLost = "F43"
    /// The aircraft's link is lost for a while.
    case linkLost = "F44"
    /// The aircraft's link is lost until it is home, whither it comes by itself.
    case linkGone = "F45"
    /// The aircraft comes home by itself.
    case returnsByItself = "F46"
    /// The aircraft lands at the alternate point.
    case landsElsewhere = "F47"
    /// The aircraft hovers and does not go on.
    case hovers = "F48"
    /// The aircraft drifts 100 m off.
    case drifts = "F49"
    /// The aircraft flies 30 m too high.
    case tooHigh = "F50"
    /// A person takes the control of the aircraft, and gives it back.
    case takenOver = "F51"
    /// The obstacle sensors stop the aircraft.
    case obstacleStop = "F52"
    /// A start waits for its home point; docks that can be told to break it off say so each 2 minutes.
    case homePointWaits = "F43b"

    /// Whether it is drawn anew for each message; otherwise once for each flight.
    var isPerMessage: Bool {
        switch self {
        case .telemetryStops, .telemetryFrozen, .telemetryLate, .telemetryDoubled,
            .telemetryReordered, .telemetryBursts, .fieldMissing, .fieldOdd, .enumUnknown,
            .membersAdded, .valueAbsurd,
            .payloadHuge, .payloadTruncated, .payloadGarbled, .serialWrong, .clockAhead,
            .clockBehind, .clockLost, .clockBackwards, .commandIgnored, .replyLate, .replyDoubled,
            .replyMixedUp,
            .commandRefused, .replyLost, .speechFails, .speechSilent, .areasFail, .areasOld,
            .areasSilent:
            true
        case .neverTakesOff, .progressStuck, .progressBack, .progressContradicts,
            .coverJamsClosed, .coverJamsOpen, .coverUnknown, .emergencyStop, .powerLost,
            .chargingStops, .chargingSlow, .batteryHot, .aircraftMissing, .weatherDead, .gust,
            .dockReboots, .upgrades, .mediaStuck, .linkGone, .drainsFast, .fixLost, .linkLost,
            .returnsByItself,
            .landsElsewhere, .hovers, .drifts, .tooHigh, .takenOver, .obstacleStop,
            .homePointWaits:
            false
        }
    }
}
