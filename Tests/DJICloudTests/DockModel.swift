// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The generations whose messages are on record, with what `hardware/docks` says of each.
enum DockModel: String {
    case dock1, dock2, dock3

    /// Speech goes over services here, where the orders are on record; live control has a test of its own.
    var envelope: DockEnvelope {
        DockEnvelope(
            model: rawValue,
            name: rawValue,
            modelKey: "",
            windLimit: nil,
            temperature: nil,
            chargePermillePerMinute: nil,
            chargeToPermille: nil,
            abortsSetup: self == .dock1,
            takesReturnMode: self != .dock1,
            jobs: self == .dock1 ? ["putter_open", "putter_close"] : []
        )
    }
}
