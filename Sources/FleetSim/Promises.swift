// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The promises that checkers are asked after, in words of ours, and those that wait.
enum Promises {
    /// SAFETY's rules.
    static let rules: [(id: String, about: String)] = [
        ("S01", "one open sortie a dock and an aircraft"),
        ("S02", "a launch needs fresh readings and a dock clock that agrees"),
        ("S03", "a launch needs wind below the limit for a minute"),
        ("S04", "rain, temperature and weather holds bar a launch"),
        ("S05", "cover, aircraft, mode, emergency stop and alarms bar a launch"),
        ("S06", "battery for the flight and a reserve"),
        ("S07", "hours of service, and not too late"),
        ("S08", "areas, heights and the approved file"),
        ("S09", "separation from open sorties"),
        ("S10", "height of the way home"),
        ("S11", "reserve coverage"),
        ("S12", "only the plan in force"),
        ("S13", "no launch while the controller is degraded"),
        ("S14", "one intent, one id; a launch is never sent twice"),
        ("S15", "stop and return home go ahead of all else"),
        ("S16", "cancelled before it left: it never leaves"),
        ("S17", "one source of control"),
        ("S18", "only to docks of the register, within their envelope"),
        ("S19", "a deadline for every command; unknown counts as in the air"),
        ("S20", "battery, wind, rain or an area bring it home"),
        ("S21", "telemetry lost: alarm, corridor closed"),
        ("S22", "an alternate landing point"),
        ("S23", "no launch near an emergency"),
        ("S24", "broker lost"),
        ("S25", "dock lost"),
        ("S26", "the wall clock is stepped"),
        ("S27", "store full or failing"),
        ("S28", "two controllers"),
        ("S29", "late, doubled and disordered events"),
        ("S30", "restart at any instruction"),
        ("S31", "evidence is written once"),
        ("S32", "acknowledged only when durable"),
        ("S33", "a notice arrives, and takes effect once"),
        ("S34", "review before the notice"),
        ("S35", "one violation, one case"),
        ("S36", "the chain of what was decided"),
        ("S37", "personal data"),
    ]

    /// The invariants of ARCHITECTURE § 5 (A) and FEATURES (I).
    static let invariants: [(id: String, about: String)] = [
        ("A1", "one task applies inputs"), ("A2", "commit before effect"),
        ("A3", "the same journal, the same state"), ("A4", "every effect settled once"),
        ("A5", "no command after its deadline, none before the dock was heard"),
        ("A6", "unknown is not failed"), ("A7", "one open sortie a dock"),
        ("A8", "every interlock closed by fresh readings"), ("A9", "return home always accepted"),
        ("A10", "only sealed evidence"), ("A11", "one id at a receiver"),
        ("A12", "everything is bounded"), ("A13", "no secret and no plate in facts"),
        ("I1", "after a hold no launch leaves its scope"),
        ("I2", "no launch without a verdict of yes"), ("I3", "one flight an aircraft"),
        ("I4", "one outcome a planned run"), ("I5", "one effect a notice, after its review"),
        ("I6", "evidence is never lost or changed"), ("I7", "the same decisions, byte for byte"),
        ("I8", "a restart changes nothing but timing"), ("I9", "nothing old is shown as current"),
        ("I10", "memory and queues within limits"),
    ]

    /// What waits, or is asked after elsewhere, besides what the checkers see.
    static let waiting: [String: String] = [
        "S21": "the corridor: the interlock tests of FleetCore",
        "S28": "tests of RoostEngine on real files (lock of the store)",
        "I9": "waits for the console; ages in answers: tests of RoostHTTP",
        "A13": "secrets: tests over the daemon's log",
    ]

    /// Faults that are not simulated, with the place where they are tested or the reason.
    static let elsewhere: [String: String] = [
        "F05": "message overtaken", "F56": "message doubled",
        "F58": "needs a real broker: tests of MQTT",
        "F59": "needs a real broker: tests of MQTT",
        "F68": "needs a real process: crash test",
        "F69": "needs a real process: crash test",
        "F70": "needs real files: lock of the store, tests of RoostEngine",
        "F76": "needs the mailbox: flood tests of RoostEngine",
    ]
}
