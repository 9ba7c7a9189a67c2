// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension SimulationFile.Misbehaviour {
    /// Every kind of the simulated docks: its number in SAFETY § F and its word, either of which names it.
    ///
    /// The simulation's own list is `DockSim.Misbehaviour`; a test holds the two together.
    public static let kinds: [String] = [
        "F01 telemetryStops", "F02 telemetryFrozen", "F03 telemetryLate",
        "F04 telemetryDoubled", "F05 telemetryReordered", "F06 telemetryBursts",
        "F07 fieldMissing", "F08 fieldOdd", "F09 enumUnknown", "F09b membersAdded",
        "F10 valueAbsurd", "F11 payloadHuge", "F12 payloadTruncated", "F13 payloadGarbled",
        "F14 serialWrong", "F16 clockAhead", "F16b clockBehind", "F16c clockLost",
        "F17 clockBackwards", "F18 commandIgnored", "F19 replyLate", "F20 replyDoubled",
        "F21 replyMixedUp", "F22 commandRefused", "F23 neverTakesOff", "F24 progressStuck",
        "F25 progressBack", "F26 replyLost", "F23b speechFails", "F23c speechSilent",
        "F27 progressContradicts", "F28 coverJamsClosed", "F29 coverJamsOpen",
        "F30 coverUnknown", "F31 emergencyStop", "F32 powerLost", "F33 chargingStops",
        "F34 chargingSlow", "F35 batteryHot", "F36 aircraftMissing", "F37 weatherDead",
        "F38 gust", "F39 dockReboots", "F40 upgrades", "F41 mediaStuck", "F41b areasFail",
        "F41c areasOld", "F41d areasSilent", "F42 drainsFast", "F43 fixLost", "F44 linkLost",
        "F45 linkGone", "F46 returnsByItself", "F47 landsElsewhere", "F48 hovers",
        "F49 drifts", "F50 tooHigh", "F51 takenOver", "F52 obstacleStop",
        "F43b homePointWaits",
    ]

    /// What is wrong with a kind; nil: nothing.
    static func fault(ofKind kind: String) -> String? {
        let names = kinds.map { $0.split(separator: " ").map(String.init) }
        let isKnown = names.contains { name in
            name[0].lowercased() == kind.lowercased() || name[1] == kind
        }
        if isKnown { return nil }
        let hint = EditDistance.nearest(to: kind, among: names.flatMap(\.self))
            .map { "; did you mean \($0)?" }
        return "is \(kind), must be one of \(kinds.joined(separator: ", "))" + (hint ?? "")
    }
}
