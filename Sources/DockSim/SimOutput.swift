// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a simulated dock wants done; it does nothing itself.
public enum SimOutput: Equatable, Sendable {
    /// Publish to the broker, never retained.
    case publish(topic: String, payload: [UInt8], qos: Int)
    /// Fetch a file and hand the bytes to ``SimulatedDock/downloaded(_:bytes:at:)``.
    case download(url: String, purpose: DownloadPurpose)
    /// Put a picture into the store and publish what the analysis found in it.
    case picture(ScenePicture)
    /// Close the connection, and call ``SimulatedDock/start(at:)`` again after the span.
    case dropLink(TimeSpan)
    /// The aircraft is over another dock, which takes it from here: ``SimulatedDock/take(_:at:)``.
    case handOver(HandOver)
    /// A line for people.
    case log(String)
}
