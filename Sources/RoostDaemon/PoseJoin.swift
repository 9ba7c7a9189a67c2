// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Frames
import RoostEngine
import RoostModel
import SiteCore

/// Fills in where the camera was for frames that do not say it, before they are journaled: a replay needs no
/// telemetry (FRAMES § 1).
struct PoseJoin: Sendable {
    /// A frame waits so long for the sample after it (FRAMES § 1).
    static let patience = Duration.seconds(3)
    /// So often it is looked whether the sample came.
    static let interval = Duration.milliseconds(50)

    let history: PoseHistory

    /// The frames with what telemetry knows; waits for the sample after a frame, at most 3 s in all.
    ///
    /// A frame that cannot be placed stays without a pose: counted, kept, not matched.
    /// The site is looked at only where one has no pose.
    func filled(
        _ frames: [FrameReading.Frame],
        site: @autoclosure () -> Site
    ) async -> [FrameReading.Frame] {
        var frames = frames
        var open = frames.indices.filter { index in
            frames[index].frame.pose == nil && frames[index].aircraft != nil
        }
        guard !open.isEmpty else { return frames }
        let site = site()
        let end = ContinuousClock.now + Self.patience
        while !open.isEmpty {
            let isLast = ContinuousClock.now >= end || Task.isCancelled
            open.removeAll { index in
                let join = join(frames[index], site: site, isLast: isLast)
                guard case .pose(let pose) = join else { return join == .none }
                frames[index].frame.pose = pose
                return true
            }
            guard !open.isEmpty, !isLast else { break }
            try? await Task.sleep(for: Self.interval)
        }
        return frames
    }

    /// What telemetry knows of one frame; none without a dock, or without the view of its lens.
    private func join(_ read: FrameReading.Frame, site: Site, isLast: Bool) -> PoseHistory.Join {
        let frame = read.frame
        guard let name = read.aircraft, let dock = Self.dock(of: name, in: site),
            let camera = dock.aircraft.envelope.cameras.first(where: { $0.lens == frame.lens }),
            let horizontal = camera.horizontalView
        else { return .none }
        // The zoom of a zoom lens is not told by telemetry: what it saw cannot be placed.
        guard frame.lens != "zoom" else { return .none }
        let at = site.cases.corrected(frame.capturedAt, of: frame.source)
        let join = history.join(dock.id, at: at, isLast: isLast)
        guard case .pose(var pose) = join else { return join }
        pose.aircraft = dock.aircraft.id.text
        let hasShape = camera.verticalView != nil || frame.size != nil
        var vertical = camera.verticalView?.value
        if !hasShape, let width = camera.widthPixels, let height = camera.heightPixels {
            vertical = FieldOfView.vertical(
                horizontal: horizontal.value,
                width: width,
                height: height
            )
        }
        pose.view = NativePose.View(horizontal: horizontal.value, vertical: vertical)
        return .pose(pose)
    }

    /// The dock of an aircraft, by the aircraft's id or serial number.
    private static func dock(of name: String, in site: Site) -> DockSite? {
        site.configuration?.fleet.docks.first {
            $0.aircraft.id.text == name || $0.aircraft.serial == name
        }
    }
}
