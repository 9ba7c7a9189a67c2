// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One frame of the camera and what the analysis found in it.
public struct ScenePicture: Equatable, Sendable {
    /// Serial number of the aircraft.
    public var aircraft: String
    /// The frame's id within its source.
    public var frameID: String
    /// `roost.frame/1` as UTF-8 (FRAMES § 3).
    public var result: [UInt8]
    /// A PNG, or nil for a frame without detections.
    public var image: [UInt8]?
    /// SHA-256 of the picture in lower-case hexadecimal, the key under which it is stored.
    public var sha256: String?

    /// A frame from its parts.
    public init(
        aircraft: String,
        frameID: String,
        result: [UInt8],
        image: [UInt8]?,
        sha256: String?
    ) {
        self.aircraft = aircraft
        self.frameID = frameID
        self.result = result
        self.image = image
        self.sha256 = sha256
    }
}
