// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames
import RoostModel
import Synchronization

/// Where each aircraft was in the last minute, for frames that do not say where their camera was
/// (FRAMES § 1, pose join).
///
/// A class because the reader of docks' words fills it and the intake of frames reads it.
final class PoseHistory: Sendable {
    /// What telemetry knows of an instant.
    enum Join: Equatable {
        /// Where the aircraft was.
        case pose(NativePose)
        /// The sample after it has not come yet.
        case later
        /// No sample is near enough.
        case none
    }

    /// How long positions are kept (ARCHITECTURE § 3).
    static let span = TimeSpan.seconds(60)
    /// Most samples of an aircraft: a report each half second for a minute, and some.
    static let sampleLimit = 240
    /// A sample farther from the frame says nothing of it (FRAMES § 1).
    static let reach = TimeSpan.milliseconds(1500)
    /// Clocks of devices are so far apart, corrected as they are (FRAMES § 1).
    static let clockError = 0.3
    /// A clock that is off by more than this is corrected (PIPELINE 2.3).
    static let skewLimit = TimeSpan.seconds(2)

    fileprivate struct Sample {
        var at: Timestamp
        var place: Coordinate
        var height: NativePose.Height
        var gimbal: NativePose.Gimbal
        var speed: Double
        var isFixed: Bool
    }

    fileprivate struct Track {
        var latest = AircraftReadings()
        var samples: [Sample] = []
        /// Delays of the last reports: the least is the dock's skew and way.
        var delays: [TimeSpan] = []
    }

    private let tracks = Mutex<[DockID: Track]>([:])

    /// Takes in what a dock's report says of its aircraft; every report, also those that no turn sees.
    func note(_ report: DockReport) {
        guard case .readings(let readings) = report.said else { return }
        tracks.withLock { tracks in
            var track = tracks[report.dock] ?? Track()
            track.latest.merge(readings.aircraft)
            if readings.aircraft.position != nil {
                let at = Self.corrected(report, &track.delays)
                if let sample = Sample(track.latest, at: at) { track.insert(sample) }
            }
            tracks[report.dock] = track
        }
    }

    /// Where the aircraft of a dock was, between the two samples around an instant.
    ///
    /// - Parameters:
    ///   - dock: the dock that the aircraft belongs to.
    ///   - instant: when the frame was taken, corrected.
    ///   - isLast: whether no later sample is waited for.
    /// - Returns: the pose, or why there is none.
    func join(_ dock: DockID, at instant: Timestamp, isLast: Bool) -> Join {
        tracks.withLock { tracks in
            let samples = tracks[dock]?.samples ?? []
            let before = samples.last { $0.at <= instant }
            let after = samples.first { $0.at >= instant }
            guard let after else {
                guard isLast else { return before == nil ? .none : .later }
                return before.map { Self.alone($0, at: instant) } ?? .none
            }
            guard let before else { return Self.alone(after, at: instant) }
            // Two samples far apart say where the aircraft was, not how it got from one to the other.
            guard after.at - before.at <= Self.reach + Self.reach else {
                let isBeforeNearer = instant - before.at <= after.at - instant
                return Self.alone(isBeforeNearer ? before : after, at: instant)
            }
            return .pose(before.pose(towards: after, at: instant))
        }
    }

    private static func alone(_ sample: Sample, at instant: Timestamp) -> Join {
        guard (instant - sample.at).magnitude <= reach else { return .none }
        return .pose(sample.pose(towards: sample, at: instant))
    }

    /// The instant of a report by the dock's clock, corrected by the least delay of the last 200.
    private static func corrected(_ report: DockReport, _ delays: inout [TimeSpan]) -> Timestamp {
        guard let time = report.deviceTime else { return report.receivedAt }
        delays.append(report.receivedAt - time)
        if delays.count > 200 { delays.removeFirst() }
        let least = delays.min() ?? .zero
        return least.magnitude > skewLimit ? time + least : time
    }
}

extension PoseHistory.Track {
    /// In order of time; the oldest go.
    fileprivate mutating func insert(_ sample: PoseHistory.Sample) {
        let index = samples.lastIndex { $0.at <= sample.at }.map { $0 + 1 } ?? 0
        samples.insert(sample, at: index)
        let oldest = (samples.last?.at ?? sample.at) - PoseHistory.span
        samples.removeAll { $0.at < oldest }
        if samples.count > PoseHistory.sampleLimit {
            samples.removeFirst(samples.count - PoseHistory.sampleLimit)
        }
    }
}

extension PoseHistory.Sample {
    /// A sample of readings that say place, height and where the gimbal looks; else nil.
    fileprivate init?(_ readings: AircraftReadings, at instant: Timestamp) {
        guard let place = readings.position, let pitch = readings.gimbalPitch,
            let yaw = readings.gimbalYaw ?? readings.heading
        else { return nil }
        if let elevation = readings.elevation {
            height = .aboveTakeOff(elevation.value)
        } else if let ellipsoid = readings.height {
            height = .aboveEllipsoid(ellipsoid.value)
        } else {
            return nil
        }
        at = instant
        self.place = place
        gimbal = NativePose.Gimbal(
            yaw: yaw.value,
            pitch: pitch.value,
            roll: readings.gimbalRoll?.value ?? 0
        )
        speed = readings.speed?.value ?? 0
        isFixed = readings.isFixed ?? false
    }

    /// The pose at an instant on the way to a later sample; what is between is a straight line, and the
    /// shorter way round for angles.
    fileprivate func pose(towards next: Self, at instant: Timestamp) -> NativePose {
        let span = Double((next.at - at).milliseconds)
        let share = span > 0 ? Double((instant - at).milliseconds) / span : 0
        func between(_ one: Double, _ other: Double) -> Double { one + (other - one) * share }
        func angle(_ one: Double, _ other: Double) -> Double {
            var way = (other - one).truncatingRemainder(dividingBy: 360)
            if way > 180 { way -= 360 }
            if way < -180 { way += 360 }
            let found = (one + way * share).truncatingRemainder(dividingBy: 360)
            return found > 180 ? found - 360 : found < -180 ? found + 360 : found
        }
        let sigma = CameraPose.Sigma.self
        let base = isFixed && next.isFixed ? sigma.fixed : sigma.standard
        // Between two samples only the clocks are in doubt; beside a lone one, its age too.
        let age = span > 0 ? 0 : (instant - at).magnitude.seconds
        let doubt = (PoseHistory.clockError + age) * max(speed, next.speed)
        return NativePose(
            place: Coordinate(
                latitude: between(place.latitude, next.place.latitude),
                longitude: between(place.longitude, next.place.longitude)
            ),
            height: height.between(next.height, between),
            gimbal: NativePose.Gimbal(
                yaw: angle(gimbal.yaw, next.gimbal.yaw),
                pitch: angle(gimbal.pitch, next.gimbal.pitch),
                roll: angle(gimbal.roll, next.gimbal.roll)
            ),
            sigma: NativePose.Sigma(
                position: base.position + doubt,
                height: base.height,
                angle: base.angle
            )
        )
    }
}

extension NativePose.Height {
    /// A height between two of one kind; the first where they differ in kind.
    fileprivate func between(
        _ other: Self,
        _ value: (Double, Double) -> Double
    ) -> Self {
        switch (self, other) {
        case (.aboveTakeOff(let one), .aboveTakeOff(let two)): .aboveTakeOff(value(one, two))
        case (.aboveEllipsoid(let one), .aboveEllipsoid(let two)): .aboveEllipsoid(value(one, two))
        case (.aboveGround(let one), .aboveGround(let two)): .aboveGround(value(one, two))
        default: self
        }
    }
}
