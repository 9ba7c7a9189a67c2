// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
public import RoostModel

/// From the bytes of a message to what the core sees of its frames.
///
/// A message is one frame, a list of frames, or either in CloudEvents. Detections that no rule looks at are
/// left out; the frame itself stays, for an empty frame proves that a place was looked at and was free.
public struct FrameTranslator: Sendable {
    /// Bytes of one frame (FRAMES § 3).
    public static let frameSizeLimit = 1 << 20
    /// Bytes of a batch (FRAMES § 3).
    public static let batchSizeLimit = 4 << 20
    /// Frames of a batch (FRAMES § 3).
    public static let batchLimit = 100
    /// A pose further off than this from the frame widens its deviation (PIPELINE 3.5).
    static let poseAgeLimit = TimeSpan.milliseconds(200)
    /// Speed that a stale pose is widened by, m/s; the format has no speed, and patrols fly at 15 at most.
    static let assumedSpeed = 15.0

    /// What the edge knows of the site.
    public var context: FrameContext

    /// A translator for a site.
    public init(context: FrameContext) { self.context = context }

    /// Translates a message that was received at an instant; throws when it is refused as a whole.
    ///
    /// Frames without a pose are taken as they are, their detections without a place.
    public func translate(
        _ bytes: [UInt8],
        as binding: FrameBinding = .native,
        beside envelope: FrameEnvelope = FrameEnvelope(),
        receivedAt: Timestamp
    ) throws(FrameError) -> Intake {
        let reading = try read(bytes, as: binding, beside: envelope, receivedAt: receivedAt)
        return Intake(
            accepted: reading.frames.map { translate($0) },
            quarantined: reading.quarantined
        )
    }

    /// Reads a message without placing anything; throws when it is refused as a whole.
    ///
    /// - Parameters:
    ///   - bytes: the message.
    ///   - binding: what the site's configuration says of its format; a format that came beside the body
    ///     goes before the binding's.
    ///   - envelope: what came beside the body.
    ///   - receivedAt: our clock.
    /// - Returns: its frames, and what is refused by name.
    /// - Throws: ``FrameError`` when it is too much at once.
    public func read(
        _ bytes: [UInt8],
        as binding: FrameBinding = .native,
        beside envelope: FrameEnvelope = FrameEnvelope(),
        receivedAt: Timestamp
    ) throws(FrameError) -> FrameReading {
        guard bytes.count <= Self.batchSizeLimit else {
            throw .tooLarge(limit: Self.batchSizeLimit)
        }
        var reading = FrameReading()
        let message: JSONValue
        do throws(FrameFault) {
            // A batch and an envelope are one level each around a frame.
            message = try Self.read(bytes, depth: NativeFrame.depthLimit + 2)
        } catch {
            reading.refuse(error)
            return reading
        }
        let isBatch = message.array != nil && binding.format == .native
        guard isBatch || bytes.count <= Self.frameSizeLimit else {
            throw .tooLarge(limit: Self.frameSizeLimit)
        }
        guard binding.format == .native else {
            let context = ForeignContext(
                binding: binding,
                envelope: envelope,
                receivedAt: receivedAt
            )
            reading.take(message, context)
            return reading
        }
        let values = message.array ?? [message]
        guard values.count <= Self.batchLimit else {
            throw .tooManyFrames(limit: Self.batchLimit)
        }
        if values.isEmpty { reading.refuse(FrameFault(.schema, "the list has no frame")) }
        for (index, value) in values.enumerated() {
            reading.take(value, at: index, receivedAt: receivedAt)
        }
        return reading
    }

    /// Places what a frame found; its pose may be the joined one.
    public func translate(_ read: FrameReading.Frame) -> Intake.Accepted {
        let frame = read.frame
        let pose = frame.pose.flatMap { camera($0, of: frame) }
        var detections: [Detection] = []
        var (unlocated, unwatched) = (0, 0)
        for found in frame.detections {
            let detection = locate(found, pose: pose)
            let isWatched =
                detection.ground.map { ground in
                    context.watches(found.label, at: ground, sigma: detection.sigma.value)
                } ?? context.watches(found.label)
            if detection.ground == nil { unlocated += 1 }
            if isWatched { detections.append(detection) } else { unwatched += 1 }
        }
        // A frame of which only a part was told proves no place to be free.
        let footprint =
            read.isPartial ? [] : pose.map { Footprint.ring(pose: $0, grid: context.grid) } ?? []
        var sightings = FrameSightings(
            source: frame.source,
            frame: frame.frameID,
            capturedAt: frame.capturedAt,
            receivedAt: read.receivedAt,
            kind: frame.kind,
            lens: frame.lens,
            answers: frame.answers,
            aircraft: frame.pose?.aircraft ?? read.aircraft,
            model: frame.model,
            camera: frame.pose.map { context.grid.grid($0.place) },
            footprint: footprint,
            detections: detections,
            images: frame.images
        )
        sightings.size = frame.size
        sightings.unread = unread(of: frame, pose: pose)
        return Intake.Accepted(
            index: read.index,
            sightings: sightings,
            canonical: read.canonical,
            faults: frame.faults,
            unlocated: unlocated,
            unwatched: unwatched
        )
    }

    private func locate(_ found: NativeDetection, pose: CameraPose?) -> Detection {
        var detection = Detection(
            label: found.label,
            confidence: found.confidence,
            track: found.track,
            ground: nil,
            box: found.box,
            plate: found.plate,
            attributes: found.attributes
        )
        if let ground = found.ground {
            detection.ground = context.grid.grid(ground.place)
            detection.error = Metres(ground.error)
            detection.sigma = Metres(ground.error / Georeference.radius95)
        } else if let pose,
            let fix = Georeference.locate(box: found.box, label: found.label, pose: pose)
        {
            detection.ground = context.grid.grid(fix.place)
            detection.error = Metres(fix.error)
            detection.sigma = Metres(fix.sigma)
        }
        return detection
    }

    /// The pose in the form that georeferencing wants; nil when a part of it is missing.
    func camera(_ pose: NativePose, of frame: NativeFrame) -> CameraPose? {
        guard let gimbal = pose.gimbal, let view = pose.view,
            let height = pose.height.flatMap({ context.heightAboveGround($0, at: pose.place) })
        else { return nil }
        var vertical = view.vertical
        if vertical == nil, let size = frame.size {
            vertical = FieldOfView.vertical(
                horizontal: view.horizontal,
                width: size[0],
                height: size[1]
            )
        }
        guard let vertical else { return nil }
        let standard = CameraPose.Sigma.standard
        var sigma = CameraPose.Sigma(
            position: pose.sigma.position ?? standard.position,
            height: pose.sigma.height ?? standard.height,
            angle: pose.sigma.angle ?? standard.angle
        )
        let age = pose.at.map { ($0 - frame.capturedAt).magnitude } ?? .zero
        if age > Self.poseAgeLimit { sigma.position += Self.assumedSpeed * age.seconds }
        return CameraPose(
            place: pose.place,
            height: height,
            gimbal: (gimbal.yaw, gimbal.pitch, gimbal.roll),
            view: (view.horizontal, vertical),
            sigma: sigma
        )
    }

    static func read(_ bytes: [UInt8], depth: Int) throws(FrameFault) -> JSONValue {
        let reader = JSONReader(maximumSize: batchSizeLimit, maximumDepth: depth)
        do throws(JSONError) {
            return try reader.read(bytes)
        } catch {
            throw FrameFault(.syntax, error.description)
        }
    }
}
