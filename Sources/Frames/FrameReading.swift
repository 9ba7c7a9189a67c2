// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// A message that was read: sound frames that are not placed yet, and what is refused by name.
public struct FrameReading: Equatable, Sendable {
    /// A sound frame.
    public struct Frame: Equatable, Sendable {
        /// Position in the message, from 0.
        public var index: Int
        /// The frame; its pose may be filled in from telemetry before it is placed.
        public var frame: NativeFrame
        /// The frame's JSON with members in the order of their names: what the content hash is of.
        public var canonical: [UInt8]
        /// Whether it tells only a part of what was seen.
        public var isPartial: Bool
        /// The aircraft whose telemetry says where the camera was; nil: none is known.
        public var aircraft: String?
        /// When it was received.
        public var receivedAt: Timestamp
    }

    /// Sound frames in the order of the message.
    public var frames: [Frame] = []
    /// The others.
    public var quarantined: [Intake.Quarantined] = []

    /// A message of which nothing was read yet.
    public init() {}

    /// A message that is refused as a whole.
    public init(refused fault: FrameFault) { refuse(fault) }

    /// The whole message is refused.
    mutating func refuse(_ fault: FrameFault) {
        quarantined.append(.init(index: 0, id: nil, source: nil, fault: fault))
    }

    /// Takes one frame of the native format, bare or in an envelope.
    mutating func take(_ value: JSONValue, at index: Int, receivedAt: Timestamp) {
        do throws(FrameFault) {
            let body = try CloudEvent.unwrapped(value)
            let frame = try NativeFrame(body, receivedAt: receivedAt)
            frames.append(
                Frame(
                    index: index,
                    frame: frame,
                    canonical: JSONWriter(sortsMembers: true).bytes(body),
                    isPartial: false,
                    aircraft: frame.pose?.aircraft,
                    receivedAt: receivedAt
                )
            )
        } catch {
            let body = value["data"] ?? value
            quarantined.append(
                Intake.Quarantined(
                    index: index,
                    id: body["frame_id"]?.string.map { String($0.prefix(128)) },
                    source: body["source"]?.string.map { String($0.prefix(128)) },
                    fault: error
                )
            )
        }
    }

    /// Takes the frames of a foreign message.
    mutating func take(_ message: JSONValue, _ context: ForeignContext) {
        let found: [Result<ForeignFrame, FrameFault>]
        do throws(FrameFault) {
            try NativeFrame.checkNumbers(message, depth: 0)
            found = try context.binding.format.frames(message, context)
        } catch {
            return refuse(error)
        }
        if found.isEmpty { refuse(FrameFault(.noBox, "the message has no frame")) }
        let canonical = JSONWriter(sortsMembers: true).bytes(message)
        for (index, one) in found.enumerated() {
            switch one {
            case .success(let frame):
                frames.append(
                    Frame(
                        index: index,
                        frame: frame.frame,
                        canonical: canonical,
                        isPartial: frame.isPartial,
                        aircraft: frame.aircraft,
                        receivedAt: context.receivedAt
                    )
                )
            case .failure(let fault):
                quarantined.append(.init(index: index, id: nil, source: nil, fault: fault))
            }
        }
    }
}
