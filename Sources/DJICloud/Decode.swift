// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// Turns one message of a device into what it says, in our words.
///
/// Throws when the message is to be quarantined and counted by ``DJICloudError/reason``. Members and
/// methods that we do not know never make it throw (PROTOCOL § 3): they are kept in the message.
///
/// The topic's serial number is the identity; the payload is at most ``Message/maximumSize`` bytes;
/// `receivedAt` is our clock; a message that the broker had retained is refused.
public func decode(
    topic: String,
    payload: some Collection<UInt8>,
    receivedAt: Timestamp,
    registry: DockRegistry,
    isRetained: Bool = false
) throws(DJICloudError) -> Decoded {
    let topic = try Topic(parsing: topic)
    guard topic.kind.isFromDevice else { throw .notFromDevice(topic.kind) }
    guard !isRetained else { throw .retained }
    guard let owner = registry.owner(of: topic.serial) else { throw .unknownSerial(topic.serial) }
    let view = try Message.view(of: payload)
    // Telemetry is read where it stands: most of what comes is that, and little of it is asked for.
    let isTelemetry = topic.kind == .osd || topic.kind == .state
    let message = isTelemetry ? try Message(envelope: view) : try Message(whole: view)
    var translation = Translation(
        topic: topic,
        message: message,
        data: isTelemetry ? view["data"] : nil,
        owner: owner,
        receivedAt: receivedAt,
        grid: registry.grid,
        binding: registry.binding
    )
    let content = try translation.content()
    return Decoded(
        content: content,
        topic: topic,
        envelope: message,
        view: view,
        oddities: translation.reader.oddities
    )
}
