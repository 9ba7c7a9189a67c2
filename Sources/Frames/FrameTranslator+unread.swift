// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension FrameTranslator {
    /// A thing is no farther than this from where an unread detection puts it, and no farther than 2.5
    /// deviations: the widest gate of a place, without its upper bound (PIPELINE 5.2).
    private static let leastReach = 4.5
    private static let deviations = 2.5

    /// Where things may be whose detections were left out; nil: none that a rule looks at.
    func unread(of frame: NativeFrame, pose: CameraPose?) -> [UnreadDetection]? {
        let unread = frame.faults.map(\.remains)
            .filter { $0.label.map { context.watches($0) } ?? true }
            .map { place($0, pose: pose) }
        return unread.isEmpty ? nil : unread
    }

    private func place(_ remains: DetectionRemains, pose: CameraPose?) -> UnreadDetection {
        if let ground = remains.ground {
            return UnreadDetection(
                label: remains.label,
                ground: context.grid.grid(ground.place),
                reach: Self.reach(sigma: ground.error / Georeference.radius95)
            )
        }
        // Of what is not known to be low or high both places are possible, and all between them.
        let heights: [Double] =
            remains.label.map { [Georeference.centreHeight(of: $0)] }
            ?? [0, Georeference.greatestCentreHeight]
        let box = remains.box
        guard let pose, box.count == 4 else { return UnreadDetection(label: remains.label) }
        let fixes = heights.compactMap { height in
            Georeference.locate(
                u: box[0] + box[2] / 2,
                v: box[1] + box[3] / 2,
                centreHeight: height,
                pose: pose
            )
        }
        guard fixes.count == heights.count, let low = fixes.first, let high = fixes.last else {
            return UnreadDetection(label: remains.label)
        }
        let ground = context.grid.grid(low.place)
        let between = ground.distance(to: context.grid.grid(high.place)).value
        return UnreadDetection(
            label: remains.label,
            ground: ground,
            reach: Metres(Self.reach(sigma: low.sigma).value + between)
        )
    }

    private static func reach(sigma: Double) -> Metres {
        Metres(max(leastReach, deviations * sigma))
    }
}
