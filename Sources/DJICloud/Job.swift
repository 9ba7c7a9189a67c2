// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A maintenance job: its method, who has it and the one number it may take (PROTOCOL § 17).
struct Job {
    struct Argument {
        let name: String
        let allowed: ClosedRange<Int>
    }

    let method: String
    var argument: Argument?
    /// Whether only docks have it whose model's file names it (`jobs` in hardware/docks).
    var isRare = false

    private static func action(_ method: String, _ allowed: ClosedRange<Int>) -> Job {
        Job(method: method, argument: Argument(name: "action", allowed: allowed))
    }

    private static let plain = [
        "debug_mode_open", "debug_mode_close", "cover_open", "cover_close", "cover_force_close",
        "drone_open", "drone_close", "charge_open", "charge_close", "supplement_light_open",
        "supplement_light_close", "device_reboot", "device_format", "drone_format",
        "flight_areas_update", "flight_authority_grab",
    ]

    static let all: [Job] =
        plain.map { Job(method: $0) }
        + ["putter_open", "putter_close"].map { Job(method: $0, isRare: true) }
        + [Job(method: MaintenanceJob.abortSetup.method, isRare: true)]
        + [
            action("battery_maintenance_switch", 0...1),
            action("alarm_state_switch", 0...1),
            action("battery_store_mode_switch", 1...2),
            action("air_conditioner_mode_switch", 0...3),
            Job(
                method: "sdr_workmode_switch",
                argument: Argument(name: "link_workmode", allowed: 0...1)
            ),
        ]
}
