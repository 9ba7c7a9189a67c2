// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// The formats of frame-analysis results that are taken in (FRAMES § 2, 3); one file each.
public enum FrameFormat: String, Codable, CaseIterable, Sendable {
    /// `roost.frame/1`, bare or in CloudEvents.
    case native
    /// Frigate: events, updates of tracked objects, reviews.
    case frigate
    /// NVIDIA DeepStream: the minimal schema and the full one.
    case deepstream
    /// Ultralytics: the list that `to_json()` writes.
    case ultralytics
    /// Results in COCO's form.
    case coco
    /// ONVIF: JSON frames and events over MQTT.
    case onvif
    /// Amazon Rekognition: DetectLabels.
    case rekognition
    /// DJI: what an edge box says through a dock (ESDK, PSDK), compact.
    case dji

    /// The frames of a message, each taken or refused by name.
    func frames(
        _ message: JSONValue,
        _ context: ForeignContext
    ) throws(FrameFault) -> [Result<ForeignFrame, FrameFault>] {
        switch self {
        case .native: []
        case .frigate: [.success(try Frigate.frame(message, context))]
        case .deepstream: [.success(try DeepStream.frame(message, context))]
        case .ultralytics: [.success(try Ultralytics.frame(message, context))]
        case .coco: try COCOResults.frames(message, context)
        case .onvif: try ONVIFFrames.frames(message, context)
        case .rekognition: [.success(try Rekognition.frame(message, context))]
        case .dji: [.success(try DJICustom.frame(message, context))]
        }
    }
}
