// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// Turns a command into one message for the dock's model.
///
/// Throws `outOfRange` for a value outside the documented range, so that a dock never has to guess,
/// and `unsupported` for what the model has not or the context lacks. `bid` is the flight's id for
/// whatever belongs to a flight, else the `tid` (PROTOCOL § 4).
public func encode(
    _ command: DockCommand,
    in context: CommandContext
) throws(DJICloudError) -> Outgoing {
    let encoder = CommandEncoder(command: command, context: context)
    return try encoder.outgoing()
}

/// The message that takes control of a payload, which camera commands need (PROTOCOL § 13).
///
/// Throws `outOfRange` when the index has not the form `type-subtype-gimbal`.
public func encodeGrab(
    payloadIndex: String,
    in context: CommandContext
) throws(DJICloudError) -> Outgoing {
    let index = try CommandEncoder.payload(payloadIndex)
    return CommandEncoder.service(
        "payload_authority_grab",
        ["payload_index": index],
        bid: nil,
        context
    )
}
